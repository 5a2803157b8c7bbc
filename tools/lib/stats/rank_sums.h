/* rank_sums.h: exact permutation distribution of sums of ranks.
 * It counts in how many ways some of the ranks, chosen by chance, have each sum. */
#ifndef RANK_SUMS_H
#define RANK_SUMS_H

#include <stddef.h>
#include <stdint.h>

/* Room that calls reuse; zero it first. rank_sums_free() frees it. */
struct rank_sums {
	double *counts;
	size_t cap;
};

void rank_sums_free(struct rank_sums *s);

/* For each sum, the number of ways to choose M of the N integers RANKS (sorted upward), M <=
 * N / 2: element 0 is that of the smallest sum that M of them can have, the last that of the
 * largest. Borrowed from S until the next call. By the shift algorithm (Streitberg and Roehmel,
 * Exact distributions for permutation and rank tests, 1986). */
const double *rank_sums_choose(struct rank_sums *s, const uint32_t *ranks, size_t n, size_t m);
/* The same for choosing any number of them, N <= 1000; element k is that of the sum k, from 0
 * to the sum of all. */
const double *rank_sums_any(struct rank_sums *s, const uint32_t *ranks, size_t n);

/* Two-sided p of a sum of ranks: the probability that M of the N RANKS (sorted upward), chosen
 * by chance, have a sum at least as far from the mean of such sums as SUM is. RANKS is changed.
 * NAN when the exact distribution is too much work (a million additions). */
double rank_sums_p(struct rank_sums *s, uint32_t *ranks, size_t n, size_t m, uint64_t sum);

#endif
