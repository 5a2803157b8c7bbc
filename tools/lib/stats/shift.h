/* shift.h: Hodges-Lehmann estimate: how far two samples, or the sides of pairs, are apart.
 * It is the median of what any two values say, with the interval of the rank test that belongs
 * to it. */
#ifndef SHIFT_H
#define SHIFT_H

#include <stddef.h>

#include "stats/interval.h"
#include "stats/rank_tables.h"

/* A shift is a difference y - x, or the logarithm of a ratio, log(y / x), for which all
 * values must be over 0. */
enum shift_scale { SHIFT_DIFFERENCE, SHIFT_LOG_RATIO };

/* Room that calls reuse; zero it first. shift_room_free() frees it. */
struct shift_room {
	double *values;
	size_t cap;
};

void shift_room_free(struct shift_room *room);

/* The shift from X to Y, of NX and NY values, each sorted upward, without NAN, with at least one
 * value: the median of all NX * NY differences y - x, on SCALE. The interval ends at those of
 * rank rank_tables_unpaired_rank(); it has no ends when that is 0 (Hodges and Lehmann, Estimates
 * of location based on rank tests, 1963; R's wilcox.test with exact and conf.int). ROOM grows
 * to 4096 values at most; beyond that, time goes with NX + NY. */
struct interval shift_unpaired(struct shift_room *room, struct rank_tables *t, const double *x,
    size_t nx, const double *y, size_t ny, enum shift_scale scale);

/* The shift of the N >= 1 differences D of pairs, sorted upward, from 0, on the scale of D: the
 * median of their Walsh averages, the means of any two of them (of one with itself too), and
 * those of rank rank_tables_paired_rank() as ends of an interval that holds the shift with
 * certainty 1 - ALPHA (Hodges and Lehmann, 1963; R's wilcox.test with paired). */
struct interval shift_paired(
    struct shift_room *room, struct rank_tables *t, const double *d, size_t n, double alpha);

#endif
