/* Stands in for Vulkan's loader, by the specification of Vulkan 1.0: one device. */
#include <stdint.h>
#include <string.h>

struct properties {
	uint32_t api, driver, vendor, device;
	int type;
	char name[256];
	uint64_t rest[64];
};

int
vkCreateInstance(const int *info, const void *allocator, void **instance)
{
	static int one;

	*instance = &one;
	return *info == 1 && !allocator ? 0 : -1;
}

int
vkEnumeratePhysicalDevices(void *instance, uint32_t *n, void **all)
{
	if (*n == 0)
		return 5; /* VK_INCOMPLETE */
	*n = 1;
	all[0] = instance;
	return 0;
}

void
vkGetPhysicalDeviceProperties(void *device, struct properties *p)
{
	memset(p, device ? 0 : 1, sizeof *p);
	p->api = 1U << 22 | 3U << 12 | 280;
	strcpy(p->name, "Fake Vulkan device");
}
