/* trend.h: where the level of a series moved, and what that means. */
#ifndef TREND_H
#define TREND_H

#include <stdbool.h>

#include "history/series.h"
#include "stats/rank_tables.h"

/* Fewer points are not judged. */
enum { TREND_POINTS_LEAST = 7 };

#define TREND_ALPHA 0.006
#define TREND_LEAST 0.01
#define TREND_THRESHOLD 0.05

struct trend_options {
	double alpha;     /* of one step among all places where it could be */
	double least;     /* the smallest change of a step, a fraction */
	double threshold; /* a step this large is a regression or an improvement, not worse or
			     better */
	bool raw;         /* judge the values, whether or not there are bases */
	bool append;      /* keep the steps that S has, and look at the last points alone */
};

/* Of how many points the last are looked at with APPEND. */
enum { TREND_APPENDED = 120 };

/* Judge S: its steps, drift and suspect points become those found (step_find.h), of the last
 * TREND_POINTS_MOST points. Steps are on logarithms where all values are over 0, else on
 * differences.
 *
 * A step has recovered where a later level has lost three quarters of its change, and that level
 * begins there. The drift is the slope that all levels have in common, as the change from the
 * first point to the last, with the interval of Student's t. Suspect are the last one or two
 * points that lie further than 4 standard deviations, and further than 95 % of its points, from
 * the last level: on one side, and too few for a level. */
void trend_judge(struct series *s, const struct trend_options *o, struct rank_tables *ranks);

#endif
