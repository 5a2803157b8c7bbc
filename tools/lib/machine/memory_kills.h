/* memory_kills.h: whether the kernel killed a process because memory was short. */
#ifndef MEMORY_KILLS_H
#define MEMORY_KILLS_H

#include <stdint.h>

/* Who was short of memory. */
enum memory_short { MEMORY_ENOUGH, MEMORY_CGROUP, MEMORY_MACHINE };

/* Counts of the kernel that only rise. */
struct memory_kills {
	uint64_t killed;  /* processes killed for lack of memory: in the cgroup of this process */
	uint64_t machine; /* anywhere */
	uint64_t limits;  /* times that the cgroup, or one above it, was at its limit */
};

/* Read them below ROOT ("" but in tests). What the kernel does not tell is 0. */
void memory_kills_read(const char *root, struct memory_kills *k);

/* What has happened since K was read, which is read again. */
enum memory_short memory_kills_since(const char *root, struct memory_kills *k);

#endif
