/* halves_sum.h: permutation test of two samples of one size, by the sum of their values.
 * It says how often half of all values, chosen by chance, have a sum as far from that of the
 * other half. */
#ifndef HALVES_SUM_H
#define HALVES_SUM_H

#include <stddef.h>

enum { HALVES_SUM_COUNTED = 10 }; /* values a half up to which all ways are counted */

/* V has 2 N >= 2 values, the first N of them of one side. Returns the share of all ways to
 * choose N of the 2 N in which the sum of those chosen, less that of the others, is as far
 * from 0 as for the first N: two-sided, over 0 and at most 1. Differences of 1e-9 are none.
 * None of the values is NAN.
 *
 * It is counted up to HALVES_SUM_COUNTED values a half. Beyond that it is the double
 * saddlepoint approximation (Robinson, Saddlepoint approximations for permutation tests and
 * confidence intervals, 1982; Skovgaard, Saddlepoint expansions for conditional
 * distributions, 1987), and exact where the two halves do not overlap. */
double halves_sum_p(const double *v, size_t n);

#endif
