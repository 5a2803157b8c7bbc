/* counters.h: perf events around one command and all that it starts. */
#ifndef COUNTERS_H
#define COUNTERS_H

#include <stdint.h>

#include "exec/measurement.h"

/* What bench-exec calls each counter. */
extern const char *const counter_names[NCOUNTERS];

/* Open the events on this process; its children inherit them and count from
 * their exec on. EVENTS[i] is -1 where the kernel has no such counter. */
void counters_open(int events[NCOUNTERS]);

/* Read them into VALUES, -1 for what was not counted, and close them. Call it
 * when the children are dead: then their counts have come up to here. */
void counters_close(const int events[NCOUNTERS], int64_t values[NCOUNTERS]);

#endif
