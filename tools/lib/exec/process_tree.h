/* process_tree.h: the end of a command's processes, and what they used. */
#ifndef PROCESS_TREE_H
#define PROCESS_TREE_H

#include <stddef.h>
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
 * session. Their use is added to M, and their number to what it left. After some seconds it gives
 * up on a process that it may not kill, such as another user's: the use of such a process is lost.
 */
void tree_end(struct measurement *m);

/* Children that are none of a command's: those that there are at the time of tree_keep(), of
 * which it takes at most KEPT_CHILDREN_MAX. */
enum { KEPT_CHILDREN_MAX = 64 };
struct kept_children {
	pid_t at[KEPT_CHILDREN_MAX];
	size_t n;
};
void tree_keep(struct kept_children *kept);

/* Kill and reap all other children of this process. Where it adopts orphans, they are what a
 * bench-exec that was killed left behind. Returns how many processes that were. */
size_t tree_sweep(const struct kept_children *kept);

#endif
