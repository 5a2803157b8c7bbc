/* nvml.h: NVIDIA's management library, opened at run time. */
#ifndef NVML_H
#define NVML_H

#include <stddef.h>

#include "backend/backend_kind.h"

struct nvml;

/* Open and begin it. NULL, with WHY of SIZE bytes, when it is not there or does not begin. */
struct nvml *nvml_open(const char *root, char *why, size_t size);
/* The version of the driver into TO; "" when it is not told. */
void nvml_driver(struct nvml *n, char *to, size_t size);
/* As backend_kind.sample. Declarations and units: NVML API reference, "Device Queries". */
size_t nvml_sample(struct backend_meter *meter, struct device_reading *at);

#endif
