/* loosened_policy.h: thresholds, tolerances and directions of metrics that a scenario loosens. */
#ifndef LOOSENED_POLICY_H
#define LOOSENED_POLICY_H

#include "base/buf.h"
#include "comparison/planned_row.h"

struct policy_loss;
struct policy_gate;

/* What metrics lost, case by case, and how many cases each of them gates in; starts zeroed. */
struct loosened_policy {
	struct policy_loss *losses;
	size_t n, cap;
	struct policy_gate *gates;
	size_t ngates, cap_gates;
};

/* Add to L what the gating metrics lost from B, a case of the baseline's plan in C's options, to P,
 * the same of the current one, AT for rows: a larger threshold or tolerance of the metric itself,
 * where no option decides it, and another direction. */
void loosened_policy_case(struct loosened_policy *l, struct comparison *c,
    const struct row_case *at, const struct plan_case *b, const struct plan_case *p);

/* Add a row 'removed' to C for each of L, which is freed; one of the scenario where all cases in
 * which a metric gates, two or more, lost the same. */
void loosened_policy_rows(struct loosened_policy *l, struct comparison *c);

/* Whether the options of C decide the threshold of metric NAME, or of all of them with NULL. */
bool loosened_given(const struct comparison *c, const char *name);

/* Whether IS is over WAS, and by more than arithmetic. */
bool loosened_over(double is, double was);

/* Add "the WHAT is 20 %, where it was 5 %" to B where the fraction IS is over WAS. */
void loosened_fraction(struct buf *b, const char *what, double was, double is);

#endif
