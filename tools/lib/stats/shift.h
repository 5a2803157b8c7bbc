/* shift.h: how far two samples are apart, with an interval (Hodges-Lehmann). */
#ifndef SHIFT_H
#define SHIFT_H

#include <stddef.h>

#include "stats/interval.h"
#include "stats/rank_test.h"

/* A shift is a difference y - x, or the logarithm of a ratio, log(y / x), for which all
 * values must be over 0. */
enum shift_scale { SHIFT_DIFFERENCE, SHIFT_LOG_RATIO };

/* Room that calls reuse; zero it first. */
struct shift_room {
	double *values;
	size_t cap;
};

void shift_room_free(struct shift_room *room);

/* From X to Y, each sorted upward, without NAN, with at least one value: the
 * median of all y - x and the order statistics of rank_tables_unpaired_rank() (Hodges and
 * Lehmann, Estimates of location based on rank tests, 1963; R's wilcox.test
 * with exact and conf.int). Room
 * for 4096 values is used at most, and time in the order of NX + NY beyond. */
struct interval shift_unpaired(struct shift_room *room, struct rank_tables *t, const double *x,
    size_t nx, const double *y, size_t ny, enum shift_scale scale);

/* Of the N >= 1 differences D, sorted upward, from 0: the median of the averages of all
 * pairs of them (Walsh averages), and the order statistics of rank_tables_paired_rank(). */
struct interval shift_paired(
    struct shift_room *room, struct rank_tables *t, const double *d, size_t n);

#endif
