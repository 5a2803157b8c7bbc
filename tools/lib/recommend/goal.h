/* goal.h: what is best by: a metric, or the cost that its time or rate comes to. */
#ifndef GOAL_H
#define GOAL_H

#include "base/arena.h"
#include "recommend/costs.h"
#include "results/entry.h"

struct goal {
	const char *metric;
	const struct costs *costs; /* or NULL */
	double tolerance, alpha;   /* fractions */
};

/* Prepare entry E of CANDIDATE for being judged by G: a time is multiplied by the price of an
 * hour, and the times beside it (bench-diff(1) looks at CPU time too); a rate is divided by it.
 * Returns the metric of E to judge by, or NULL and in *WHY, which is the caller's, why E does not
 * take part. */
struct metric *goal_prepare(
    const struct goal *g, struct entry *e, const char *candidate, char **why);

/* What values that goal_prepare() made, of a metric in UNIT (or NULL), are times the result in the
 * unit of the goal, which is a string of A: UNIT without a cost; of a time the price of a million
 * invocations; of a rate how much one unit of the currency buys. */
double goal_scale(const struct goal *g, const char *unit, struct arena *a, const char **shown);

#endif
