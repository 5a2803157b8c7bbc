/* surroundings.h: what a process passes on to those that it starts: limits, priority, CPUs. */
#ifndef SURROUNDINGS_H
#define SURROUNDINGS_H

#include <sched.h>
#include <stdbool.h>
#include <sys/resource.h>

/* A command can change all this of its parent: prlimit(1), renice(1), ionice(1), taskset(1),
 * chrt(1). What it does to its own folder, mask of files or signals ends with it. */
struct surroundings {
	struct rlimit limits[RLIM_NLIMITS];
	int nice, io_priority, policy;
	long timer_slack;
	cpu_set_t cpus;
	bool placed; /* CPUS is known */
};

/* Note in S what is so now. */
void surroundings_note(struct surroundings *s);

/* Make it so again. False when something is different that this process may not put back,
 * such as a higher priority. */
bool surroundings_restore(const struct surroundings *s);

#endif
