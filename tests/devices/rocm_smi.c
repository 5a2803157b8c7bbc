/* Stands in for ROCm's SMI library, by its manual: two devices in the other order than the
 * kernel's; only the second one's counter moves, 2 units of 15.3 uJ each time 1000000 higher. */
#include <stdint.h>

int
rsmi_init(uint64_t flags)
{
	return flags != 0;
}

int
rsmi_num_monitor_devices(uint32_t *n)
{
	*n = 2;
	return 0;
}

int
rsmi_dev_pci_id_get(uint32_t i, uint64_t *location)
{
	/* Bus 0x43 first, then 0x03. */
	*location = i == 0 ? 0x4300 : 0x0300;
	return 0;
}

int
rsmi_dev_energy_count_get(uint32_t i, uint64_t *counter, float *resolution, uint64_t *time)
{
	static uint64_t moved;

	*resolution = 15.25F;
	*time = 1;
	*counter = i == 1 ? moved += 1000000 : 5;
	return 0;
}
