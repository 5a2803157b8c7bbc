#include "stats/rank_test.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "stats/distribution.h"
#include "stats/rank_sums.h"

/* Two-sided, with continuity correction, of a statistic OFF from its mean. */
static double
normal_p(double off, double sigma)
{
	double z = fabs(off);

	if (z == 0 || !(sigma > 0))
		return 1;
	return fmin(1, 2 * normal_tail(fmax(z - 0.5, 0) / sigma));
}

/* What the ranks of two samples laid together show. */
struct rank_sum {
	double u;    /* of the first: pairs in which it is the larger, half for equal ones */
	double ties; /* sum of t^3 - t over the groups of equal values */
};

/* Doubled midranks, from 0, upward, into RANKS when that is not NULL; the sum
 * of those of X into *SUM. */
static struct rank_sum
samples_rank(const double *x, size_t nx, const double *y, size_t ny, uint32_t *ranks, uint64_t *sum)
{
	struct rank_sum r = {0, 0};
	size_t i = 0, j = 0;

	while (i < nx || j < ny) {
		double v = j == ny || (i < nx && x[i] < y[j]) ? x[i] : y[j];
		size_t a = 0, b = 0, before = i + j;
		double t;

		while (i < nx && x[i] == v)
			i++, a++;
		while (j < ny && y[j] == v)
			j++, b++;
		r.u += (double)a * ((double)(j - b) + (double)b / 2);
		t = (double)(a + b);
		r.ties += t * t * t - t;
		if (ranks) {
			uint32_t doubled = (uint32_t)(2 * before + a + b - 1);

			for (size_t k = before; k < i + j; k++)
				ranks[k] = doubled;
			*sum += (uint64_t)a * doubled;
		}
	}
	return r;
}

struct rank_test
rank_test_mann_whitney(
    struct rank_tables *t, const double *x, size_t nx, const double *y, size_t ny)
{
	enum { TIED_MAX = 512 }; /* values in both: more are never little work */
	struct rank_test test = {.p = 1};
	uint32_t ranks[TIED_MAX];
	uint64_t sum = 0;
	double pairs = (double)nx * (double)ny, n = (double)nx + (double)ny, variance;
	struct rank_sum r = samples_rank(x, nx, y, ny, nx + ny <= TIED_MAX ? ranks : NULL, &sum);

	test.statistic = r.u;
	test.ties = r.ties > 0;
	if (!test.ties && nx <= RANK_EXACT_MAX && ny <= RANK_EXACT_MAX) {
		const double *cdf = rank_tables_two_sample(t, nx, ny);

		test.exact = true;
		test.p = fmin(1, 2 * cdf[(size_t)fmin(r.u, pairs - r.u)]);
		return test;
	}
	if (test.ties && nx + ny <= TIED_MAX) {
		test.p = rank_sums_p(rank_tables_sums(t), ranks, nx + ny, nx, sum);
		test.exact = !isnan(test.p);
	}
	if (!test.exact) {
		variance = pairs / 12 * (n + 1 - r.ties / (n * (n - 1)));
		test.p = normal_p(r.u - pairs / 2, sqrt(fmax(variance, 0)));
	}
	return test;
}

static int
magnitude_order(const void *a, const void *b)
{
	double x = fabs(*(const double *)a), y = fabs(*(const double *)b);

	return (x > y) - (x < y);
}

/* P(V <= doubled / 2) twice, over all signs of the doubled midranks RANKS. */
static double
signs_p(struct rank_sums *s, const uint32_t *ranks, size_t n, uint64_t doubled)
{
	const double *f = rank_sums_any(s, ranks, n);
	uint64_t total = 0;
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		total += ranks[i];
	if (doubled > total - doubled)
		doubled = total - doubled;
	for (uint64_t v = 0; v <= doubled; v++)
		sum += f[v];
	return fmin(1, 2 * ldexp(sum, -(int)n));
}

struct rank_test
rank_test_signed(struct rank_tables *t, const double *d, size_t n)
{
	struct rank_test test = {.p = 1, .exact = true};
	uint32_t ranks[RANK_EXACT_MAX];
	double *values = rank_tables_scratch(t, n), ties = 0, m, variance;
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (d[i] != 0)
			values[kept++] = d[i];
	if (kept == 0)
		return test;
	qsort(values, kept, sizeof *values, magnitude_order);
	for (size_t i = 0, end; i < kept; i = end) {
		double size, positive = 0;

		for (end = i; end < kept && fabs(values[end]) == fabs(values[i]); end++)
			positive += values[end] > 0;
		size = (double)(end - i);
		ties += size * size * size - size;
		test.statistic += positive * (double)(i + end + 1) / 2;
		for (size_t k = i; k < end && kept <= RANK_EXACT_MAX; k++)
			ranks[k] = (uint32_t)(i + end + 1);
	}
	m = (double)kept;
	test.ties = ties > 0;
	test.exact = kept <= RANK_EXACT_MAX;
	if (!test.exact) {
		variance = m * (m + 1) * (2 * m + 1) / 24 - ties / 48;
		test.p = normal_p(test.statistic - m * (m + 1) / 4, sqrt(variance));
	} else if (test.ties) {
		test.p = signs_p(rank_tables_sums(t), ranks, kept, (uint64_t)(2 * test.statistic));
	} else {
		double other = m * (m + 1) / 2 - test.statistic;

		test.p = fmin(
		    1, 2 * rank_tables_one_sample(t, kept)[(size_t)fmin(test.statistic, other)]);
	}
	return test;
}
