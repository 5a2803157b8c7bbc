#include "backend/gpu_files.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#include "backend/device_files.h"
#include "base/input.h"
#include "base/util.h"

void
gpu_hwmon(char *to, size_t size, const char *device)
{
	char *pattern = xasprintf("%s/hwmon/hwmon*", device);
	glob_t found;

	to[0] = '\0';
	if (input_glob(pattern, &found)) {
		snprintf(to, size, "%s", found.gl_pathv[0]);
		globfree(&found);
	}
	free(pattern);
}

void
gpu_file_read(struct device_reading *r, enum device_quantity q, const char *folder,
    const char *name, double scale)
{
	const char *why = "the kernel does not tell it";
	double v = 0;

	if (*folder)
		why = device_number(&v, "%s/%s", folder, name);
	if (why)
		device_reading_miss(r, q, why);
	else
		device_reading_set(r, q, v * scale);
}
