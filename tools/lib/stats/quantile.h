/* quantile.h: quantiles by the nearest rank, and their order-statistic intervals.
 * A quantile is PARTS of QUANTILE_PARTS: 99900 is the 99.9th percentile. Ranks count from 1. */
#ifndef QUANTILE_H
#define QUANTILE_H

#include <stdbool.h>
#include <stddef.h>

enum { QUANTILE_PARTS = 100000 };

/* The nearest rank of a quantile, PARTS 1 to QUANTILE_PARTS - 1, among N >= 1 values: the
 * smallest whole number that is not under N * PARTS / QUANTILE_PARTS (type 1 of Hyndman and Fan,
 * Sample quantiles in statistical packages, 1996: the inverse of the empirical distribution). */
size_t quantile_rank(size_t n, unsigned parts);

/* The fewest values that can tell the quantile from the largest and from the smallest one:
 * one expected beyond it, 1 / (1 - q), or for the lower half 1 / q; at least 1. */
size_t quantile_least(unsigned parts);

/* Order-statistic (binomial) interval for a quantile: the ranks *LOW and *HIGH such that, of N
 * sorted values that are independent, these two hold the quantile of what was sampled between
 * them with at least 95 % certainty, whatever its distribution. *LOW - 1 is the largest k with
 * P(Binomial(N, q) <= k) <= 0.025, *HIGH - 1 the smallest with P >= 0.975 (Conover, Practical
 * nonparametric statistics, 1999, 3.2). False when there is none: too few values. */
bool quantile_ranks95(size_t n, unsigned parts, size_t *low, size_t *high);

#endif
