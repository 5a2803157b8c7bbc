/* signed_sum.h: permutation test of a sum by the signs of its values.
 * It says how often the sum is as far from 0 when chance gives each value its sign: where the two
 * of a pair change places, the sign of their difference changes. */
#ifndef SIGNED_SUM_H
#define SIGNED_SUM_H

#include <stddef.h>

/* Up to SIGNED_SUM_COUNTED values all ways are counted. SIGNED_SUM_ROOM is the number of
 * doubles that this needs: twice the sums of each half of them. */
enum { SIGNED_SUM_COUNTED = 20, SIGNED_SUM_ROOM = 4 << SIGNED_SUM_COUNTED / 2 };

/* The two-sided p of the sum of the N values V, none of them NAN, in any order: the share of
 * all 2^N ways to give them signs in which their sum is as far from 0 as it is. Over 0, at most
 * 1; 1 when there is no value. A value nearer to 0 than 1e-9 is 0 and has no sign. ROOM is
 * scratch for SIGNED_SUM_ROOM + N doubles.
 *
 * All ways are counted up to SIGNED_SUM_COUNTED values that are not 0. Where all have one size
 * the number of those of one sign is binomial. Else it is the saddlepoint approximation
 * (Lugannani and Rice, Saddle point approximation for the distribution of the sum of
 * independent random variables, 1980; Robinson, Saddlepoint approximations for permutation
 * tests and confidence intervals, 1982). For 21 to 24 values that differ it is within 8 % of
 * what is counted where p is over 1e-4, and down to two thirds of it where that is a few ways
 * out of millions; for many values that are equal down to half of it. */
double signed_sum_p(const double *v, size_t n, double *room);

#endif
