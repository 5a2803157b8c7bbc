/* machine_warn.h: what this machine is set to, or does, that makes timings noisy. */
#ifndef MACHINE_WARN_H
#define MACHINE_WARN_H

#include <stdint.h>

#include "machine/warnings.h"

/* Below ROOT ("" but in tests) /proc and /sys are looked at. What they do not
 * tell is no warning. Codes: governor, turbo, load, cores, swap, memory,
 * emulation. CORES is how many can be used. */
void machine_warn(const char *root, long cores, struct warnings *w);

/* The warning, code quota, when QUOTA, as environment_cpu_quota() has it, is one. */
void machine_warn_quota(double quota, struct warnings *w);

/* How often the CPUs were slowed down because of heat, since the start of the
 * machine; and the warning, code throttling, when that grew from BEFORE to AFTER. */
uint64_t machine_throttled(const char *root);
void machine_warn_throttled(uint64_t before, uint64_t after, struct warnings *w);

#endif
