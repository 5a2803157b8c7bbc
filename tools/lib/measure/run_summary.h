/* run_summary.h: the summary that bench-run prints for people at its end. */
#ifndef RUN_SUMMARY_H
#define RUN_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "measure/subject.h"

/* In which order the subjects are told: as they are, by their median times, by their names. */
enum summary_order { SUMMARY_GIVEN, SUMMARY_TIME, SUMMARY_NAME };
extern const char *const summary_orders[]; /* their words, NULL at the end */

struct summary_options {
	bool compare; /* say how the times relate to those of the fastest */
	const struct plan_case
	    *reference; /* or to those of this case, in the same variant; or NULL */
	enum summary_order order;
};

/* Print to standard error a line for each of the N subjects: median with the
 * relative half width of its interval, range, invocations, peak memory; what
 * failed and why; failures that were ignored; outliers. Then how the times relate, if O says
 * so, as far as their intervals show it. */
void run_summary_print(const struct subject *subjects, size_t n, const struct summary_options *o);

/* Add the name that a person knows U by to B, fit for a line of a log. */
void run_label_add(const struct subject *u, struct buf *b);
/* The median duration of U, INFINITY when it has none that is worth to be compared. */
double run_median_time(const struct subject *u);

/* Add the median duration of the last invocations of U to B; nothing when there is none. */
void run_estimate_add(struct buf *b, const struct subject *u);

#endif
