/* process_tree.h: the end of a command's processes and what they used, for bench-exec alone. */
#ifndef PROCESS_TREE_H
#define PROCESS_TREE_H

#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "exec/measurement.h"

/* Add RU to M: sums, and the larger peak. */
void tree_usage_add(struct measurement *m, const struct rusage *ru);

/* Nanoseconds that PID, dead but not yet waited for, stood in a run queue: the
 * second number of /proc/PID/schedstat. -1 when the kernel does not say. */
int64_t tree_run_delay(pid_t pid);

/* Kill and reap until this process, which adopts orphans, has no child left:
 * a process that loses its parent becomes a child of this one, whatever its group or
 * session. Their use is added to M. After some seconds it gives up on a process that it
 * may not kill, such as another user's: the use of such a process is lost. */
void tree_end(struct measurement *m);

#endif
