#define _GNU_SOURCE /* syscall */
#include "exec/counters.h"

#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct {
	uint32_t type;
	uint64_t config;
} kinds[NCOUNTERS] = {
    [COUNTER_INSTRUCTIONS] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS},
    [COUNTER_CYCLES] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES},
    [COUNTER_CACHE_MISSES] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_MISSES},
    [COUNTER_BRANCH_MISSES] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_MISSES},
    [COUNTER_TASK_CLOCK] = {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_TASK_CLOCK},
    [COUNTER_MIGRATIONS] = {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CPU_MIGRATIONS},
};

const char *const counter_names[NCOUNTERS] = {
    [COUNTER_INSTRUCTIONS] = "instructions",
    [COUNTER_CYCLES] = "cycles",
    [COUNTER_CACHE_MISSES] = "cache_misses",
    [COUNTER_BRANCH_MISSES] = "branch_misses",
    [COUNTER_TASK_CLOCK] = "task_clock_ns",
    [COUNTER_MIGRATIONS] = "cpu_migrations",
};

static int
event_open(int counter, int exclude_kernel)
{
	struct perf_event_attr attr = {.type = kinds[counter].type,
	    .size = sizeof attr,
	    .config = kinds[counter].config,
	    .read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING,
	    .disabled = 1,
	    .inherit = 1,
	    .enable_on_exec = 1,
	    .exclude_kernel = exclude_kernel != 0,
	    .exclude_hv = exclude_kernel != 0};

	return (int)syscall(
	    SYS_perf_event_open, &attr, 0, -1, -1, (unsigned long)PERF_FLAG_FD_CLOEXEC);
}

void
counters_open(int events[NCOUNTERS])
{
	for (int i = 0; i < NCOUNTERS; i++) {
		/* User mode only for the hardware's: it repeats, and it is allowed. */
		events[i] = event_open(i, kinds[i].type == PERF_TYPE_HARDWARE);
		/* A migration happens in the kernel: without it the count would be a false 0. */
		if (events[i] < 0 && i == COUNTER_TASK_CLOCK)
			events[i] = event_open(i, 1);
	}
}

void
counters_close(const int events[NCOUNTERS], int64_t values[NCOUNTERS])
{
	for (int i = 0; i < NCOUNTERS; i++) {
		uint64_t v[3]; /* value, time enabled, time running */

		values[i] = -1;
		if (events[i] < 0)
			continue;
		if (read(events[i], v, sizeof v) == (ssize_t)sizeof v && (v[2] || !v[1])) {
			/* It shared the hardware with others: scale up. */
			if (v[2] && v[2] < v[1])
				v[0] = (uint64_t)((double)v[0] * ((double)v[1] / (double)v[2]));
			values[i] = (int64_t)v[0];
		}
		close(events[i]);
	}
}
