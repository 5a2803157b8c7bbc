/* control.h: the control row: a fixed workload measured beside what is under
 * test. It is the same for all variants, so when it moves, the machine changed. */
#ifndef CONTROL_H
#define CONTROL_H

#include "scenario/plan.h"

#define CONTROL_ID "control"
/* Beyond its minimum it takes part in a round while it has had less than this
 * fraction of the time of all the other cases. */
#define CONTROL_SHARE 0.04
enum { CONTROL_MIN_RUNS = 10, CONTROL_MAX_RUNS = 1000 };

/* Append it to PLAN, of at most as many minimum runs as the plan's own cases.
 * False, and nothing changed, when the plan has a case of that name. */
bool control_add(struct plan *plan);

#endif
