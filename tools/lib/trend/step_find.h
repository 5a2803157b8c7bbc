/* step_find.h: the steps of a series, and whether it drifts beside them; for the modules of trend
 * alone. */
#ifndef STEP_FIND_H
#define STEP_FIND_H

#include <stdbool.h>

#include "trend/step_test.h"

/* The most points that are looked at together. */
enum { TREND_POINTS_MOST = 4000 };

struct trend_steps {
	size_t k, *at;
	struct step_tested *tested;
	double slope; /* of the levels, a point; 0: none was found */
	double slope_error, slope_p;
};

/* Find the steps of P, whose noise was looked at: each has a p of at most ALPHA, and a change of
 * at least LEAST. The result is the caller's, for trend_steps_free().
 *
 * Optimal partitioning of the smooth values, with penalties of 3, 6, 12 and 24 sigma^2 log n,
 * gives candidates. These are placed by step_place() and step_place_likely(), tested, and
 * the weakest is dropped, until all pass. The set of steps that stays for one of the penalties is
 * taken whose clamped squares, over sigma^2, and 2.5 log n a step are the least.
 *
 * Then the same is tried with a slope common to all levels; it is taken when it is significant
 * (p of Student's t under 0.05) and the criterion, without a price for the slope, is less. P's Y
 * is left without its slope. */
struct trend_steps trend_steps_find(struct trend_points *p, double alpha, double least);
void trend_steps_free(struct trend_steps *s);

#endif
