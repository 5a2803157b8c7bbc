/* gpu_files.h: what the kernel's files of a GPU's driver tell: sysfs of DRM and hwmon. */
#ifndef GPU_FILES_H
#define GPU_FILES_H

#include <stddef.h>

#include "backend/device_reading.h"

/* The folder hwmon/hwmonN below the device's folder DEVICE into TO of SIZE bytes; "": none. */
void gpu_hwmon(char *to, size_t size, const char *device);

/* Set quantity Q of R to the number in the file of FOLDER and NAME times SCALE. */
void gpu_file_read(struct device_reading *r, enum device_quantity q, const char *folder,
    const char *name, double scale);

#endif
