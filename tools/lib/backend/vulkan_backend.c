#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "backend/backend_kind.h"
#include "backend/device_files.h"

static const char *const libraries[] = {"libvulkan.so.1", "libvulkan.so", NULL};

static bool
vulkan_present(const char *root)
{
	char *path = device_library_find(root, libraries, NULL);

	free(path);
	return path != NULL;
}

/* VkInstanceCreateInfo and the start of VkPhysicalDeviceProperties, by the specification of
 * Vulkan 1.0. What follows the name is the driver's to fill. */
struct vulkan_instance_info {
	int type; /* 1 */
	const void *next;
	uint32_t flags;
	const void *application;
	uint32_t nlayers;
	const char *const *layers;
	uint32_t nextensions;
	const char *const *extensions;
};

struct vulkan_properties {
	uint32_t api, driver, vendor, device;
	int type;
	char name[256];
	uint64_t rest[256];
};

struct vulkan {
	int (*create)(const struct vulkan_instance_info *, const void *, void **);
	int (*devices)(void *, uint32_t *, void **);
	void (*properties)(void *, struct vulkan_properties *);
};

static bool
vulkan_probe(const char *root, struct backend *found)
{
	const struct vulkan_instance_info info = {.type = 1};
	void *lib = device_library(root, libraries, NULL, found->why, sizeof found->why);
	void *instance = NULL, *devices[BACKEND_DEVICES];
	struct vulkan_properties properties;
	uint32_t n = BACKEND_DEVICES;
	struct vulkan v;
	int result;

	if (!lib)
		return false;
	if (!device_symbol(lib, "vkCreateInstance", &v.create) ||
	    !device_symbol(lib, "vkEnumeratePhysicalDevices", &v.devices) ||
	    !device_symbol(lib, "vkGetPhysicalDeviceProperties", &v.properties)) {
		snprintf(found->why, sizeof found->why, "'%s' is no Vulkan loader", libraries[0]);
		return false;
	}
	result = v.create(&info, NULL, &instance);
	if (result < 0 || !instance) {
		snprintf(found->why, sizeof found->why, "Vulkan makes no instance (%d)", result);
		return false;
	}
	if (v.devices(instance, &n, devices) < 0)
		n = 0;
	for (uint32_t i = 0; i < n && i < BACKEND_DEVICES; i++) {
		v.properties(devices[i], &properties);
		properties.name[sizeof properties.name - 1] = '\0';
		backend_device_add(found, properties.name, NAN);
		if (i == 0)
			snprintf(found->driver, sizeof found->driver, "Vulkan %u.%u",
			    properties.api >> 22 & 0x7f, properties.api >> 12 & 0x3ff);
	}
	if (found->ndevices == 0)
		snprintf(found->why, sizeof found->why, "Vulkan has no device");
	return found->ndevices > 0;
}

static size_t
vulkan_sample(struct backend_meter *meter, struct device_reading *at)
{
	(void)meter;
	device_reading_init(at, "GPU", "Vulkan tells it only to the process that computes");
	return 1;
}

const struct backend_kind backend_vulkan = {"vulkan", vulkan_present, vulkan_probe, vulkan_sample};
