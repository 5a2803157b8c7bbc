/* Rank tests and shifts against reference values (R 4.2.2 by tests/data/stats.R
 * unless another source is named), brute force, and their own symmetries. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "check.h"
#include "stats/rank_test.h"
#include "stats/sample.h"
#include "stats/shift.h"

static struct rank_tables *tables;
static struct shift_room room;

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
	sample_sort(v, (size_t)n);
}

static void
test_mann_whitney(void)
{
	/* U, p, ratio of the logarithms' shift with its interval, the shift with its interval */
	static const struct {
		int nx, ny;
		double u, p, ratio, ratio_low, ratio_high, shift, low, high;
	} want[] = {{4, 4, 10, 0.685714285714286, 0.834610399666077, 0.322115384615385, 2.1625,
			-1.2, -7.05, 4.65},
	    {5, 7, 23, 0.431818181818182, 0.831730769230769, 0.379807692307692, 1.335820895522388,
		-1.75, -6.45, 2.25},
	    {10, 10, 70, 0.143140141592154, 0.787540029614758, 0.469072164948454, 1.1375, -1.75,
		-4.45, 0.95},
	    {20, 15, 182, 0.297895346789258, 0.860700823753246, 0.65, 1.166666666666667, -1.1,
		-3.05, 1.15},
	    {49, 50, 1299, 0.608478641761254, 0.960714203759430, 0.820175438596491,
		1.123931623931624, -0.35, -1.55, 0.95},
	    {50, 50, 1317, 0.648024439861462, 0.964101602453146, 0.822834645669291,
		1.127906976744186, -0.25, -1.55, 0.95}};

	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		double x[50], y[50];
		size_t nx = (size_t)want[i].nx, ny = (size_t)want[i].ny;
		struct rank_test t;
		struct interval s;

		series(x, want[i].nx, 37, 101, 3);
		series(y, want[i].ny, 53, 103, 3.05);
		t = rank_test_mann_whitney(tables, x, nx, y, ny);
		CHECK(t.exact && !t.ties && t.statistic == want[i].u);
		NEAR(t.p, want[i].p, 1e-12);
		s = shift_unpaired(&room, tables, x, nx, y, ny, SHIFT_LOG_RATIO);
		NEAR(exp(s.value), want[i].ratio, 1e-14);
		NEAR(exp(s.low), want[i].ratio_low, 1e-14);
		NEAR(exp(s.high), want[i].ratio_high, 1e-14);
		s = shift_unpaired(&room, tables, x, nx, y, ny, SHIFT_DIFFERENCE);
		NEAR(s.value, want[i].shift, 1e-13);
		NEAR(s.low, want[i].low, 1e-13);
		NEAR(s.high, want[i].high, 1e-13);
	}
}

static void
test_mann_whitney_normal(void)
{
	double x[100], y[100];
	struct rank_test t;

	series(x, 60, 37, 41, 3);
	series(y, 80, 53, 43, 3.2);
	t = rank_test_mann_whitney(tables, x, 60, y, 80);
	CHECK(!t.exact && t.ties && t.statistic == 2045.5);
	NEAR(t.p, 0.135983282264361, 1e-13);
	series(x, 60, 37, 101, 3);
	series(y, 80, 53, 103, 3.05);
	NEAR(rank_test_mann_whitney(tables, x, 60, y, 80).p, 0.760152852677782, 1e-13);
	series(x, 100, 37, 41, 3);
	series(y, 55, 53, 43, 3.2);
	NEAR(rank_test_mann_whitney(tables, x, 100, y, 55).p, 0.139525505201272, 1e-13);
	series(x, 100, 37, 101, 3);
	series(y, 55, 53, 103, 3.05);
	NEAR(rank_test_mann_whitney(tables, x, 100, y, 55).p, 0.622873380048485, 1e-13);
}

static void
test_signed_rank(void)
{
	static const struct {
		int n;
		double v, p, estimate, low, high;
	} want[] = {{6, 13, 0.6875, 0.707, -2.994, 4.408},
	    {10, 39, 0.275390625, 1.2085, -0.988, 3.405},
	    {20, 145, 0.142906188964844, 1.018, -0.4865, 2.5225},
	    {50, 877, 0.0201206436345629, 1.1385, 0.1705, 1.986}};
	double d[90];

	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		size_t n = (size_t)want[i].n;
		struct rank_test t;
		struct interval s;

		for (int k = 1; k <= want[i].n; k++)
			d[k - 1] = (double)(k * 37 % 101) / 10 + (0.003 - 4) + (double)k / 1000;
		t = rank_test_signed(tables, d, n);
		CHECK(t.exact && !t.ties && t.statistic == want[i].v);
		NEAR(t.p, want[i].p, 1e-12);
		sample_sort(d, n);
		s = shift_paired(&room, tables, d, n, 0.05);
		NEAR(s.value, want[i].estimate, 1e-13);
		NEAR(s.low, want[i].low, 1e-12);
		NEAR(s.high, want[i].high, 1e-12);
	}
	series(d, 60, 37, 41, -1.5);
	CHECK(rank_test_signed(tables, d, 60).statistic == 1286.5);
	NEAR(rank_test_signed(tables, d, 60).p, 2.46688177714893e-03, 1e-13);
	series(d, 90, 37, 41, -1.5);
	NEAR(rank_test_signed(tables, d, 90).p, 1.62969935868977e-04, 1e-13);
}

/* Two-sided critical values at 5 %: of U, Mann and Whitney 1947 as tabled by
 * Siegel, Nonparametric Statistics, 1956, table K; of W, Wilcoxon and Wilcox
 * 1964 as tabled there, table G. The rank of the interval is one more. */
static void
test_tables(void)
{
	static const size_t n[] = {4, 5, 6, 8, 10, 12, 15, 20},
			    u[] = {0, 2, 5, 13, 23, 37, 64, 127};
	static const size_t m[] = {6, 7, 8, 9, 10, 12, 15, 20, 25},
			    w[] = {0, 2, 3, 5, 8, 13, 25, 52, 89};

	for (size_t i = 0; i < sizeof n / sizeof *n; i++)
		CHECK(rank_tables_unpaired_rank(tables, n[i], n[i]) == u[i] + 1);
	for (size_t i = 0; i < sizeof m / sizeof *m; i++)
		CHECK(rank_tables_paired_rank(tables, m[i], 0.05) == w[i] + 1);
	CHECK(rank_tables_unpaired_rank(tables, 3, 3) == 0 &&
	      rank_tables_unpaired_rank(tables, 1, 38) == 0);
	CHECK(rank_tables_unpaired_rank(tables, 2, 8) == 1 &&
	      rank_tables_unpaired_rank(tables, 8, 3) == 3);
	CHECK(rank_tables_unpaired_rank(tables, 0, 5) == 0);
	CHECK(rank_tables_paired_rank(tables, 5, 0.05) == 0 &&
	      rank_tables_paired_rank(tables, 0, 0.05) == 0);
	CHECK(rank_tables_unpaired_rank(tables, 30, 30) == 318 &&
	      rank_tables_unpaired_rank(tables, 50, 50) == 966);
	/* Critical values of 1 % are in the tables of every textbook. */
	CHECK(rank_tables_paired_rank(tables, 7, 0.01) == 0 &&
	      rank_tables_paired_rank(tables, 10, 0.01) == 4 &&
	      rank_tables_paired_rank(tables, 20, 0.01) == 38 &&
	      rank_tables_paired_rank(tables, 50, 0.01) == 374);
	CHECK(rank_tables_paired_rank(tables, 30, 0.05) == 138 &&
	      rank_tables_paired_rank(tables, 50, 0.05) == 435);
}

/* 2 U less its mean, of those of the N VALUES that MASK marks against the rest. */
static double
distance_from_mean(const double *values, int n, unsigned mask)
{
	int m = 0;
	double u = 0;

	for (int i = 0; i < n; i++) {
		m += mask >> i & 1;
		for (int k = 0; k < n; k++)
			if ((mask >> i & 1) && !(mask >> k & 1))
				u += (values[i] > values[k]) + (values[i] == values[k]) / 2.;
	}
	return fabs(2 * u - m * (n - m));
}

static int
bits(unsigned mask)
{
	int n = 0;

	for (; mask; mask &= mask - 1)
		n++;
	return n;
}

static double
mann_whitney_brute(const double *values, int n, int m)
{
	double here = distance_from_mean(values, n, (1u << m) - 1);
	long extreme = 0, all = 0;

	for (unsigned mask = 0; mask < 1u << n; mask++)
		if (bits(mask) == m) {
			all++;
			extreme += distance_from_mean(values, n, mask) >= here;
		}
	return (double)extreme / (double)all;
}

static double
signed_rank_brute(const double *d, int n)
{
	double ranks[16], v = 0, mean = 0;
	long extreme = 0;
	int m = 0;

	for (int i = 0; i < n; i++) {
		double rank = 0.5;

		if (d[i] == 0)
			continue;
		for (int k = 0; k < n; k++)
			if (d[k] != 0)
				rank += fabs(d[k]) < fabs(d[i])    ? 1
					: fabs(d[k]) == fabs(d[i]) ? 0.5
								   : 0;
		ranks[m++] = rank;
		mean += rank / 2;
		v += d[i] > 0 ? rank : 0;
	}
	for (unsigned mask = 0; mask < 1u << m; mask++) {
		double sum = 0;

		for (int i = 0; i < m; i++)
			sum += mask >> i & 1 ? ranks[i] : 0;
		extreme += fabs(sum - mean) >= fabs(v - mean);
	}
	return (double)extreme / (double)(1u << m);
}

/* By all permutations, for samples of few different values, so of many ties. */
static void
test_ties(void)
{
	struct rng r;

	rng_seed(&r, 42);
	for (int round = 0; round < 300; round++) {
		double v[12], x[12], d[12];
		int nx = 1 + (int)rng_below(&r, 6), ny = 1 + (int)rng_below(&r, 6), n = nx + ny;
		uint64_t different = 1 + rng_below(&r, 8);
		struct rank_test t;

		for (int i = 0; i < n; i++) {
			v[i] = x[i] = (double)rng_below(&r, different) * 0.1;
			d[i] = (double)rng_below(&r, 2 * different + 1) - (double)different;
		}
		sample_sort(x, (size_t)nx);
		sample_sort(x + nx, (size_t)ny);
		t = rank_test_mann_whitney(tables, x, (size_t)nx, x + nx, (size_t)ny);
		CHECK(t.exact);
		NEAR(t.p, mann_whitney_brute(v, n, nx), 1e-13);
		NEAR(rank_test_signed(tables, d, (size_t)n).p, signed_rank_brute(d, n), 1e-13);
	}
}

static void
test_extremes(void)
{
	static const double same[] = {5, 5, 5, 5, 5, 5}, zeros[6] = {0}, one[] = {1}, two[] = {2};
	double many[600];
	struct interval s;

	CHECK(rank_test_mann_whitney(tables, same, 6, same, 6).p == 1);
	CHECK(rank_test_mann_whitney(tables, one, 1, two, 1).p == 1);
	CHECK(rank_test_mann_whitney(tables, one, 1, one, 1).p == 1);
	CHECK(rank_test_signed(tables, zeros, 6).p == 1);
	NEAR(rank_test_mann_whitney(tables, zeros, 6, same, 6).p, 2. / 924, 1e-13);
	NEAR(rank_test_signed(tables, same, 6).p, 2. / 64, 1e-13);
	for (int i = 0; i < 600; i++)
		many[i] = 7;
	CHECK(rank_test_mann_whitney(tables, many, 600, many, 600).p == 1);
	s = shift_unpaired(&room, tables, one, 1, two, 1, SHIFT_LOG_RATIO);
	CHECK(s.value == log(2) && isnan(s.low) && isnan(s.high));
	s = shift_paired(&room, tables, two, 1, 0.05);
	CHECK(s.value == 2 && isnan(s.low));
	s = shift_unpaired(&room, tables, same, 6, same, 6, SHIFT_LOG_RATIO);
	CHECK(s.value == 0 && s.low == 0 && s.high == 0);
}

static void
random_fill(struct rng *r, double *v, size_t n, double shift)
{
	for (size_t i = 0; i < n; i++)
		v[i] = shift + rng_uniform(r) + rng_uniform(r) * rng_uniform(r);
	sample_sort(v, n);
}

static int
double_order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Counting, for large samples, finds what sorting all pairs finds. */
static void
test_counted_select(void)
{
	enum { NX = 90, NY = 70 };
	static double pairs[NX * NY], walsh[NX * (NX + 1) / 2];
	double x[NX], y[NY];
	struct rng r;

	rng_seed(&r, 7);
	for (int round = 0; round < 20; round++) {
		size_t n = 0, m = 0, k = rank_tables_unpaired_rank(tables, NX, NY), kw;
		struct interval s;

		random_fill(&r, x, NX, -0.5);
		random_fill(&r, y, NY, round - 10);
		for (int i = 0; i < NX; i++)
			for (int j = 0; j < NY; j++)
				pairs[n++] = y[j] - x[i];
		qsort(pairs, n, sizeof *pairs, double_order);
		s = shift_unpaired(&room, tables, x, NX, y, NY, SHIFT_DIFFERENCE);
		CHECK(s.low == pairs[k - 1] && s.high == pairs[n - k]);
		NEAR(s.value, pairs[n / 2 - 1] / 2 + pairs[n / 2] / 2, 1e-15);
		for (int i = 0; i < NX; i++)
			for (int j = i; j < NX; j++)
				walsh[m++] = x[i] / 2 + x[j] / 2;
		qsort(walsh, m, sizeof *walsh, double_order);
		kw = rank_tables_paired_rank(tables, NX, 0.05);
		s = shift_paired(&room, tables, x, NX, 0.05);
		CHECK(s.low == walsh[kw - 1] && s.high == walsh[m - kw]);
	}
}

static void
test_symmetry_and_scale(void)
{
	double x[30], y[30], kx[30], ky[30];
	struct rng r;

	rng_seed(&r, 99);
	for (int round = 0; round < 200; round++) {
		size_t nx = 1 + (size_t)rng_below(&r, 30), ny = 1 + (size_t)rng_below(&r, 30);
		double k = ldexp(1, (int)rng_below(&r, 80) - 40);
		struct rank_test t;
		struct interval a, b, c;

		random_fill(&r, x, nx, 1);
		random_fill(&r, y, ny, 1.1);
		for (size_t i = 0; i < 30; i++) {
			kx[i] = i < nx ? k * x[i] : 0;
			ky[i] = i < ny ? k * y[i] : 0;
		}
		t = rank_test_mann_whitney(tables, x, nx, y, ny);
		NEAR(t.p, rank_test_mann_whitney(tables, y, ny, x, nx).p, 1e-14);
		NEAR(t.p, rank_test_mann_whitney(tables, kx, nx, ky, ny).p, 1e-14);
		CHECK(t.p > 0 && t.p <= 1);
		a = shift_unpaired(&room, tables, x, nx, y, ny, SHIFT_LOG_RATIO);
		b = shift_unpaired(&room, tables, y, ny, x, nx, SHIFT_LOG_RATIO);
		c = shift_unpaired(&room, tables, kx, nx, ky, ny, SHIFT_LOG_RATIO);
		CHECK(fabs(a.value + b.value) < 1e-14);
		CHECK(c.value == a.value);
		CHECK(isnan(a.low) == isnan(b.low));
		if (!isnan(a.low)) {
			CHECK(fabs(a.low + b.high) < 1e-14);
			CHECK(a.low <= a.value && a.value <= a.high);
			CHECK(c.low == a.low && c.high == a.high);
		}
	}
}

/* 100,000 values a side: 10^10 pairs, of which no list can be made. */
static void
test_large(void)
{
	size_t n = 100000;
	double *x = malloc(n * sizeof *x), *y = malloc(n * sizeof *y);
	struct rng r;
	struct interval s;

	rng_seed(&r, 3);
	random_fill(&r, x, n, 1);
	random_fill(&r, y, n, 1.01);
	s = shift_unpaired(&room, tables, x, n, y, n, SHIFT_DIFFERENCE);
	CHECK(s.low < 0.01 && s.high > 0.01 && s.high - s.low < 0.01);
	s = shift_paired(&room, tables, y, n, 0.05);
	CHECK(s.low < s.value && s.value < s.high);
	CHECK(rank_test_mann_whitney(tables, x, n, y, n).p < 1e-6);
	CHECK(rank_test_signed(tables, x, n).p < 1e-6);
	CHECK(room.cap <= 4096);
	free(x);
	free(y);
}

int
main(void)
{
	tables = rank_tables_new();
	test_mann_whitney();
	test_mann_whitney_normal();
	test_signed_rank();
	test_tables();
	test_ties();
	test_extremes();
	test_counted_select();
	test_symmetry_and_scale();
	test_large();
	rank_tables_free(tables);
	shift_room_free(&room);
	return failures > 0;
}
