/* exchange.h: how far the two sides of pairs are apart, told by what is fastest. */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include <stddef.h>

#include "stats/interval.h"

enum {
	EXCHANGE_FEWEST = 6
}; /* pairs that have an interval; with fewer there is an estimate alone */

/* Logarithms that are equal but for arithmetic. */
#define EXCHANGE_EQUAL 1e-12

/* Of N >= 1 pairs, X[I] and Y[I], logarithms, where noise makes values larger; those nearer
 * than EXCHANGE_EQUAL are equal.
 *
 * Rank R of all 2 N values, from the fastest, scores -(1 / R + ... + 1 / (2 N)) (Savage,
 * Contributions to the theory of rank order statistics, 1956; ties have their mean): the
 * fastest weighs most, and all the slow ones hardly differ. The score of a pair is that of
 * its Y less that of its X.
 *
 * When nothing is different, the two of a pair could as well change places. P is the share
 * of all the ways to do so in which the sum of the scores is as far from 0
 * (signed_sum.h).
 *
 * The estimate is the shift that, taken from Y, makes the sum 0, and the interval
 * ends where it makes p 0.05 (Lehmann, Nonparametrics, 1975, on intervals by inversion). Of few
 * pairs, and with many ties, p may cross 0.05 more than once on its way: the end is one of
 * these places, and where the ends are ties P may be under 0.05 with 0 at an end.
 *
 * SCORE, room for N, gets the scores of the pairs with the estimate taken from Y. */
struct interval exchange_judge(
    const double *x, const double *y, size_t n, double *score, double *p);

#endif
