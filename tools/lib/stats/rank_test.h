/* rank_test.h: rank tests, two-sided: Mann-Whitney, and Wilcoxon's signed-rank test.
 * Mann-Whitney is for two samples, the signed-rank test for pairs. P says how often chance alone
 * moves the ranks as far. */
#ifndef RANK_TEST_H
#define RANK_TEST_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/rank_tables.h"

struct rank_test {
	double statistic; /* Mann-Whitney: U of X; signed ranks: V, the sum of the positive ranks */
	double p;         /* two-sided, 0 < P <= 1 */
	bool exact;       /* P is exact; else the normal approximation */
	bool ties;        /* some values (sizes of differences) are equal */
};

/* Mann-Whitney test (Wilcoxon rank-sum test) of the NX values X and the NY values Y, each
 * sorted upward, without NAN, with at least one value.
 *
 * Exact without ties, up to RANK_EXACT_MAX values a side. Exact with ties too while that is
 * little work (to about 20 values a side, more when many are equal): the permutation
 * distribution of the midranks given the ties, P(|W - E W| >= |w - E W|). Else it is the
 * normal approximation with tie and continuity correction (Hollander and Wolfe, Nonparametric
 * statistical methods, 1999, 4.1; R's wilcox.test). */
struct rank_test rank_test_mann_whitney(
    struct rank_tables *t, const double *x, size_t nx, const double *y, size_t ny);

/* Wilcoxon signed-rank test: whether the N differences D, in any order, are centred on 0.
 * Differences of 0 are dropped first (Wilcoxon's way, and R's; not Pratt's); when none is left
 * P is 1. Exact up to RANK_EXACT_MAX differences, with ties by the permutation distribution of
 * the midranks; else the normal approximation as above (Hollander and Wolfe, 1999, 3.1). */
struct rank_test rank_test_signed(struct rank_tables *t, const double *d, size_t n);

#endif
