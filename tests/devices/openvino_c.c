/* Stands in for OpenVINO's C API (ov_core.h): a CPU and an NPU. FAKE_OPENVINO=none: no device. */
#include <stdlib.h>
#include <string.h>

struct devices {
	char **names;
	size_t n;
};

int
ov_core_create(void **core)
{
	*core = malloc(1);
	return *core ? 0 : -1;
}

int
ov_core_get_available_devices(const void *core, struct devices *all)
{
	static char *names[] = {"CPU", "NPU"};

	all->names = names;
	all->n = getenv("FAKE_OPENVINO") ? 0 : 2;
	return core ? 0 : -1;
}

int
ov_core_get_property(const void *core, const char *device, const char *key, char **value)
{
	if (!core || strcmp(key, "FULL_DEVICE_NAME") != 0 || strcmp(device, "NPU") != 0)
		return -1;
	*value = malloc(32);
	strcpy(*value, "Intel(R) AI Boost\n");
	return 0;
}

void
ov_available_devices_free(struct devices *all)
{
	all->n = 0;
}

void
ov_free(const char *text)
{
	free((char *)text);
}

int
ov_get_openvino_version(const char **version)
{
	version[0] = "2025.3.0-19807";
	version[1] = "OpenVINO Runtime";
	return 0;
}
