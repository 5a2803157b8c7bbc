#define _GNU_SOURCE /* sched_getaffinity, CPU_SET */
#include "machine/cpu_halves.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/util.h"

_Static_assert(sizeof(struct place) == sizeof(cpu_set_t), "a place is what the kernel takes");

/* The lowest CPU of the core that CPU is of: "0-1", "0,64" and "3" begin with it. */
static int
core_of(const char *root, int cpu)
{
	char *path =
	    xasprintf("%s/sys/devices/system/cpu/cpu%d/topology/thread_siblings_list", root, cpu);
	FILE *f = input_probe(path);
	int first = -1;

	if (f) {
		if (fscanf(f, "%d", &first) != 1 || first < 0 || first >= PLACE_CPUS)
			first = -1;
		fclose(f);
	}
	free(path);
	return first < 0 ? cpu : first;
}

bool
cpu_halves_find(const char *root, struct place half[2])
{
	int core[PLACE_CPUS], number[PLACE_CPUS], ncores = 0, skip;
	cpu_set_t all, set[2];

	if (sched_getaffinity(0, sizeof all, &all))
		return false;
	CPU_ZERO(&set[0]);
	CPU_ZERO(&set[1]);
	for (int i = 0; i < PLACE_CPUS; i++)
		number[i] = -1;
	for (int i = 0; i < PLACE_CPUS; i++) {
		if (!CPU_ISSET(i, &all))
			continue;
		core[i] = core_of(root, i);
		if (number[core[i]] < 0)
			number[core[i]] = ncores++;
	}
	skip = ncores % 2;
	for (int i = 0; i < PLACE_CPUS; i++)
		if (CPU_ISSET(i, &all) && number[core[i]] >= skip)
			CPU_SET(i, &set[(number[core[i]] - skip) * 2 / (ncores - skip)]);
	for (int i = 0; i < 2; i++)
		memcpy(&half[i], &set[i], sizeof half[i]);
	return ncores > 1;
}
