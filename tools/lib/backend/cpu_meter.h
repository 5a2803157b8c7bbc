/* cpu_meter.h: energy, temperature and clock of the CPU, for the backends that compute on it. */
#ifndef CPU_METER_H
#define CPU_METER_H

#include "backend/backend_kind.h"

/* As backend_kind.sample, of one device: energy of all packages by the kernel's powercap zones. */
size_t cpu_meter_sample(struct backend_meter *meter, struct device_reading *at);

#endif
