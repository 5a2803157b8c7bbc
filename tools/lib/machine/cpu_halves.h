/* cpu_halves.h: the CPUs that this process may use, in two halves that share no core. */
#ifndef CPU_HALVES_H
#define CPU_HALVES_H

#include <stdbool.h>

enum { PLACE_CPUS = 1024 };

/* A set of CPUs, laid out as sched_setaffinity(2) takes it. */
struct place {
	unsigned long mask[PLACE_CPUS / 8 / sizeof(unsigned long)];
};

/* Cores as /sys (below ROOT, "" but in tests) tells which CPUs are threads of
 * one; it tells nothing: every CPU is one. The first core of an odd number is
 * left out. False when there are not two cores, or more than PLACE_CPUS CPUs. */
bool cpu_halves_find(const char *root, struct place half[2]);

#endif
