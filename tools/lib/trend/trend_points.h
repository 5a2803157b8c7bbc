/* trend_points.h: the points of a series as change points are looked for in them; for the modules
 * of trend alone.
 * A level is the median of the points between two steps. Steps are K indices AT, rising, each of
 * the first point of a new level. */
#ifndef TREND_POINTS_H
#define TREND_POINTS_H

#include <stddef.h>

#include "stats/rank_tables.h"

/* No level has fewer points: of fewer, a rank test cannot tell a level from chance. */
enum { TREND_LEVEL_MIN = 3 };

enum spike { SPIKE_NONE, SPIKE_MILD, SPIKE_SEVERE };

struct trend_points {
	size_t n;
	double *y;                /* logarithms, or values in units of their size */
	double *smooth;           /* Y with spikes replaced by the running median */
	enum spike *spike;        /* of each point */
	double sigma;             /* standard deviation of the noise, from neighbours; over 0 */
	double serial;            /* correlation of neighbours, 0 to TREND_SERIAL_MOST */
	double *room, *more_room; /* of N doubles each, for callees */
	struct rank_tables *ranks;
};

#define TREND_SERIAL_MOST 0.9

/* Room for N points, whose Y the caller fills; RANKS is borrowed. */
struct trend_points *trend_points_new(size_t n, struct rank_tables *ranks);
void trend_points_free(struct trend_points *p);

/* Set the noise of P, and find its spikes. Sigma is from the median of the differences of
 * neighbours, which steps hardly touch; where half of these are 0, from their trimmed mean. A
 * spike is 6, a severe one 10 times sigma away from the running median of 5 points. */
void trend_points_look(struct trend_points *p);
/* Find the spikes anew, after Y changed, with the sigma known. */
void trend_points_spikes(struct trend_points *p);

/* Where level I of the K + 1 begins and ends. */
size_t level_begin(const size_t *at, size_t i);
size_t level_end(const struct trend_points *p, const size_t *at, size_t k, size_t i);
/* The median of points FROM to TO, in P's room. */
double level_median(const struct trend_points *p, size_t from, size_t to);
/* R, a distance from a level, at most 3 times SD either way. */
double level_clamped(double r, double sd);
/* The standard deviation of the points around the levels, from the median of their distances, at
 * least half of sigma. */
double levels_spread(const struct trend_points *p, const size_t *at, size_t k);
/* Set P's serial from the distances of the points from their level, clamped by SPREAD: lag one,
 * with (1 + 3 r) / n for each level added, by which it falls short (Kendall, Note on bias in the
 * estimation of autocorrelation, 1954). */
void levels_serial(struct trend_points *p, const size_t *at, size_t k, double spread);
/* The variance of the mean of N neighbours over that of N independent values, where the serial
 * correlation is R: 1 + 2 sum (1 - j/n) r^j (Bartlett, 1946, as in serial_effect.h, but for a
 * mean of few). */
double level_design_effect(double r, size_t n);

#endif
