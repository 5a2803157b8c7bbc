/* measurement.h: what one execution of a command took, and how it ended. */
#ifndef MEASUREMENT_H
#define MEASUREMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "machine/memory_kills.h"

enum invoke_end {
	INVOKE_EXITED,      /* CODE is the exit status */
	INVOKE_SIGNALED,    /* CODE is the signal */
	INVOKE_TIMEOUT,     /* the group was killed */
	INVOKE_UNSTARTED,   /* CODE is the errno of what kept it from its exec */
	INVOKE_STOPPED,     /* CODE is the signal: SIGTTIN or SIGTTOU; then it was killed */
	INVOKE_INTERRUPTED, /* invoker_interrupt() was called meanwhile */
	INVOKE_LOST /* bench-exec was killed or stopped, by the command most likely; the next
		     * has a new one */
};

enum {
	COUNTER_INSTRUCTIONS,
	COUNTER_CYCLES,
	COUNTER_CACHE_MISSES,
	COUNTER_BRANCH_MISSES,
	COUNTER_TASK_CLOCK,
	COUNTER_MIGRATIONS,
	NCOUNTERS
};

struct measurement {
	enum invoke_end end;
	int code;
	int stopped;  /* the last signal that stopped the command, or 0 */
	int left;     /* processes that it left behind at its end, and that were killed */
	bool altered; /* it changed what bench-exec passes on, which cannot be put back */
	enum memory_short memory; /* set by invoke.c, for what did not end well */
	int64_t start_ns, end_ns; /* CLOCK_MONOTONIC, at exec and at exit */
	/* resource use of the process and all its descendants */
	int64_t user_us, system_us;
	int64_t peak_kib; /* of the largest single process */
	int64_t minor_faults, major_faults;
	int64_t voluntary_switches, involuntary_switches;
	int64_t run_delay_ns; /* runnable but waiting for a CPU, first thread; -1: unavailable */
	int64_t counters[NCOUNTERS]; /* -1: unavailable */
};

/* The metrics of M in their units; NAN: the machine does not tell. Whole nanoseconds,
 * microseconds and bytes are divided once: the nearest decimal of at most six places. */
double measurement_duration_ms(const struct measurement *m);
double measurement_user_ms(const struct measurement *m);
double measurement_system_ms(const struct measurement *m);
double measurement_cpu_ms(const struct measurement *m);
double measurement_memory_mb(const struct measurement *m);
double measurement_run_delay_ms(const struct measurement *m);

#endif
