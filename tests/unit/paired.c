/* paired_judge(): values against R, and what must hold for any. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/rng.h"
#include "base/util.h"
#include "check.h"
#include "stats/paired.h"

enum { MANY = 48 };

static struct rank_tables *tables;
static struct shift_room room;

static bool
near(double a, double b)
{
	return fabs(a - b) <= 1e-6 * fmax(fabs(a), fabs(b)) + 1e-12;
}

static bool
same(struct interval a, struct interval b)
{
	return a.value == b.value && a.low == b.low && a.high == b.high;
}

static double
fraction(double v)
{
	return v - floor(v);
}

/* N pairs that spread evenly over SPREAD, HEAVY of them slowed, HEAD longer by EFFECT. */
static void
pairs_make(double *base, double *head, int n, double spread, double heavy, double effect)
{
	for (int i = 0; i < n; i++) {
		double u = fraction((i + 1) * 0.6180339887498949);
		double v = fraction((i + 1) * 0.7548776662466927);
		double w = fraction((i + 1) * 0.5698402909980532);

		base[i] = 100 * (1 + spread * u);
		head[i] = 100 * (1 + effect) * (1 + spread * v);
		if (w < heavy)
			base[i] *= 1.5 + v;
		if (fraction(w + 0.4) < heavy)
			head[i] *= 1.5 + u;
	}
}

static struct paired
judge(const double *base, const double *head, size_t n)
{
	struct paired_samples s = {.base = base, .head = head, .n = n};
	struct paired p;

	paired_judge(&room, tables, &s, &p);
	return p;
}

/* R 4.2.2, by tests/data/paired.R. */
static void
values_agree_with_r(void)
{
	static const struct {
		int n;
		double spread, heavy, effect, want[4];
	} cases[] = {
	    {6, 0.1, 0, 0.05, {0.0426470769953, -0.0106352591364, 0.127296756343, 0.0808068558254}},
	    {8, 0.05, 0, 0.03,
		{0.0263773797171, -0.000415699622882, 0.0461904476126, 0.0229783370945}},
	    {13, 0.2, 0, 0.02, {0.0136601905002, -0.054687361652, 0.0809354764958, 0.918887593907}},
	    {16, 0.02, 0.15, 0.01,
		{0.00857525195801, 0.00172335405, 0.0146980275913, 0.0353190104167}},
	    {20, 0.05, 0.2, 0.02,
		{0.0174031286845, 0.00374532341158, 0.029979478291, 0.0177382208902}},
	    /* by the saddlepoint */
	    {39, 0.005, 0.35, 0.01,
		{0.010023122373, 0.00884702351187, 0.0110694317168, 2.36765149826e-05}},
	    {40, 0.2, 0, 0, {-0.00113107350154, -0.0284873410946, 0.0224069594703, 0.966663310041}},
	    {40, 0.02, 0.2, 0.02,
		{0.0201296088671, 0.0170205221956, 0.0234842030023, 2.08511759501e-09}},
	    {48, 0.02, 0.3, 0.03,
		{0.030094272272, 0.025850099978, 0.0334373366078, 5.7339390327e-07}},
	    /* slowed in most pairs */
	    {48, 0.01, 0.45, 0.05,
		{0.049594749287, 0.0465824508013, 0.0520151395665, 0.000279901448191}},
	};
	double base[MANY], head[MANY];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct paired p;

		pairs_make(
		    base, head, cases[i].n, cases[i].spread, cases[i].heavy, cases[i].effect);
		p = judge(base, head, (size_t)cases[i].n);
		CHECK(p.look == PAIRED_TIME);
		CHECK(p.n == (size_t)cases[i].n);
		CHECK(near(expm1(p.shift.value), cases[i].want[0]));
		CHECK(near(expm1(p.shift.low), cases[i].want[1]));
		CHECK(near(expm1(p.shift.high), cases[i].want[2]));
		CHECK(near(p.p, cases[i].want[3]));
		CHECK(same(p.time, p.shift));
	}
}

static void
sides_and_units_do_not_matter(void)
{
	double base[MANY], head[MANY], more[MANY], other[MANY];

	for (int k = 0; k < 40; k++) {
		struct paired p, swapped, scaled;
		size_t n = (size_t)(6 + k);

		pairs_make(base, head, (int)n, 0.03, k % 4 * 0.15, 0.01 * k);
		p = judge(base, head, n);
		swapped = judge(head, base, n);
		CHECK(near(swapped.shift.value, -p.shift.value));
		CHECK(near(swapped.shift.low, -p.shift.high));
		CHECK(near(swapped.shift.high, -p.shift.low));
		CHECK(near(swapped.p, p.p));
		for (size_t i = 0; i < n; i++) {
			more[i] = base[i] * 1e-12;
			other[i] = head[i] * 1e-12;
		}
		scaled = judge(more, other, n);
		CHECK(
		    near(scaled.shift.value, p.shift.value) && near(scaled.shift.low, p.shift.low));
		CHECK(p.shift.low <= p.shift.value && p.shift.value <= p.shift.high);
	}
}

/* A clock of whole units, one side wider than the other: signed ranks see the ties. */
static void
ties_do_not_lean(void)
{
	double base[MANY], head[MANY];
	struct rng r;

	rng_seed(&r, 9);
	for (int row = 0; row < 50; row++) {
		struct paired p, swapped;

		for (int i = 0; i < MANY; i++) {
			base[i] = 10 + (double)rng_below(&r, 2);
			head[i] = 10 + (double)rng_below(&r, 5);
		}
		p = judge(base, head, MANY);
		swapped = judge(head, base, MANY);
		CHECK(near(p.p, swapped.p) && near(p.shift.low, -swapped.shift.high));
	}
}

static void
few_none_and_equal(void)
{
	double base[MANY], head[MANY];
	struct paired p;

	pairs_make(base, head, 8, 0.1, 0, 0.1);
	p = judge(base, head, 0);
	CHECK(p.look == PAIRED_NONE && p.n == 0 && isnan(p.shift.value) && isnan(p.p));
	p = judge(base, head, 1);
	CHECK(p.n == 1 && near(p.shift.value, log(head[0] / base[0])) && isnan(p.shift.low) &&
	      isnan(p.shift.high));
	p = judge(base, head, 5);
	CHECK(p.n == 5 && isnan(p.shift.low) && isnan(p.shift.high));
	base[2] = NAN;
	head[5] = NAN;
	p = judge(base, head, 8);
	CHECK(p.n == 6 && !isnan(p.shift.low));
	head[7] = 0;
	CHECK(judge(base, head, 8).look == PAIRED_NONE);
	head[7] = -1;
	CHECK(judge(base, head, 8).look == PAIRED_NONE);
	head[7] = INFINITY;
	CHECK(judge(base, head, 8).look == PAIRED_NONE);
	for (int i = 0; i < MANY; i++)
		base[i] = head[i] = 3;
	p = judge(base, head, MANY);
	CHECK(p.shift.value == 0 && p.shift.low == 0 && p.shift.high == 0 && p.p == 1);
	for (int i = 0; i < MANY; i++)
		head[i] = 6;
	p = judge(base, head, MANY);
	CHECK(near(p.shift.value, log(2)) && near(interval_half(p.shift), 0) && p.p < 1e-6);
}

struct invocations {
	double time[2][MANY], cpu[2][MANY], wait[2][MANY];
};

/* CPU time that head needs 2 % more of, within 0.5 %, and up to as much again of waiting. */
static void
bound_seeded(struct invocations *v, uint64_t seed)
{
	struct rng r;

	rng_seed(&r, seed);
	for (int k = 0; k < 2; k++)
		for (int i = 0; i < MANY; i++) {
			v->cpu[k][i] = (k ? 102 : 100) * (1 + 0.005 * rng_uniform(&r));
			v->wait[k][i] = 100 * rng_uniform(&r);
			v->time[k][i] = v->cpu[k][i] + v->wait[k][i] + 0.1;
		}
}

static void
bound_make(struct invocations *v)
{
	bound_seeded(v, 7);
}

static struct paired
bound_judge(const struct invocations *v, bool wait)
{
	struct paired_samples s = {v->time[0], v->time[1], v->cpu[0], v->cpu[1],
	    wait ? v->wait[0] : NULL, wait ? v->wait[1] : NULL, NULL, MANY, false, false};
	struct paired p;

	paired_judge(&room, tables, &s, &p);
	return p;
}

static void
cpu_time_is_looked_at_where_it_tells(void)
{
	struct invocations v;
	struct paired p, wall;

	bound_make(&v);
	p = bound_judge(&v, true);
	wall = judge(v.time[0], v.time[1], MANY);
	CHECK(p.look == PAIRED_CPU);
	CHECK(p.shift.low > 0.015 && p.shift.high < 0.025 && p.p < 1e-6);
	CHECK(same(p.time, wall.shift));
	CHECK(wall.shift.high - wall.shift.low > 0.05);
	for (uint64_t seed = 1; seed <= 20; seed++) {
		bound_seeded(&v, seed);
		CHECK(bound_judge(&v, true).look == PAIRED_CPU);
	}
	/* Who waited for a CPU is not known: most of the time could be its own waiting. */
	CHECK(bound_judge(&v, false).look == PAIRED_TIME);
}

static void
cpu_time_is_left_alone_where_it_does_not(void)
{
	struct invocations v;
	struct paired p;

	bound_make(&v);
	for (int i = 0; i < MANY; i++)
		v.cpu[1][i] *= 1.9;
	CHECK(bound_judge(&v, true).look == PAIRED_TIME); /* the two looks do not meet */
	bound_make(&v);
	for (int i = 0; i < MANY; i++)
		v.time[1][i] += 10;
	CHECK(bound_judge(&v, true).look == PAIRED_TIME); /* head sleeps for a tenth of it */
	bound_make(&v);
	for (int i = 0; i < MANY; i++) {
		v.cpu[0][i] *= 2.5;
		v.cpu[1][i] *= 2.5;
	}
	CHECK(bound_judge(&v, true).look == PAIRED_TIME); /* parallel */
	bound_make(&v);
	for (int i = 0; i < MANY; i++)
		v.cpu[0][i] = v.cpu[1][i] = 100;
	CHECK(bound_judge(&v, true).look == PAIRED_TIME); /* a clock of whole ticks */
	bound_make(&v);
	v.cpu[0][3] = 0;
	CHECK(bound_judge(&v, true).look == PAIRED_TIME);
	bound_make(&v);
	v.cpu[0][3] = NAN;
	CHECK(bound_judge(&v, true).look == PAIRED_TIME);
	bound_make(&v);
	v.time[0][3] = NAN;
	v.cpu[0][3] = NAN;
	p = bound_judge(&v, true);
	CHECK(p.look == PAIRED_CPU && p.n == MANY - 1); /* a null is a pair less */
}

/* Twenty pairs of which two got slower by half do not show that the middle is the same; under
 * 8 pairs each must show it. */
static void
few_slow_ones_show_in_the_middle(void)
{
	double base[20], head[20];

	pairs_make(base, head, 20, 0.02, 0, 0);
	CHECK(judge(base, head, 20).middle_time.high < log(1.1));
	head[4] *= 1.5;
	head[11] *= 1.5;
	CHECK(judge(base, head, 20).shift.high < log(1.1));
	CHECK(judge(base, head, 20).middle_time.high > log(1.1));
	CHECK(judge(base, head, 7).middle_time.high > log(1.45));
}

int
main(void)
{
	program_set("paired");
	tables = rank_tables_new();
	values_agree_with_r();
	few_slow_ones_show_in_the_middle();
	sides_and_units_do_not_matter();
	ties_do_not_lean();
	few_none_and_equal();
	cpu_time_is_looked_at_where_it_tells();
	cpu_time_is_left_alone_where_it_does_not();
	rank_tables_free(tables);
	shift_room_free(&room);
	return failures != 0;
}
