/* rank_test.h: Mann-Whitney and Wilcoxon signed-rank tests, two-sided. */
#ifndef RANK_TEST_H
#define RANK_TEST_H

#include <stdbool.h>
#include <stddef.h>

/* Exact null distributions, computed once, and room to compute more. */
struct rank_tables;
struct rank_tables *rank_tables_new(void);
void rank_tables_free(struct rank_tables *t);

/* Distributions without ties are exact up to this many values a side (of a pair, for paired). */
enum { RANK_EXACT_MAX = 50 };

struct rank_test {
	double statistic; /* U of the first sample; V, the sum of the positive ranks */
	double p;         /* two-sided, 0 < P <= 1 */
	bool exact, ties;
};

/* Compare X and Y, each sorted upward, without NAN, with at least one value.
 * Exact up to RANK_EXACT_MAX without ties; with ties exact by the permutation
 * distribution of the midranks given the ties, P(|W - E W| >= |w - E W|), while
 * that is little work (to about 20 values a side, more when many are equal);
 * else the normal approximation with tie and continuity correction (Hollander
 * and Wolfe, Nonparametric Statistical Methods, 1999, 4.1; R's wilcox.test). */
struct rank_test mann_whitney(
    struct rank_tables *t, const double *x, size_t nx, const double *y, size_t ny);

/* Whether the N differences D are centred on 0. Differences of 0 are dropped
 * first (Wilcoxon's way, and R's; not Pratt's); when none is left P is 1.
 * Exact up to RANK_EXACT_MAX differences, with ties by the permutation
 * distribution of the midranks; else normal as above. */
struct rank_test signed_rank(struct rank_tables *t, const double *d, size_t n);

/* The 1-based rank K such that of the NX * NY sorted differences between two
 * samples the K-th smallest and the K-th largest hold the shift between them
 * with at least 95 % certainty; 0 when the samples are too small for that.
 * R's qwilcox(0.025, nx, ny), or its normal approximation beyond
 * RANK_EXACT_MAX. walsh_rank: the same for the N (N + 1) / 2 Walsh averages of
 * N paired differences. */
size_t shift_rank(struct rank_tables *t, size_t nx, size_t ny);
size_t walsh_rank(struct rank_tables *t, size_t n);

#endif
