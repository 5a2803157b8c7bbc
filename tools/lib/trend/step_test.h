/* step_test.h: whether two levels differ by more than chance; for the modules of trend alone. */
#ifndef STEP_TEST_H
#define STEP_TEST_H

#include <stdbool.h>

#include "stats/interval.h"
#include "trend/trend_points.h"

/* How long the sides are that a test compares: levels further away say nothing of a step here. */
enum { TREND_SIDE_MAX = 50 };

/* A step tested: P as below, and the change from the level before to the one after, as a
 * difference of Y, with its interval. */
struct step_tested {
	double p;
	struct interval change;
};

/* Compare the points FROM to AT with those AT to TO, the TREND_SIDE_MAX nearest of each, without
 * severe spikes; the noise around all levels is SPREAD.
 *
 * P joins two tests. One is Mann-Whitney's, its normal quantile divided by the square root of the
 * design effect of P's serial correlation. The other is a t test of the step in a regression of
 * first-order autoregressive errors (Prais and Winsten, Trend estimators and serial correlation,
 * 1954) on values clamped to 3 SPREAD around the median of their side: without correlation it is
 * Welch's; with it, a sudden change counts for more than one that came about step by step. The
 * variance of each side is moderated towards SPREAD^2 with 6 degrees of freedom (Smyth, Linear
 * models and empirical Bayes methods for assessing differential expression, 2004). The geometric
 * mean of both times e is a p-value whatever they have in common (Vovk and Wang, Combining p-values
 * via averaging, 2020). For the places where the step could have been it is multiplied by the
 * square root of TO - FROM: tests of neighbouring places have nearly all their points in common.
 * 1 where one of the two alone speaks against a step.
 *
 * The interval is the Hodges-Lehmann one (shift.h), wider by the square root of the design
 * effect. */
struct step_tested step_test(
    const struct trend_points *p, size_t from, size_t at, size_t to, double spread);

#endif
