#define _GNU_SOURCE /* sched_getaffinity, syscall */
#include "exec/surroundings.h"

#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { IO_WHO_PROCESS = 1 }; /* of ioprio_get(2), which has no header */

static int
io_priority(void)
{
	return (int)syscall(SYS_ioprio_get, IO_WHO_PROCESS, 0);
}

/* The CPUs of this process. By the kernel's own call, and without memcmp(): what of the C
 * library this process does not use is not in its memory, of which its children have a share. */
static bool
cpus_read(cpu_set_t *cpus)
{
	*cpus = (cpu_set_t){0};
	return syscall(SYS_sched_getaffinity, 0, sizeof *cpus, cpus) > 0;
}

void
surroundings_note(struct surroundings *s)
{
	*s = (struct surroundings){0};
	for (int i = 0; i < RLIM_NLIMITS; i++)
		getrlimit(i, &s->limits[i]);
	s->nice = getpriority(PRIO_PROCESS, 0);
	s->io_priority = io_priority();
	s->policy = sched_getscheduler(0);
	s->timer_slack = prctl(PR_GET_TIMERSLACK);
	s->placed = cpus_read(&s->cpus);
}

static bool
limits_restore(const struct surroundings *s)
{
	bool restored = true;

	for (int i = 0; i < RLIM_NLIMITS; i++) {
		const struct rlimit *noted = &s->limits[i];
		struct rlimit now;

		if (getrlimit(i, &now) ||
		    (now.rlim_cur == noted->rlim_cur && now.rlim_max == noted->rlim_max))
			continue;
		restored = setrlimit(i, noted) == 0 && restored;
	}
	return restored;
}

static bool
cpus_equal(const cpu_set_t *a, const cpu_set_t *b)
{
	for (size_t i = 0; i < sizeof a->__bits / sizeof *a->__bits; i++)
		if (a->__bits[i] != b->__bits[i])
			return false;
	return true;
}

static bool
cpus_restore(const struct surroundings *s)
{
	cpu_set_t now;

	if (!s->placed || !cpus_read(&now) || cpus_equal(&now, &s->cpus))
		return true;
	return sched_setaffinity(0, sizeof s->cpus, &s->cpus) == 0;
}

static bool
policy_restore(const struct surroundings *s)
{
	static const struct sched_param none;

	/* Others have parameters that were not noted. */
	if (sched_getscheduler(0) == s->policy)
		return true;
	return sched_setscheduler(0, s->policy, &none) == 0;
}

bool
surroundings_restore(const struct surroundings *s)
{
	bool restored = limits_restore(s);

	/* A policy has its own priorities: it comes first. */
	restored = policy_restore(s) && restored;
	restored = cpus_restore(s) && restored;
	if (getpriority(PRIO_PROCESS, 0) != s->nice)
		restored = setpriority(PRIO_PROCESS, 0, s->nice) == 0 && restored;
	if (io_priority() != s->io_priority)
		restored =
		    syscall(SYS_ioprio_set, IO_WHO_PROCESS, 0, s->io_priority) == 0 && restored;
	if (prctl(PR_GET_TIMERSLACK) != s->timer_slack)
		restored = prctl(PR_SET_TIMERSLACK, s->timer_slack) == 0 && restored;
	return restored;
}
