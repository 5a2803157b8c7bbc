/* threshold.h: which threshold the history of a row bears. */
#ifndef THRESHOLD_H
#define THRESHOLD_H

#include "trend/trend.h"

/* The last points that are looked at, and how many it takes. */
enum { THRESHOLD_POINTS = 200, THRESHOLD_LEAST = 10 };

/* How often a comparison of two runs that nothing changed may be over the threshold. */
#define THRESHOLD_RATE 0.01

struct threshold {
	size_t runs;
	double noise;     /* standard deviation of a run's level, as a fraction */
	double threshold; /* a fraction; NAN: too few runs, or values that are not over 0 */
};

/* The threshold for S, which was judged, and which comparisons of two runs of one level, of the
 * last THRESHOLD_POINTS, exceed at RATE: with x the logarithm of a point, its quantile 1 - RATE of
 * |x_i - x_j| over all pairs in one level (type 7 of Hyndman and Fan, 1996), times
 * t(1 - RATE/2, n - k) / z(1 - RATE/2) for N points in K levels, as a prediction interval of
 * Student's t is wider than one that knows the noise (Hahn and Meeker, Statistical intervals,
 * 1991), as a ratio less 1. RAW: of the values, not of their ratios to the base. */
struct threshold threshold_suggest(const struct series *s, bool raw, double rate);

/* Judge each series of R by OPTIONS, and write the threshold that it bears, at THRESHOLD_RATE, to W
 * as a document of thresholds, by a tool of VERSION. */
void thresholds_write(struct json_writer *w, struct series_reader *r,
    const struct trend_options *options, const char *version);

#endif
