/* attribution.h: which functions the difference between two builds is in.
 *
 * What a function whose code is the same executes more or less is due to who calls it: it goes to
 * its callers, in proportion to what their calls took more or less, until it comes to a function
 * whose code differs. The sum over all functions stays the difference of the totals. */
#ifndef ATTRIBUTION_H
#define ATTRIBUTION_H

#include <stdbool.h>

#include "why/call_graph.h"

/* What counts may differ by, as a fraction, where the same code runs: functions of the C library go
 * other ways by the alignment of texts, and tables are by address. */
#define COUNTS_EQUAL 0.005

struct attribution {
	struct call_graph *graph;
	size_t *order; /* the functions with a part in the difference, the largest first */
	size_t n;
	/* No function that is executed differs, and neither do the counts: what differs is where
	 * the linker put things. */
	bool placement;
	/* The code is the same and the counts are not: they may vary by themselves. */
	bool open;
	bool varies; /* they do, and those of both builds overlap */
};

/* Takes G. */
struct attribution *attribution_new(struct call_graph *g);
void attribution_free(struct attribution *a); /* may be NULL */

/* COUNTS are N totals of each build, of further runs. A, which is open, is placement where the
 * counts of both builds overlap, those of A among them: of two equal programs four counts each do
 * not in 3 of 100 cases, and of two that differ by more than they vary they never do. */
void attribution_settle(struct attribution *a, const double *const counts[BUILDS], size_t n);

/* The part of function I in the difference of the totals, a fraction; NAN where these do not
 * differ. */
double attribution_share(const struct attribution *a, size_t i);

#endif
