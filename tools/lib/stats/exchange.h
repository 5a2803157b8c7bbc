/* exchange.h: permutation test of paired samples with Savage scores.
 * It says how far the two sides are apart, told by what is fastest. */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include <stddef.h>

#include "stats/interval.h"

/* The two-sided p of no shift. WITHIN lets the two of a pair change places, COMPLETE any two
 * values; P is told from both. */
struct exchange_p {
	double p, within, complete;
};

/* Pairs that have an interval; with fewer there is an estimate alone. */
enum { EXCHANGE_FEWEST = 6 };

/* Logarithms that are equal but for arithmetic. */
#define EXCHANGE_EQUAL 1e-12

/* The shift from X to Y of N >= 1 pairs, X[I] and Y[I], logarithms, none of them NAN, where
 * noise makes values larger; values nearer than EXCHANGE_EQUAL are equal.
 *
 * Savage scores: rank R of all 2 N values, from the fastest, scores -(1 / R + ... + 1 / (2 N))
 * (Savage, Contributions to the theory of rank order statistics, 1956); equal values have the
 * mean of theirs. The fastest weighs most, and all the slow ones hardly differ. The score of a
 * pair is that of its Y less that of its X.
 *
 * Permutation test: when nothing is different, the two of a pair could as well change places.
 * WITHIN is the share of all the ways to do so in which the sum of the scores is as far from 0
 * (signed_sum.h). Of N pairs it is never under 2^(1 - N), however far the sides are apart.
 *
 * COMPLETE is the same share of all the ways to choose N of the 2 N values for one side
 * (halves_sum.h): it can be a thousand times smaller. It takes all 2 N values for draws from
 * one population. Under drift the two of a pair are more alike than any two values: then
 * COMPLETE is too large, which never misleads. An order that makes the two of a pair unlike
 * could mislead; ABBA blocks rule it out.
 *
 * P is the smaller of COMPLETE / SHARE and WITHIN / (1 - SHARE), at most 1: two tests
 * that share the error (Bonferroni, with weights fixed in advance). SHARE is
 * exchange_complete_share(N).
 *
 * The estimate is the shift that, taken from Y, makes the sum 0. The interval ends where the
 * shift makes WITHIN 0.05 (inversion of the test: Lehmann, Nonparametrics, 1975). Of few pairs,
 * and with many ties, WITHIN may cross 0.05 more than once: the end is one of these places. Where
 * the ends are ties, P may be under 0.05 with 0 at an end.
 *
 * SCORE, room for N, gets the scores of the pairs with the estimate taken from Y. */
struct interval exchange_judge(
    const double *x, const double *y, size_t n, double *score, struct exchange_p *p);

/* The part of the error that COMPLETE has of N pairs: a half up to 11, then (8 / N)^2, since
 * the more pairs there are the less WITHIN is held up by their number. */
double exchange_complete_share(size_t n);
/* The least P that N >= 1 pairs can have: of two sides that do not overlap. */
double exchange_least_p(size_t n);

#endif
