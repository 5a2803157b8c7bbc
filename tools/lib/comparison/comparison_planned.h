/* comparison_planned.h: what a change takes out of the scenario, or loosens, by both plans. */
#ifndef COMPARISON_PLANNED_H
#define COMPARISON_PLANNED_H

#include "comparison/comparison.h"

/* Add to C, whose other rows are there, what the plans of its options tell and the
 * results cannot. What the baseline's plan has and the current one lacks is 'removed':
 * a case, a metric that gates, the gate of a metric, a side of a limit; and so is what
 * the current plan has in a looser form (comparison_loosened.h). A case that
 * the current plan has and no row is of is 'unmeasured'. Either plan may be NULL, and
 * the baseline's counts only beside the current one. */
void comparison_planned(struct comparison *c);

#endif
