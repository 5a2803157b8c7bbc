/* Sums of values to which chance gives the signs: against all signs one after the other,
 * against the signed-rank test of R and the binomial test, and beyond what is counted. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/rng.h"
#include "check.h"
#include "stats/sample.h"
#include "stats/signed_sum.h"

enum { MANY = 200 };

static double
p_of(const double *v, size_t n)
{
	static double room[SIGNED_SUM_ROOM + MANY];

	return signed_sum_p(v, n, room);
}

static bool
near(double a, double b)
{
	return fabs(a - b) <= 1e-12 * fmax(1, fabs(b));
}

/* The share of all 2^N signs, one after the other: from each to the next one sign changes
 * (Gray code). */
static double
enumerated(const double *v, size_t n)
{
	unsigned long ways = 1ul << n, far = 0;
	double seen = 0, sum = 0;

	for (size_t i = 0; i < n; i++) {
		seen += v[i];
		sum += fabs(v[i]);
	}
	for (unsigned long k = 0; k < ways; k++) {
		unsigned long change = (k ^ (k >> 1)) ^ ((k + 1) ^ ((k + 1) >> 1));
		size_t i = 0;

		far += fabs(sum) >= fabs(seen) - 1e-9;
		while (i < n && !(change >> i & 1))
			i++;
		if (i < n)
			sum += (k + 1) >> (i + 1) & 1 ? 2 * fabs(v[i]) : -2 * fabs(v[i]);
	}
	return (double)far / (double)ways;
}

/* Values around SHIFT; every fifth has the size of its neighbour, every seventh is 0. */
static void
fill(struct rng *r, double *v, size_t n, double shift)
{
	for (size_t i = 0; i < n; i++) {
		v[i] = rng_uniform(r) - 0.5 + shift;
		if (i % 5 == 4)
			v[i] = -v[i - 1];
		if (i % 7 == 6)
			v[i] = 0;
	}
}

static void
p_is_the_share_of_all_signs(void)
{
	double v[MANY];
	struct rng r;

	rng_seed(&r, 1);
	for (size_t n = 1; n <= SIGNED_SUM_COUNTED; n++)
		for (double shift = 0; shift < 0.6; shift += 0.2) {
			fill(&r, v, n, shift);
			CHECK(near(p_of(v, n), enumerated(v, n)));
		}
}

/* Beyond what is counted the saddlepoint takes over: within 8 % of what is right, and where
 * that is a few ways out of millions down to two thirds of it. */
static void
the_approximation_is_near(void)
{
	double v[MANY], right;
	struct rng r;

	rng_seed(&r, 2);
	for (size_t n = 21; n <= 24; n++)
		for (double shift = 0; shift < 0.5; shift += 0.1) {
			for (size_t i = 0; i < n; i++)
				v[i] = rng_uniform(&r) - 0.5 + shift;
			right = enumerated(v, n);
			CHECK(p_of(v, n) <= 1.08 * right);
			CHECK(p_of(v, n) >= (right > 1e-4 ? 0.92 : 0.65) * right);
		}
}

/* The ranks of D by size, with the signs of D. */
static void
ranks_fill(double *v, int n)
{
	double d[MANY];

	for (int k = 1; k <= n; k++)
		d[k - 1] = (double)(k * 37 % 101) / 10 + (0.003 - 4) + (double)k / 1000;
	for (int i = 0; i < n; i++) {
		double rank = 1;

		for (int k = 0; k < n; k++)
			rank += fabs(d[k]) < fabs(d[i]);
		v[i] = d[i] < 0 ? -rank : rank;
	}
}

/* Of ranks it is the signed-rank test, wilcox.test() of R 4.2.2 by tests/data/stats.R; of
 * equal sizes the binomial test, of 60 and of 65 in 100: sums of binomial coefficients. */
static void
ranks_and_equal_sizes_are_textbook_tests(void)
{
	double v[MANY];

	ranks_fill(v, 6);
	CHECK(near(p_of(v, 6), 0.6875));
	ranks_fill(v, 10);
	CHECK(near(p_of(v, 10), 0.275390625));
	ranks_fill(v, 20);
	CHECK(near(p_of(v, 20), 0.142906188964844));
	ranks_fill(v, 50);
	CHECK(fabs(p_of(v, 50) / 0.0201206436345629 - 1) < 0.02);
	for (int i = 0; i < 100; i++)
		v[i] = i < 60 ? 0.25 : -0.25;
	CHECK(fabs(p_of(v, 100) - 0.05688793364098079) < 1e-12);
	for (int i = 60; i < 65; i++)
		v[i] = 0.25;
	CHECK(fabs(p_of(v, 100) - 0.003517641722970158) < 1e-12);
}

static void
what_has_no_sum_is_sure_of_nothing(void)
{
	static const double none[] = {1e-10, -5e-10, 0}, zero[] = {3, -1, -2};

	CHECK(p_of(none, 0) == 1);
	CHECK(p_of(none, 3) == 1);
	CHECK(p_of(zero, 3) == 1);
}

/* No p is under that of one way out of all, either way: it is that where no sign differs. */
static void
one_way_in_all_is_the_least(void)
{
	double v[MANY];

	for (size_t n = 1; n <= MANY; n++) {
		v[n - 1] = -1 - (double)(n * 37 % 101) / 100;
		CHECK(fabs(p_of(v, n) / exp2(1 - (double)n) - 1) < 1e-9);
	}
	v[50] = 1e-3;
	CHECK(p_of(v, MANY) >= exp2(1 - (double)MANY) && p_of(v, MANY) < 1e-50);
}

/* Neither the order, the side, the unit nor what is 0 has a say. */
static void
what_is_the_same_has_the_same_p(void)
{
	double v[MANY], w[MANY], p;
	struct rng r;

	rng_seed(&r, 3);
	for (size_t n = 2; n <= 60; n++) {
		for (size_t i = 0; i < n; i++)
			v[i] = rng_uniform(&r) - 0.4;
		p = p_of(v, n);
		CHECK(p > 0 && p <= 1);
		for (size_t i = 0; i < n; i++)
			w[i] = -8 * v[n - 1 - i];
		CHECK(fabs(p_of(w, n) - p) <= 1e-9 * p);
		memcpy(w, v, n * sizeof *v);
		w[n] = w[n + 1] = 0;
		CHECK(p_of(w, n + 2) == p);
	}
}

/* The further the sum is from 0 the smaller is p, also where counting ends. */
static void
p_falls_with_the_sum(void)
{
	static const size_t sizes[] = {12, 20, 21, 60, MANY};
	double v[MANY];

	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		size_t n = sizes[k];
		double last = 2;

		for (size_t i = 0; i < n; i++)
			v[i] = (i % 2 ? -1 : 1) * (1 + (double)(i * 37 % 101) / 500);
		for (size_t i = 1; i < n; i += 2) {
			v[i] = fabs(v[i]);
			CHECK(p_of(v, n) < last);
			last = p_of(v, n);
		}
	}
}

int
main(void)
{
	p_is_the_share_of_all_signs();
	the_approximation_is_near();
	ranks_and_equal_sizes_are_textbook_tests();
	what_has_no_sum_is_sure_of_nothing();
	one_way_in_all_is_the_least();
	what_is_the_same_has_the_same_p();
	p_falls_with_the_sum();
	return failures != 0;
}
