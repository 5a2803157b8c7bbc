#include "stats/rank_tables.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/util.h"
#include "stats/distribution.h"

enum { TABLES = RANK_EXACT_MAX + 1 };

/* P(statistic <= u) for u up to the middle, NULL until asked for. */
struct rank_tables {
	double *two_sample[TABLES][TABLES]; /* [smaller n][larger n] */
	double *one_sample[TABLES];
	struct rank_sums sums;
	double *values; /* rank_tables_scratch() */
	size_t cap;
};

struct rank_tables *
rank_tables_new(void)
{
	return xcalloc(1, sizeof(struct rank_tables));
}

void
rank_tables_free(struct rank_tables *t)
{
	if (!t)
		return;
	for (int i = 0; i < TABLES; i++) {
		for (int j = 0; j < TABLES; j++)
			free(t->two_sample[i][j]);
		free(t->one_sample[i]);
	}
	rank_sums_free(&t->sums);
	free(t->values);
	free(t);
}

/* Cumulate N weights into probabilities of a new array. */
static double *
cumulated(const double *weights, size_t n, double total)
{
	double *cdf = xreallocarray(NULL, n, sizeof *cdf), sum = 0;

	for (size_t i = 0; i < n; i++) {
		sum += weights[i];
		cdf[i] = sum / total;
	}
	return cdf;
}

const double *
rank_tables_two_sample(struct rank_tables *t, size_t nx, size_t ny)
{
	size_t m = nx < ny ? nx : ny, n = nx < ny ? ny : nx;
	double **cdf = &t->two_sample[m][n];
	uint32_t ranks[2 * RANK_EXACT_MAX];

	if (!*cdf) {
		double total = 0;
		const double *f;

		for (size_t i = 0; i < m + n; i++)
			ranks[i] = (uint32_t)i;
		f = rank_sums_choose(&t->sums, ranks, m + n, m);
		for (size_t u = 0; u <= m * n; u++)
			total += f[u];
		*cdf = cumulated(f, m * n / 2 + 1, total);
	}
	return *cdf;
}

const double *
rank_tables_one_sample(struct rank_tables *t, size_t n)
{
	uint32_t ranks[RANK_EXACT_MAX];

	if (!t->one_sample[n]) {
		const double *f;

		for (size_t i = 0; i < n; i++)
			ranks[i] = (uint32_t)i + 1;
		f = rank_sums_any(&t->sums, ranks, n);
		t->one_sample[n] = cumulated(f, n * (n + 1) / 4 + 1, ldexp(1, (int)n));
	}
	return t->one_sample[n];
}

struct rank_sums *
rank_tables_sums(struct rank_tables *t)
{
	return &t->sums;
}

double *
rank_tables_scratch(struct rank_tables *t, size_t n)
{
	if (n > t->cap) {
		t->values = xreallocarray(t->values, n, sizeof *t->values);
		t->cap = n;
	}
	return t->values;
}

/* The first u at which CDF reaches TAIL, with R's allowance for rounding. */
static size_t
rank_of(const double *cdf, double tail)
{
	size_t u = 0;

	while (cdf[u] < tail - 10 * 0x1p-52)
		u++;
	return u;
}

static size_t
rank_normal(double mean, double variance, double tail)
{
	double u = ceil(mean + normal_quantile(tail) * sqrt(variance) - 0.5);

	return u > 0 ? (size_t)u : 0;
}

size_t
rank_tables_unpaired_rank(struct rank_tables *t, size_t nx, size_t ny)
{
	double pairs = (double)nx * (double)ny, n = (double)nx + (double)ny;

	if (nx == 0 || ny == 0)
		return 0;
	if (nx <= RANK_EXACT_MAX && ny <= RANK_EXACT_MAX)
		return rank_of(rank_tables_two_sample(t, nx, ny), 0.025);
	return rank_normal(pairs / 2, pairs * (n + 1) / 12, 0.025);
}

size_t
rank_tables_paired_rank(struct rank_tables *t, size_t n, double alpha)
{
	double m = (double)n;

	if (n == 0)
		return 0;
	if (n <= RANK_EXACT_MAX)
		return rank_of(rank_tables_one_sample(t, n), alpha / 2);
	return rank_normal(m * (m + 1) / 4, m * (m + 1) * (2 * m + 1) / 24, alpha / 2);
}
