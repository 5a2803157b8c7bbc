/* rank_sums.h: in how many ways ranks add up: the exact null distributions. */
#ifndef RANK_SUMS_H
#define RANK_SUMS_H

#include <stddef.h>
#include <stdint.h>

/* Room that calls reuse; zero it first. */
struct rank_sums {
	double *counts;
	size_t cap;
};

void rank_sums_free(struct rank_sums *s);

/* For each sum, the number of ways to choose M of the N integers RANKS (sorted
 * upward), M <= N / 2: element 0 is that of the smallest possible sum. Borrowed
 * from S until the next call. The recursion of Streitberg and Roehmel 1986. */
const double *rank_sums_choose(struct rank_sums *s, const uint32_t *ranks, size_t n, size_t m);
/* The same for choosing any number of them, N <= 1000; element 0 is sum 0. */
const double *rank_sums_any(struct rank_sums *s, const uint32_t *ranks, size_t n);

/* The probability that M random ones of the N RANKS (sorted upward) have a sum
 * at least as far from its mean as SUM is; NAN when that is too much work. */
double rank_sums_p(struct rank_sums *s, uint32_t *ranks, size_t n, size_t m, uint64_t sum);

#endif
