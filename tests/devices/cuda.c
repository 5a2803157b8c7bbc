/* Stands in for NVIDIA's driver library, by the CUDA driver API: two devices. FAKE_CUDA=crash: it
 * crashes; =none: it does not begin. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int cuInit(unsigned int flags);
int cuDeviceGetCount(int *n);
int cuDeviceGet(int *device, int ordinal);
int cuDeviceGetName(char *name, int len, int device);
int cuDeviceTotalMem_v2(size_t *bytes, int device);
int cuDriverGetVersion(int *version);

int
cuInit(unsigned int flags)
{
	const char *way = getenv("FAKE_CUDA");

	if (way && strcmp(way, "crash") == 0)
		raise(SIGSEGV);
	puts("a driver that prints where it must not");
	return way && strcmp(way, "none") == 0 ? 100 : flags != 0;
}

int
cuDeviceGetCount(int *n)
{
	*n = 2;
	return 0;
}

int
cuDeviceGet(int *device, int ordinal)
{
	*device = ordinal;
	return 0;
}

int
cuDeviceGetName(char *name, int len, int device)
{
	snprintf(name, (size_t)len, "Fake GPU %d", device);
	return 0;
}

int
cuDeviceTotalMem_v2(size_t *bytes, int device)
{
	*bytes = (size_t)(device + 1) * 8000000000U;
	return 0;
}

int
cuDriverGetVersion(int *version)
{
	*version = 12040;
	return 0;
}
