/* least_rounds.h: as many rounds of two variants as the rows that gate need to be judged. */
#ifndef LEAST_ROUNDS_H
#define LEAST_ROUNDS_H

#include "scenario/plan.h"

/* Raise the least number of invocations of every case of PLAN, up to its largest number, to
 * paired_rounds_least() of all metrics that gate in all cases which this machine can run,
 * at the default alpha. REPORTED are more of such rows, that commands report (rows_rule.h). */
void least_rounds_raise(struct plan *plan, size_t reported);

/* That least number itself, and in *ROWS how many rows it is for. */
size_t least_rounds_wanted(const struct plan *plan, size_t reported, size_t *rows);

#endif
