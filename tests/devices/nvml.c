/* Stands in for NVML, by its API reference: one device that uses 7 J from one look to the next.
 * FAKE_NVML=locked: the counter of energy may not be read; =reset: it starts again; =old: the
 * device supports neither energy nor utilisation; =crash: the third reading crashes. Processes are
 * those in the file pids of BENCH_DEVICES_ROOT. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOT_SUPPORTED = 3, NO_PERMISSION = 4 };

static int looks;

static int
is(const char *way)
{
	const char *said = getenv("FAKE_NVML");

	return said && strcmp(said, way) == 0;
}

int
nvmlInit_v2(void)
{
	return 0;
}

int
nvmlSystemGetDriverVersion(char *version, unsigned int length)
{
	snprintf(version, length, "550.54.14");
	return 0;
}

int
nvmlDeviceGetCount_v2(unsigned int *n)
{
	*n = 1;
	looks++;
	if (is("crash") && looks == 3)
		raise(SIGSEGV);
	return 0;
}

int
nvmlDeviceGetHandleByIndex_v2(unsigned int index, void **device)
{
	*device = &looks;
	return index != 0;
}

int
nvmlDeviceGetName(void *device, char *name, unsigned int length)
{
	snprintf(name, length, "Fake GPU 0");
	return device != &looks;
}

int
nvmlDeviceGetMemoryInfo(void *device, unsigned long long *memory)
{
	memory[0] = 8000000000U;
	memory[2] = looks % 2 ? 3000000000U : 1000000000U;
	memory[1] = memory[0] - memory[2];
	return device != &looks;
}

int
nvmlDeviceGetUtilizationRates(void *device, unsigned int *rates)
{
	rates[0] = 75;
	rates[1] = 20;
	return is("old") ? NOT_SUPPORTED : device != &looks;
}

int
nvmlDeviceGetTotalEnergyConsumption(void *device, unsigned long long *energy)
{
	*energy = is("reset") && looks % 2 == 0 ? 0 : 1000000U + 7000U * (unsigned int)looks;
	return is("locked") ? NO_PERMISSION : is("old") ? NOT_SUPPORTED : device != &looks;
}

int
nvmlDeviceGetPowerUsage(void *device, unsigned int *milliwatt)
{
	*milliwatt = 250500;
	return device != &looks;
}

int
nvmlDeviceGetTemperature(void *device, int sensor, unsigned int *degrees)
{
	*degrees = 61;
	return sensor != 0 || device != &looks;
}

int
nvmlDeviceGetClockInfo(void *device, int which, unsigned int *mhz)
{
	*mhz = which == 1 ? 1410 : 2619;
	return device != &looks;
}

/* That it is idle (1) is no reason of ours; a software power cap (4) is, and applications' clocks
 * (2) are none that a warning is about. */
int
nvmlDeviceGetCurrentClocksEventReasons(void *device, unsigned long long *reasons)
{
	*reasons = is("old") ? 3 : 5;
	return device != &looks;
}

int
nvmlDeviceGetComputeRunningProcesses_v3(void *device, unsigned int *n, void *all)
{
	struct {
		unsigned int pid;
		unsigned long long memory;
		unsigned int gpu_instance, compute_instance;
	} *process = all;
	char path[512];
	unsigned int room = *n, pid;
	FILE *f;

	*n = 0;
	snprintf(path, sizeof path, "%s/pids", getenv("BENCH_DEVICES_ROOT"));
	f = fopen(path, "r");
	while (f && *n < room && fscanf(f, "%u", &pid) == 1)
		process[(*n)++].pid = pid;
	if (f)
		fclose(f);
	return device != &looks;
}
