/* execution.h: runs one command and measures it, for bench-exec alone. */
#ifndef EXECUTION_H
#define EXECUTION_H

#include <stdbool.h>
#include <stdint.h>

#include "exec/measurement.h"

struct execution {
	char **argv; /* ends in NULL; ARGV[-1] must be writable: /bin/sh goes there */
	char *const *env;
	const char *directory; /* or NULL */
	int in, out, err;      /* become the command's 0, 1 and 2; IN < 0: -errno of opening it */
	int64_t timeout_us;    /* 0: none */
	bool counters;
	bool session; /* of its own, for who may have a terminal; else a process group */
	const struct place *place; /* the CPUs that the command may use; NULL: all */
};

/* Make this process fit to measure: only descriptors 0 to 2 are passed on, no
 * signal is blocked or ignored, orphans come here, and the memory that starting
 * up has touched is given back. Call it last before execution_measure(). */
void execution_prepare(void);

/* Stay on CPU from now on (below 0: do not), and let commands run where this
 * process could before. */
void execution_stay(int cpu);

/* A child starts with the largest size its parent ever had as its own peak. So
 * drop the pages of program text that were needed to get here, then have the
 * kernel forget the peak. */
void execution_shrink(void);

/* Run X to its end, kill whatever it left behind, fill M. */
void execution_measure(const struct execution *x, struct measurement *m);

/* The signal that asked this process to end, or 0. It has killed the running
 * command, and any later one ends INVOKE_INTERRUPTED. */
int execution_signal(void);

#endif
