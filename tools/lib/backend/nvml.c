#include "backend/nvml.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/device_files.h"
#include "base/util.h"

enum {
	NVML_SUCCESS = 0,
	NVML_NOT_SUPPORTED = 3,
	NVML_NO_PERMISSION = 4,
	NVML_GPU_LOST = 15,
	NVML_NO_FUNCTION = -1, /* our own */
	NVML_CLOCK_SM = 1,
	NVML_SENSOR_GPU = 0,
	NVML_PROCESSES = 256
};

struct nvml_memory {
	unsigned long long total, free, used;
};

struct nvml_utilization {
	unsigned int gpu, memory; /* % */
};

/* Of _v2 and _v3; the first version had the first two members only. */
struct nvml_process {
	unsigned int pid;
	unsigned long long memory;
	unsigned int gpu_instance, compute_instance;
};

struct nvml {
	void *library;
	int (*driver)(char *, unsigned int);
	int (*count)(unsigned int *);
	int (*handle)(unsigned int, void **);
	int (*name)(void *, char *, unsigned int);
	int (*memory)(void *, struct nvml_memory *);
	int (*utilization)(void *, struct nvml_utilization *);
	int (*energy)(void *, unsigned long long *);
	int (*power)(void *, unsigned int *);
	int (*temperature)(void *, int, unsigned int *);
	int (*clock)(void *, int, unsigned int *);
	int (*reasons)(void *, unsigned long long *);
	int (*processes)(void *, unsigned int *, struct nvml_process *);
	struct energy_counter counters[BACKEND_DEVICES];
};

static const char *const libraries[] = {"libnvidia-ml.so.1", "libnvidia-ml.so", NULL};

static const char *
nvml_why(int result)
{
	switch (result) {
	case NVML_NOT_SUPPORTED: return "the device does not support it";
	case NVML_NO_PERMISSION: return "NVML may not tell it to this user";
	case NVML_GPU_LOST: return "the device was lost";
	case NVML_NO_FUNCTION: return "this version of NVML does not tell it";
	default: return "NVML failed to tell it";
	}
}

struct nvml *
nvml_open(const char *root, char *why, size_t size)
{
	struct nvml *n = xcalloc(1, sizeof *n);
	int (*init)(void), result;

	n->library = device_library(root, libraries, NULL, why, size);
	if (!n->library) {
		free(n);
		return NULL;
	}
	device_symbol(n->library, "nvmlSystemGetDriverVersion", &n->driver);
	device_symbol(n->library, "nvmlDeviceGetCount_v2", &n->count);
	device_symbol(n->library, "nvmlDeviceGetHandleByIndex_v2", &n->handle);
	device_symbol(n->library, "nvmlDeviceGetName", &n->name);
	device_symbol(n->library, "nvmlDeviceGetMemoryInfo", &n->memory);
	device_symbol(n->library, "nvmlDeviceGetUtilizationRates", &n->utilization);
	device_symbol(n->library, "nvmlDeviceGetTotalEnergyConsumption", &n->energy);
	device_symbol(n->library, "nvmlDeviceGetPowerUsage", &n->power);
	device_symbol(n->library, "nvmlDeviceGetTemperature", &n->temperature);
	device_symbol(n->library, "nvmlDeviceGetClockInfo", &n->clock);
	/* The name since driver 535, and the one before it. */
	if (!device_symbol(n->library, "nvmlDeviceGetCurrentClocksEventReasons", &n->reasons))
		device_symbol(n->library, "nvmlDeviceGetCurrentClocksThrottleReasons", &n->reasons);
	if (!device_symbol(n->library, "nvmlDeviceGetComputeRunningProcesses_v3", &n->processes))
		device_symbol(n->library, "nvmlDeviceGetComputeRunningProcesses_v2", &n->processes);
	if (!device_symbol(n->library, "nvmlInit_v2", &init) || !n->count || !n->handle) {
		snprintf(why, size, "'%s' is no NVML", libraries[0]);
		free(n);
		return NULL;
	}
	result = init();
	if (result != NVML_SUCCESS) {
		snprintf(why, size, "NVML does not begin (%d)", result);
		free(n);
		return NULL;
	}
	return n;
}

void
nvml_driver(struct nvml *n, char *to, size_t size)
{
	if (!n->driver || n->driver(to, (unsigned int)size) != NVML_SUCCESS)
		to[0] = '\0';
	to[size - 1] = '\0';
}

static void
amount_read(struct device_reading *r, enum device_quantity q, int result, double v)
{
	if (result == NVML_SUCCESS)
		device_reading_set(r, q, v);
	else
		device_reading_miss(r, q, nvml_why(result));
}

/* Of the bits of NVML ("Clocks Event Reasons") those that are ours, all but that it is idle. */
static uint32_t
throttle_of(unsigned long long reasons)
{
	static const struct {
		unsigned long long bit;
		enum device_throttle reason;
	} bits[] = {{0x2, THROTTLE_CLOCK_SETTING}, {0x4, THROTTLE_POWER_CAP},
	    {0x8, THROTTLE_HARDWARE}, {0x10, THROTTLE_SYNC_BOOST}, {0x20, THROTTLE_THERMAL},
	    {0x40, THROTTLE_HARDWARE_THERMAL}, {0x80, THROTTLE_POWER_BRAKE},
	    {0x100, THROTTLE_DISPLAY}};
	uint32_t all = 0;

	for (size_t i = 0; i < sizeof bits / sizeof *bits; i++)
		if (reasons & bits[i].bit)
			all |= 1U << bits[i].reason;
	return all;
}

static void
processes_read(struct nvml *n, const char *root, void *device, struct device_reading *r)
{
	struct nvml_process all[NVML_PROCESSES];
	unsigned int count = NVML_PROCESSES;
	long pids[NVML_PROCESSES];
	int result = n->processes ? n->processes(device, &count, all) : NVML_NO_FUNCTION;

	r->why_foreign = result == NVML_SUCCESS ? NULL : nvml_why(result);
	if (result != NVML_SUCCESS)
		return;
	if (count > NVML_PROCESSES)
		count = NVML_PROCESSES;
	for (unsigned int i = 0; i < count; i++)
		pids[i] = (long)all[i].pid;
	/* Who samples is a child of who measures. */
	r->foreign = device_foreign(root, (long)getppid(), pids, count);
	if (r->foreign < 0)
		r->why_foreign = "its processes are of another namespace of process ids";
}

static void
device_read(
    struct nvml *n, const char *root, unsigned int i, void *device, struct device_reading *r)
{
	struct nvml_memory memory;
	struct nvml_utilization used;
	unsigned long long energy, reasons;
	unsigned int v;
	int result;

	result = n->memory ? n->memory(device, &memory) : NVML_NO_FUNCTION;
	amount_read(r, DEVICE_MEMORY, result, result ? NAN : (double)memory.used / 1e6);
	result = n->utilization ? n->utilization(device, &used) : NVML_NO_FUNCTION;
	amount_read(r, DEVICE_UTILISATION, result, result ? NAN : used.gpu / 100.0);
	result = n->energy ? n->energy(device, &energy) : NVML_NO_FUNCTION;
	amount_read(r, DEVICE_ENERGY, result,
	    result ? NAN : energy_counter_add(&n->counters[i], (double)energy, 0) / 1e3);
	if (!result && isnan(r->at[DEVICE_ENERGY]))
		device_reading_miss(r, DEVICE_ENERGY, "its counter was reset");
	result = n->power ? n->power(device, &v) : NVML_NO_FUNCTION;
	amount_read(r, DEVICE_POWER, result, result ? NAN : v / 1e3);
	result = n->temperature ? n->temperature(device, NVML_SENSOR_GPU, &v) : NVML_NO_FUNCTION;
	amount_read(r, DEVICE_TEMPERATURE, result, result ? NAN : v);
	result = n->clock ? n->clock(device, NVML_CLOCK_SM, &v) : NVML_NO_FUNCTION;
	amount_read(r, DEVICE_CLOCK, result, result ? NAN : v);
	result = n->reasons ? n->reasons(device, &reasons) : NVML_NO_FUNCTION;
	r->why_throttle = result ? nvml_why(result) : NULL;
	r->throttle = result ? 0 : throttle_of(reasons);
	processes_read(n, root, device, r);
}

size_t
nvml_sample(struct backend_meter *meter, struct device_reading *at)
{
	char why[BACKEND_WHY];
	struct nvml *n = meter->state;
	unsigned int count = 0;

	if (!n && !meter->failed)
		n = meter->state = nvml_open(meter->root, why, sizeof why);
	meter->failed = !n;
	if (!n) {
		device_reading_init(at, "GPU", "NVML (libnvidia-ml.so.1) cannot be used");
		return 1;
	}
	if (n->count(&count) != NVML_SUCCESS)
		count = 0;
	if (count > BACKEND_DEVICES)
		count = BACKEND_DEVICES;
	for (unsigned int i = 0; i < count; i++) {
		char name[96] = "";
		void *device;

		device_reading_init(&at[i], "GPU", "NVML does not tell it");
		if (n->handle(i, &device) != NVML_SUCCESS)
			continue;
		if (n->name && n->name(device, name, sizeof name) == NVML_SUCCESS)
			snprintf(at[i].name, sizeof at[i].name, "%s", name);
		device_read(n, meter->root, i, device, &at[i]);
	}
	return count;
}
