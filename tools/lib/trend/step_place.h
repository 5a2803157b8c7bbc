/* step_place.h: where exactly a level moved; for the modules of trend alone. */
#ifndef STEP_PLACE_H
#define STEP_PLACE_H

#include "trend/trend_points.h"

/* The step near AT between the levels from FROM and to TO, placed where the absolute distances
 * from the medians of both sides sum to the least. Both levels keep TREND_LEVEL_MIN points. */
size_t step_place(const struct trend_points *p, size_t from, size_t at, size_t to);

/* The same placed where the points are the likeliest, 15 to either side of AT at most: their
 * density is estimated from the distances of up to 40 points of each side from its median, with a
 * Gaussian kernel of half of SPREAD (Parzen, On estimation of a probability density function and
 * mode, 1962). It finds the place where noise has two modes, too. */
size_t step_place_likely(
    const struct trend_points *p, size_t from, size_t at, size_t to, double spread);

#endif
