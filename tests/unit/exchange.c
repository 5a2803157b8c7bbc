/* exchange_judge(): values against R, and what must hold for any. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/rng.h"
#include "base/util.h"
#include "check.h"
#include "stats/exchange.h"
#include "stats/halves_sum.h"

enum { MANY = 64 };

static bool
near(double a, double b)
{
	return fabs(a - b) <= 1e-6 * fmax(fabs(a), fabs(b)) + 1e-12;
}

static double
normal(struct rng *r)
{
	return sqrt(-2 * log(1 - rng_uniform(r))) * cos(6.283185307179586 * rng_uniform(r));
}

static void
fill(struct rng *r, double *x, double *y, size_t n, double shift)
{
	for (size_t i = 0; i < n; i++) {
		double weather = fabs(normal(r));

		x[i] = weather + fabs(normal(r));
		y[i] = weather + fabs(normal(r)) + shift;
	}
}

static double
p_of(const double *x, const double *y, size_t n)
{
	double score[MANY];
	struct exchange_p p;

	exchange_judge(x, y, n, score, &p);
	return p.within;
}

/* P again, each way to exchange one after the other: of the scores, so that they are not
 * asked again. */
static double
enumerated(const double *score, size_t n)
{
	unsigned long ways = 1ul << n, far = 0;
	double seen = 0;

	for (size_t i = 0; i < n; i++)
		seen += score[i];
	for (unsigned long k = 0; k < ways; k++) {
		double sum = 0;

		for (size_t i = 0; i < n; i++)
			sum += k >> i & 1 ? -score[i] : score[i];
		far += fabs(sum) >= fabs(seen) * (1 - 1e-9);
	}
	return (double)far / (double)ways;
}

/* The scores that exchange.h defines, with no shift. */
static void
defined_scores(const double *x, const double *y, size_t n, double *score)
{
	for (size_t i = 0; i < n; i++)
		score[i] = 0;
	for (size_t k = 0; k < 2 * n; k++) {
		double v = k < n ? x[k] : y[k - n], sum = 0;
		size_t below = 0, equal = 0;

		for (size_t i = 0; i < n; i++) {
			below += (x[i] < v) + (y[i] < v);
			equal += (x[i] == v) + (y[i] == v);
		}
		for (size_t rank = below + 1; rank <= below + equal; rank++)
			for (size_t r = rank; r <= 2 * n; r++)
				sum -= 1 / (double)r / (double)equal;
		score[k % n] += k < n ? -sum : sum;
	}
}

static void
p_is_the_share_of_all_exchanges(void)
{
	double x[MANY], y[MANY], score[MANY];
	struct rng r;

	rng_seed(&r, 1);
	for (size_t n = 1; n <= 17; n++) {
		fill(&r, x, y, n, 0.3);
		if (n % 3 == 0)
			y[n / 2] = x[0];
		defined_scores(x, y, n, score);
		CHECK(near(p_of(x, y, n), enumerated(score, n)));
	}
	/* Beyond what is counted the approximation takes over: within 8 % of what is right. */
	for (double shift = 0.2; shift < 1; shift += 0.3) {
		double p;

		fill(&r, x, y, 22, shift);
		defined_scores(x, y, 22, score);
		p = enumerated(score, 22);
		CHECK(fabs(p_of(x, y, 22) - p) < 0.08 * p);
	}
}

/* The share of all ways to choose half of the 2 N scores, one after the other. */
static double
enumerated_halves(const double *v, size_t n)
{
	unsigned long far = 0, all = 0;
	double sum = 0, seen = 0;

	for (size_t i = 0; i < 2 * n; i++)
		sum += v[i];
	for (size_t i = 0; i < n; i++)
		seen += 2 * v[i];
	for (unsigned long ways = 0; ways < 1ul << 2 * n; ways++) {
		double chosen = 0;
		size_t number = 0;

		for (size_t i = 0; i < 2 * n; i++)
			if (ways >> i & 1) {
				chosen += 2 * v[i];
				number++;
			}
		if (number != n)
			continue;
		all++;
		far += fabs(chosen - sum) >= fabs(seen - sum) - 1e-9;
	}
	return (double)far / (double)all;
}

static void
halves_are_all_counted(void)
{
	double v[MANY], p;
	struct rng r;

	rng_seed(&r, 5);
	for (size_t n = 1; n <= 12; n++) {
		for (size_t i = 0; i < 2 * n; i++)
			v[i] = i % 5 == 3 ? 1 : fabs(normal(&r)) + (i < n ? 0.4 : 0);
		p = enumerated_halves(v, n);
		CHECK(fabs(halves_sum_p(v, n) - p) <= (n <= HALVES_SUM_COUNTED ? 1e-9 : 0.05 * p));
	}
	/* Two halves that do not overlap: one way of C(40, 20), and its mirror image. */
	for (size_t i = 0; i < 40; i++)
		v[i] = (double)i;
	CHECK(fabs(halves_sum_p(v, 20) / (2 / 137846528820.) - 1) < 1e-9);
	for (size_t i = 0; i < 40; i++)
		v[i] = 3;
	CHECK(halves_sum_p(v, 20) == 1);
}

/* A few pairs that are all one way: the two sides have nothing in common, and
 * 2 / C(20, 10) says so where 2 / 2^10 cannot. */
static void
few_pairs_are_sure_of_what_is_plain(void)
{
	double x[MANY], y[MANY], score[MANY];
	struct exchange_p p;
	struct rng r;

	rng_seed(&r, 6);
	fill(&r, x, y, 10, 100);
	exchange_judge(x, y, 10, score, &p);
	CHECK(near(p.within, 2. / 1024) && near(p.complete, 2. / 184756));
	CHECK(near(p.p, 4. / 184756));
	CHECK(exchange_complete_share(11) == 0.5 && near(exchange_complete_share(16), 0.25));
	fill(&r, x, y, 64, 0.2);
	exchange_judge(x, y, 64, score, &p);
	CHECK(p.p <= p.within / (1 - 1. / 64) + 1e-12);
}

/* With the ends of the interval taken from Y p is 0.05, give or take one step. */
static void
interval_ends_where_p_does(void)
{
	double x[MANY], y[MANY], moved[MANY], score[MANY];
	struct rng r;

	rng_seed(&r, 2);
	for (size_t n = 6; n <= MANY; n += n < 24 ? 1 : 8) {
		struct interval e, swapped;
		struct exchange_p p, other_p;

		fill(&r, x, y, n, 0.2);
		e = exchange_judge(x, y, n, score, &p);
		CHECK(e.low <= e.value && e.value <= e.high);
		for (int end = 0; end < 4; end++) {
			double at = end < 2 ? e.low : e.high, inside = end == 1 || end == 2;

			at += (end % 2 ? 1 : -1) * 1e-9;
			for (size_t i = 0; i < n; i++)
				moved[i] = y[i] - at;
			CHECK((p_of(x, moved, n) >= 0.05) == (inside != 0));
		}
		swapped = exchange_judge(y, x, n, score, &other_p);
		CHECK(near(swapped.value, -e.value) && near(swapped.low, -e.high) &&
		      near(swapped.high, -e.low) && near(other_p.p, p.p) &&
		      near(other_p.within, p.within));
		for (size_t i = 0; i < n; i++)
			x[i] += 0.7, y[i] += 0.7;
		swapped = exchange_judge(x, y, n, moved, &other_p);
		CHECK(near(swapped.low, e.low) && near(swapped.high, e.high) && other_p.p == p.p);
	}
}

static void
few_equal_and_large(void)
{
	double x[MANY], y[MANY], score[MANY];
	struct exchange_p p, other_p;
	struct interval e, wild;
	struct rng r;

	x[0] = 3, y[0] = 5;
	e = exchange_judge(x, y, 1, score, &p);
	CHECK(e.value == 2 && isnan(e.low) && isnan(e.high) && p.p == 1);
	for (int i = 0; i < MANY; i++)
		x[i] = y[i] = 7;
	e = exchange_judge(x, y, MANY, score, &p);
	CHECK(e.value == 0 && e.low == 0 && e.high == 0 && p.p == 1 && score[3] == 0);
	for (int i = 0; i < MANY; i++)
		y[i] = 8;
	e = exchange_judge(x, y, MANY, score, &p);
	CHECK(e.value == 1 && e.low == 1 && e.high == 1 && near(p.within * exp2(MANY - 1), 1));
	e = exchange_judge(x, y, 6, score, &p);
	CHECK(e.low == 1 && e.high == 1 && near(p.within, 2. / 64));
	/* Of 30 pairs ten are not equal, nine of them one way: P(Binomial(10, 1/2) <= 1) twice. */
	for (int i = 0; i < 30; i++) {
		x[i] = i < 20 ? i % 2 : i == 20;
		y[i] = i < 20 ? i % 2 : i != 20;
	}
	CHECK(near(p_of(x, y, 30), 22. / 1024));
	/* What one wild value says is one value's worth. */
	rng_seed(&r, 3);
	fill(&r, x, y, 20, 0.5);
	e = exchange_judge(x, y, 20, score, &p);
	y[4] = 700;
	wild = exchange_judge(x, y, 20, score, &other_p);
	CHECK(fabs(wild.low - e.low) < (e.high - e.low) / 2);
	CHECK(fabs(wild.high - e.high) < (e.high - e.low) / 2);
}

/* A clock of few values: ties are ties wherever the two sides lie. */
static void
ties_are_seen(void)
{
	double x[MANY], y[MANY], more[2][MANY], score[MANY], other[MANY];
	struct rng r;

	rng_seed(&r, 4);
	for (int row = 0; row < 50; row++) {
		struct interval e, moved;
		struct exchange_p p, other_p;

		for (int i = 0; i < 24; i++) {
			x[i] = log(1000 + (double)rng_below(&r, 6));
			y[i] = log(1001 + (double)rng_below(&r, 6));
			more[0][i] = x[i] - log(1003);
			more[1][i] = y[i] - log(1003);
		}
		e = exchange_judge(x, y, 24, score, &p);
		moved = exchange_judge(more[0], more[1], 24, other, &other_p);
		CHECK(fabs(e.value - moved.value) < 1e-11 && near(p.p, other_p.p));
		CHECK(fabs(e.low - moved.low) < 1e-11 && fabs(e.high - moved.high) < 1e-11);
		for (int i = 0; i < 24; i++)
			CHECK(near(score[i], other[i]));
	}
}

/* R 4.2.2, by tests/data/paired.R. */
static void
values_agree_with_r(void)
{
	static const double ties[2][6] = {{3, 3, 4, 5, 4, 3}, {4, 4, 4, 6, 5, 4}};
	static const double x[] = {
	    10.1, 9.8, 10.4, 10.0, 9.9, 10.2, 10.3, 9.7, 10.05, 10.15, 9.95, 10.25};
	static const double y[] = {
	    10.4, 10.1, 10.5, 10.35, 10.1, 10.6, 10.4, 10.2, 10.3, 10.2, 10.3, 10.75};
	double a[12], b[12], score[12];
	struct exchange_p p;
	struct interval e;

	e = exchange_judge(ties[0], ties[1], 6, score, &p);
	CHECK(near(e.value, 1) && near(e.low, 0) && near(e.high, 1) && near(p.within, 0.0625));
	for (int i = 0; i < 12; i++) {
		a[i] = log(x[i]);
		b[i] = log(y[i]);
	}
	e = exchange_judge(a, b, 12, score, &p);
	CHECK(near(e.value, 0.0301530381707) && near(e.low, 0.0196084713884));
	CHECK(near(e.high, 0.0404095383379) && near(p.within, 0.00048828125));
}

int
main(void)
{
	program_set("exchange");
	p_is_the_share_of_all_exchanges();
	halves_are_all_counted();
	few_pairs_are_sure_of_what_is_plain();
	interval_ends_where_p_does();
	few_equal_and_large();
	ties_are_seen();
	values_agree_with_r();
	return failures != 0;
}
