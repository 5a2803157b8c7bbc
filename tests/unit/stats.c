/* Summaries, quantiles, distributions and random numbers against reference
 * values: R 4.2.2 by tests/data/stats.R unless another source is named. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "check.h"
#include "stats/adjust.h"
#include "stats/distribution.h"
#include "stats/sample.h"

/* A equals B but for the relative error E. */
static void
near_at(int line, double a, double b, double e)
{
	if (a == b || fabs(a - b) <= e * fmax(fabs(a), fabs(b)))
		return;
	fprintf(stderr, "%s:%d: %.17g is not %.17g\n", __FILE__, line, a, b);
	failures++;
}
#define NEAR(a, b, e) near_at(__LINE__, a, b, e)

static void
series(double *v, int n, int a, int b, double c)
{
	for (int i = 1; i <= n; i++)
		v[i - 1] = (double)(i * a % b) / 10 + c;
}

static void
summary_check(int line, const double *v, size_t n, const double *want, double e)
{
	struct sample_summary s;
	double sigma = e * (fabs(want[0]) > 1e11 ? 1e6 : 1); /* R's own digits are fewer there */

	sample_summarize(v, n, &s);
	near_at(line, s.mean, want[0], e);
	near_at(line, s.median, want[1], e);
	near_at(line, s.min, want[2], e);
	near_at(line, s.max, want[3], e);
	near_at(line, s.stddev, want[4], sigma);
	near_at(line, s.mad, want[5], e);
	near_at(line, s.q1, want[6], e);
	near_at(line, s.q3, want[7], e);
}

static void
test_summary(void)
{
	static const double a[] = {8.03333333333333, 7.7, 4, 12.4, 2.91418942417956, 2.7, 6, 10.4};
	static const double b[] = {6.45, 6.45, 3.35, 9.55, 2.67290935956393, 2.5, 4.025, 8.875};
	static const double c[] = {
	    1e12 + 5 / 3., 1e12 + 1, 1e12, 1e12 + 4, 2.081665999466133, 1, 1e12 + 0.5, 1e12 + 2.5};
	static const double d[] = {
	    3.25e-12, 2.5e-12, 1e-12, 7e-12, 2.62995563967658e-12, 1e-12, 1.75e-12, 4e-12};
	double v[10], large[] = {1e12, 1e12 + 1, 1e12 + 4}, small[] = {1e-12, 3e-12, 2e-12, 7e-12};
	double holes[] = {NAN, 3, NAN, 1, 2, NAN}, one[] = {5}, zeros[] = {0, 0, 0, 0, 0, 0};
	struct sample_summary s;

	series(v, 9, 37, 101, 3);
	summary_check(__LINE__, v, 9, a, 1e-13);
	series(v, 10, 53, 103, 3.05);
	summary_check(__LINE__, v, 10, b, 1e-13);
	/* stddev: sqrt(13 / 3), what R shows of it has lost digits */
	summary_check(__LINE__, large, 3, c, 1e-15);
	summary_check(__LINE__, small, 4, d, 1e-13);
	sample_summarize(holes, 6, &s);
	CHECK(s.n == 3 && s.median == 2 && s.mean == 2 && s.stddev == 1);
	sample_summarize(one, 1, &s);
	CHECK(s.n == 1 && s.mean == 5 && s.stddev == 0 && s.mad == 0 && s.q1 == 5 && s.q3 == 5);
	CHECK(isnan(s.ci95[0]) && isnan(sample_median_halfwidth(&s)));
	sample_summarize(holes, 1, &s);
	CHECK(s.n == 0 && isnan(s.median) && isnan(s.mean) && isnan(s.stddev) && isnan(s.ci95[1]));
	sample_summarize(zeros, 6, &s);
	CHECK(s.median == 0 && s.stddev == 0 && s.ci95[0] == 0 && s.ci95[1] == 0);
	CHECK(sample_median_halfwidth(&s) == 0);
	sample_summarize((double[]){-1.7e308, 1.7e308}, 2, &s);
	CHECK(s.median == 0 && s.mean == 0 && s.min == -1.7e308);
}

static void
test_median_interval(void)
{
	static const size_t n[] = {6, 9, 10, 25, 100, 1000, 5000, 100000};
	static const ptrdiff_t k[] = {0, 1, 1, 7, 39, 468, 2430, 49689};
	double v[10] = {10, 1, 9, 2, 8, 3, 7, 4, 6, 5};
	struct sample_summary s;

	for (size_t i = 0; i < sizeof n / sizeof *n; i++)
		CHECK(sample_median_rank(n[i]) == k[i]);
	for (size_t i = 0; i < 6; i++)
		CHECK(sample_median_rank(i) == -1);
	sample_summarize(v, 10, &s);
	CHECK(s.ci95[0] == 2 && s.ci95[1] == 9);
	NEAR(sample_median_halfwidth(&s), 3.5 / 5.5, 1e-15);
}

static void
test_distributions(void)
{
	NEAR(normal_quantile(0.975), 1.959963984540054, 1e-15);
	NEAR(normal_quantile(0.8), 0.841621233572914, 1e-14);
	NEAR(normal_quantile(1e-10), -6.361340902404056, 1e-15);
	NEAR(normal_quantile(0.3), -0.524400512708041, 1e-14);
	CHECK(normal_quantile(0.5) == 0);
	NEAR(normal_tail(1), 1.58655253931457e-01, 1e-14);
	NEAR(normal_tail(6), 9.86587645037698e-10, 1e-14);
	NEAR(normal_tail(30), 4.90671392714819e-198, 1e-12);
	NEAR(binomial_half_cdf(5, 0), 1. / 32, 1e-13);
	NEAR(binomial_half_cdf(4, 2), 11. / 16, 1e-13);
	CHECK(binomial_half_cdf(4, 4) == 1);
}

static void
test_adjust(void)
{
	static const double want[] = {0.0333333333333333, 0.0666666666666667, 0.0666666666666667,
	    0.025, 0.625, 0.0666666666666667, 1, 0.001, 1, 0.2857142857142858};
	double p[] = {0.01, 0.04, 0.03, 0.005, 0.5, 0.04, 0.9, 0.0001, 1, 0.2}, q[12], many[20000];
	double holes[] = {0.01, NAN, 0.04, NAN, 0.03};

	adjust_p(p, q, 10);
	for (int i = 0; i < 10; i++)
		NEAR(q[i], want[i], 1e-14);
	adjust_p(holes, holes, 5);
	NEAR(holes[0], 0.03, 1e-14);
	NEAR(holes[2], 0.04, 1e-14);
	NEAR(holes[4], 0.04, 1e-14);
	CHECK(isnan(holes[1]) && isnan(holes[3]));
	/* p = i / n all adjust to 1. */
	for (int i = 0; i < 20000; i++)
		many[(i * 7919) % 20000] = (double)(i + 1) / 20000;
	adjust_p(many, many, 20000);
	for (int i = 0; i < 20000; i++)
		if (fabs(many[i] - 1) > 1e-12) {
			CHECK(many[i] == 1);
			break;
		}
	adjust_p(NULL, NULL, 0);
}

static void
test_rng(void)
{
	struct rng r = {{1, 2, 3, 4}};
	int counts[7] = {0}, order[100], seen[100] = {0};

	/* The first outputs from this state in the generator's rand_xoshiro test. */
	CHECK(rng_next(&r) == 11520);
	CHECK(rng_next(&r) == 0);
	CHECK(rng_next(&r) == 1509978240);
	CHECK(rng_next(&r) == UINT64_C(1215971899390074240));
	/* splitmix64 of 1234567 (rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64). */
	rng_seed(&r, 1234567);
	CHECK(r.s[0] == UINT64_C(6457827717110365317) && r.s[1] == UINT64_C(3203168211198807973));
	CHECK(r.s[2] == UINT64_C(9817491932198370423) && r.s[3] == UINT64_C(4593380528125082431));
	for (int i = 0; i < 70000; i++)
		counts[rng_below(&r, 7)]++;
	/* Five standard deviations of a binomial. */
	for (int i = 0; i < 7; i++)
		CHECK(abs(counts[i] - 10000) < 463);
	for (int i = 0; i < 1000; i++) {
		double u = rng_uniform(&r);

		CHECK(u >= 0 && u < 1);
	}
	CHECK(rng_below(&r, 1) == 0);
	for (int i = 0; i < 100; i++)
		order[i] = i;
	rng_shuffle(&r, order, 100, sizeof *order);
	for (int i = 0; i < 100; i++)
		seen[order[i]]++;
	for (int i = 0; i < 100; i++)
		CHECK(seen[i] == 1);
}

/* All 24 orders of four come equally often: chi-squared with 23 degrees under its 0.999 quantile.
 */
static void
test_shuffle_is_even(void)
{
	struct rng r;
	int counts[256] = {0}, n = 24000;
	double chi = 0;

	rng_seed(&r, 5);
	for (int i = 0; i < n; i++) {
		unsigned char v[4] = {0, 1, 2, 3};

		rng_shuffle(&r, v, 4, 1);
		counts[v[0] | v[1] << 2 | v[2] << 4 | v[3] << 6]++;
	}
	for (int i = 0; i < 256; i++)
		if (counts[i])
			chi += pow(counts[i] - n / 24., 2) / (n / 24.);
	CHECK(chi < 49.73);
}

int
main(void)
{
	test_summary();
	test_median_interval();
	test_distributions();
	test_adjust();
	test_rng();
	test_shuffle_is_even();
	return failures > 0;
}
