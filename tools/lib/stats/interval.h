/* interval.h: confidence interval: an estimate, and the range for the true value.
 * The range holds the true value in 95 of 100 cases. An interval stays on the scale that it was
 * computed on (a difference, or the logarithm of a ratio) until judge/effect.h tells it as a
 * change relative to a baseline. */
#ifndef INTERVAL_H
#define INTERVAL_H

#include <math.h>
#include <stdbool.h>

/* VALUE is the estimate; NAN: there is none. LOW and HIGH are the ends of the 95 % interval;
 * NAN: there is an estimate, but too little was measured for an interval. */
struct interval {
	double value, low, high;
};

/* No estimate and no interval. */
#define INTERVAL_NONE ((struct interval){NAN, NAN, NAN})

/* VALUE and HALF to either side of it. */
struct interval interval_around(double value, double half);
/* I with the distance of each end from the value times FACTOR. */
struct interval interval_widened(struct interval i, double factor);
/* The interval of the opposite direction: -VALUE from -HIGH to -LOW. */
struct interval interval_negated(struct interval i);
/* Of I for the logarithm of a ratio: that of the ratio less 1. */
struct interval interval_expm1(struct interval i);

/* Half the distance of the two ends; NAN when there are none. */
double interval_half(struct interval i);
/* Whether all of I is over LIMIT or under -LIMIT, LIMIT >= 0; false when there are no ends. */
bool interval_beyond(struct interval i, double limit);

#endif
