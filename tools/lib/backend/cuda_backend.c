#include <math.h>
#include <stdio.h>
#include <string.h>

#include "backend/backend_kind.h"
#include "backend/device_files.h"
#include "backend/nvml.h"

/* The driver's nodes: of a desktop or server, of a Tegra, of Windows' subsystem for Linux. */
static bool
cuda_present(const char *root)
{
	return device_there("%s/dev/nvidiactl", root) || device_there("%s/dev/nvhost-gpu", root) ||
	       device_there("%s/dev/dxg", root);
}

/* Devices by the CUDA driver API, since that is what a case uses; the driver's version by NVML,
 * which a Tegra has not. */
static bool
cuda_probe(const char *root, struct backend *found)
{
	static const char *const libraries[] = {"libcuda.so.1", "libcuda.so", NULL};
	void *lib = device_library(root, libraries, NULL, found->why, sizeof found->why);
	int (*init)(unsigned int), (*count)(int *), (*get)(int *, int), (*name)(char *, int, int),
	    (*memory)(size_t *, int), (*version)(int *), n = 0, v = 0, result;
	char text[96], why[BACKEND_WHY];
	struct nvml *nvml;

	if (!lib)
		return false;
	if (!device_symbol(lib, "cuInit", &init) ||
	    !device_symbol(lib, "cuDeviceGetCount", &count) ||
	    !device_symbol(lib, "cuDeviceGet", &get) ||
	    !device_symbol(lib, "cuDeviceGetName", &name)) {
		snprintf(found->why, sizeof found->why, "'libcuda.so.1' is no CUDA driver");
		return false;
	}
	result = init(0);
	if (!result)
		result = count(&n);
	if (result)
		snprintf(
		    found->why, sizeof found->why, "the CUDA driver does not begin (%d)", result);
	else if (n == 0)
		snprintf(found->why, sizeof found->why, "the CUDA driver has no device");
	if (result || n == 0)
		return false;
	device_symbol(lib, "cuDeviceTotalMem_v2", &memory);
	for (int i = 0; i < n; i++) {
		size_t bytes = 0;
		int device;

		if (get(&device, i) || name(text, sizeof text, device))
			continue;
		text[sizeof text - 1] = '\0';
		backend_device_add(
		    found, text, memory && memory(&bytes, device) == 0 ? (double)bytes / 1e6 : NAN);
	}
	nvml = nvml_open(root, why, sizeof why);
	if (nvml)
		nvml_driver(nvml, found->driver, sizeof found->driver);
	else if (device_symbol(lib, "cuDriverGetVersion", &version) && version(&v) == 0)
		snprintf(
		    found->driver, sizeof found->driver, "CUDA %d.%d", v / 1000, v % 1000 / 10);
	return true;
}

const struct backend_kind backend_cuda = {"cuda", cuda_present, cuda_probe, nvml_sample};
