/* comparison_loosened.h: what the current scenario lets pass and the baseline's does not, by their
 * plans: rows 'removed', since a part of what was guarded no longer is. */
#ifndef COMPARISON_LOOSENED_H
#define COMPARISON_LOOSENED_H

#include "comparison/loosened_policy.h"

/* What is gathered from all cases; starts zeroed. */
struct loosened {
	size_t runs;     /* cases that may be measured less than before */
	char *first_run; /* what of the first one; or NULL */
	struct loosened_policy policy;
};

/* Look at one case, B in the baseline's plan and P in the current one, AT for rows. A limit that
 * is farther out and a case that is now skipped are rows of C; what the policy of its metrics
 * and its runs lost goes into L. */
void loosened_case(struct comparison *c, const struct row_case *at, const struct plan_case *b,
    const struct plan_case *p, struct loosened *l);

/* Add the rows of what the whole scenario says, and of L, which is freed. */
void loosened_scenario(struct comparison *c, struct loosened *l);

/* Add the row that says that the baseline's scenario cannot be read. */
void loosened_unknown(struct comparison *c);

#endif
