/* planned_reported.h: what the rows that a command reports lose in the scenario, by both plans. */
#ifndef PLANNED_REPORTED_H
#define PLANNED_REPORTED_H

#include "comparison/planned_row.h"

/* Add to C what the rows of B, a case of the baseline's plan that has some, lose in P, the same
 * case of the current one: the gate of a row that the results have, and a side of a limit, which
 * may be there and looser. AT is B for rows. What their metrics lose is told with those of B
 * itself. */
void planned_reported(struct comparison *c, const struct row_case *at, const struct plan_case *b,
    const struct plan_case *p);

#endif
