/* What sessions differ by, in the interval and in p: values, bounds, and how often it covers. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/rng.h"
#include "check.h"
#include "judge/judgement.h"
#include "stats/distribution.h"
#include "stats/serial_effect.h"
#include "stats/session_allowance.h"

enum { MOST = 5, EACH = 12 };

static struct effect_room *room;

static const struct policy policy = {POLICY_TOLERANCE, POLICY_THRESHOLD, POLICY_ALPHA};

static bool
near(double a, double b)
{
	return fabs(a - b) <= 1e-6 * fabs(b) + 1e-9;
}

/* Without end the degrees of freedom are those of the normal distribution. */
static void
normal_limit(void)
{
	CHECK(near(student_critical(0.05, INFINITY), 1.959963985));
	CHECK(near(student_critical(0.01, INFINITY), 2.575829304));
	CHECK(near(student_two_sided(-1.959963985, INFINITY), 0.05));
	CHECK(student_two_sided(1e200, INFINITY) == 0);
}

/* By hand, from 1.959963985 and the normal distribution of Python's statistics module. */
static void
one_session_a_side(void)
{
	struct session_evidence e = {
	    .shift = {0.1, 0.08, 0.13}, .p = 1e-4, .variance = NAN, .n = {1, 1}};
	struct session_allowed a = session_allowance(&e, 0.03);

	CHECK(a.shift.value == 0.1 && isinf(a.dof) && a.between == 0.03);
	/* sqrt(0.02^2 + 2 (1.96 0.03)^2), and 0.03 for the other end */
	CHECK(near(a.shift.low, 0.1 - 0.0855255861) && near(a.shift.high, 0.1 + 0.0884003726));
	CHECK(near(a.p, 0.0219247073));
	/* The end that faces 0 leaves it out where p is under 5 %. */
	e.shift = (struct interval){-0.1, -0.13, -0.08};
	CHECK(near(session_allowance(&e, 0.03).p, a.p));
	for (int k = 50; k < 120; k++) {
		double v = k / 1000.0;

		e.shift = (struct interval){v, v - 0.02, v + 0.03};
		a = session_allowance(&e, 0.03);
		CHECK((a.p < 0.05) == (a.shift.low > 0));
	}
	/* Nor is it surer than its invocations. */
	e.p = 0.4;
	CHECK(session_allowance(&e, 0.03).p == 0.4);
}

/* Student's t of 6 degrees of freedom at 5 % two-sided is 2.446912 (Fisher's table). */
static void
three_against_one(void)
{
	struct session_evidence e = {
	    .shift = {0.1, 0.1, 0.1}, .p = 1e-4, .variance = 0.0016, .n = {3, 1}};
	/* (4 0.03^2 + 2 0.0016) / 6, times 1/3 + 1 */
	double between = sqrt((4 * 0.0009 + 2 * 0.0016) / 6), error = between * sqrt(4.0 / 3);
	struct session_allowed a = session_allowance(&e, 0.03);

	CHECK(a.dof == 6 && near(a.between, between));
	CHECK(near(interval_half(a.shift), 2.446912 * error));
	CHECK(near(a.p, student_two_sided(0.1 / error, 6)));
	/* What invocations leave open is in what is assumed, and a floor. */
	e.shift = (struct interval){0.1, 0.1 - 0.1959963985, 0.1 + 0.1959963985};
	a = session_allowance(&e, 0.03);
	error = sqrt((4 * (0.01 + 0.0009 * 4 / 3) + 2 * 0.0016 * 4 / 3) / 6);
	CHECK(near(interval_half(a.shift), 2.446912 * error));
	e.shift = (struct interval){0.1, -0.9, 1.1};
	e.variance = 0;
	CHECK(interval_half(session_allowance(&e, 0.001).shift) >= 1);
	/* Sessions that vary by far more than assumed speak alone: t(2) is 4.302653. */
	e = (struct session_evidence){{0.1, 0.1, 0.1}, 1e-4, 0.0019, {3, 1}};
	a = session_allowance(&e, 0.03);
	CHECK(a.dof == 2 && a.between == 0);
	CHECK(near(interval_half(a.shift), 4.302653 * sqrt(0.0019 * 4 / 3)));
	/* So few invocations that they have no interval. */
	e = (struct session_evidence){{0.1, NAN, NAN}, NAN, 0.0016, {3, 1}};
	CHECK(near(session_allowance(&e, 0.03).between, between));
}

/* Sides of M[0] and M[1] sessions that differ by CV, head slower by CHANGE, all as effects see
 * them. */
struct drawn {
	double v[2][MOST * EACH];
	size_t lengths[MOST];
	struct effect_side sides[2];
};

static void
draw(struct rng *r, struct drawn *d, const size_t m[2], double cv, double change)
{
	for (int i = 0; i < 2; i++) {
		double *v = d->v[i];

		for (size_t s = 0; s < m[i]; s++) {
			double level = cv * normal_quantile(fmax(rng_uniform(r), 1e-17));

			d->lengths[s] = EACH;
			for (int k = 0; k < EACH; k++)
				*v++ = (i ? 1 + change : 1) *
				       exp(level +
					   0.02 * normal_quantile(fmax(rng_uniform(r), 1e-17)));
		}
		d->sides[i] = (struct effect_side){.samples = d->v[i],
		    .n = EACH * m[i],
		    .value = NAN,
		    .sessions = d->lengths,
		    .nsessions = m[i]};
	}
}

static struct effect
allowed(struct drawn *d, double between)
{
	struct effect e;

	effect_unpaired(room, &d->sides[0], &d->sides[1], false, &e);
	effect_allow_sessions(room, &e, between);
	return e;
}

/* Where 3 % is true it covers in 95 % and hardly ever calls a build worse than itself; of several
 * sessions also where 1 or 5 % is true. */
static void
coverage(void)
{
	enum { ROWS = 2000 };
	static const struct {
		size_t m[2];
		double cv, least;
	} kinds[] = {{{1, 1}, 0.03, 0.93}, {{1, 1}, 0.01, 0.99}, {{2, 1}, 0.03, 0.94},
	    {{3, 1}, 0.03, 0.94}, {{3, 1}, 0.05, 0.88}, {{3, 3}, 0.03, 0.94}, {{3, 3}, 0.05, 0.90},
	    {{5, 5}, 0.01, 0.97}, {{5, 5}, 0.05, 0.91}};
	struct rng r;
	static struct drawn d;

	rng_seed(&r, 5);
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		int covered = 0, red = 0, green = 0;

		for (int row = 0; row < ROWS; row++) {
			struct effect e;

			draw(&r, &d, kinds[k].m, kinds[k].cv, 0);
			e = allowed(&d, POLICY_BETWEEN_SESSIONS);
			covered += e.change.low <= 0 && e.change.high >= 0;
			red += judgement_of(&e, e.p, BETTER_LOWER, &policy).verdict ==
			       VERDICT_REGRESSION;
			draw(&r, &d, kinds[k].m, kinds[k].cv, 0.1);
			e = allowed(&d, POLICY_BETWEEN_SESSIONS);
			green += judgement_of(&e, e.p, BETTER_LOWER, &policy).verdict ==
				 VERDICT_EQUIVALENT;
		}
		CHECK(covered >= kinds[k].least * ROWS);
		if (kinds[k].cv <= 0.03)
			CHECK(red <= 0.012 * ROWS && green <= 0.035 * ROWS);
	}
}

/* The other way round it is the mirror image; wider with more between; and where nothing is
 * assumed, nothing changes. */
static void
properties(void)
{
	static const size_t sizes[][2] = {{1, 1}, {3, 1}, {2, 2}, {1, 5}};
	struct rng r;
	static struct drawn d;

	rng_seed(&r, 9);
	for (int round = 0; round < 200; round++) {
		struct effect plain, one, two, back;
		struct effect_side swap;

		draw(&r, &d, sizes[round % 4], 0.03, 0.05);
		plain = allowed(&d, 0);
		CHECK(plain.between == 0 && plain.assumed_dof == 0);
		one = allowed(&d, 0.01);
		two = allowed(&d, 0.04);
		/* Unless the sessions have refuted the smaller one. */
		if (one.between > 0) {
			CHECK(two.change.low < one.change.low);
			CHECK(two.change.high > one.change.high && two.p >= one.p);
		}
		CHECK(one.change.value == plain.change.value && two.between > one.between);
		if (round % 4 == 0) {
			CHECK(one.change.low < plain.change.low && one.p >= plain.p);
			CHECK(effect_is_strict(&one) && !effect_is_strict(&plain));
			CHECK(effect_by_sessions(&one) && isinf(effect_sessions_dof(&one, 0)));
			CHECK(effect_sessions_dof(&one, 1) == 2 + SESSION_ALLOWANCE_DOF);
			CHECK(one.smallest_detectable > plain.smallest_detectable);
		}
		swap = d.sides[0];
		d.sides[0] = d.sides[1];
		d.sides[1] = swap;
		back = allowed(&d, 0.04);
		CHECK(fabs((1 + two.change.low) * (1 + back.change.high) - 1) < 1e-9);
		CHECK(fabs(two.p - back.p) <= 1e-9);
	}
}

/* What is not to be widened: pairs, counts, machines, too few values, a baseline of 0. */
static void
exceptions(void)
{
	static const double few[] = {10, 11, 12}, count[] = {100, 100, 100};
	static const double zero[] = {0, 0, 0, 0, 0, 0}, more[] = {1, 2, 1, 2, 1, 2};
	static const double below[] = {-10, -11, -12, -10.5, -11.5, -10.2};
	static const size_t machines[] = {0, 1, 2};
	static const size_t three[2] = {3, 3};
	struct effect_side a = {.samples = few, .n = 3, .value = NAN}, b = a;
	struct effect e, plain;
	static struct drawn d;
	struct rng r;

	effect_unpaired(room, &a, &b, false, &e);
	effect_allow_sessions(room, &e, 0.03);
	CHECK(e.between == 0 && isnan(e.change.low));
	a.samples = b.samples = count;
	effect_unpaired(room, &a, &b, true, &e);
	effect_allow_sessions(room, &e, 0.03);
	CHECK(e.method == METHOD_COUNT && e.between == 0 && isnan(e.change.low));
	a = (struct effect_side){.samples = zero, .n = 6, .value = NAN};
	b = (struct effect_side){.samples = more, .n = 6, .value = NAN};
	effect_unpaired(room, &a, &b, false, &e);
	effect_allow_sessions(room, &e, 0.03);
	CHECK(e.between == 0 && isinf(e.change.value));
	/* Differences have it in percent of the baseline's size. */
	a.samples = b.samples = below;
	effect_unpaired(room, &a, &b, false, &plain);
	e = plain;
	effect_allow_sessions(room, &e, 0.03);
	CHECK(!e.ratio && near(e.between, 0.03));
	CHECK(near(e.change.high,
	    hypot(sqrt(plain.serial) * plain.change.high, 1.959963985 * 0.03 * sqrt(2))));
	rng_seed(&r, 3);
	draw(&r, &d, three, 0.03, 0);
	d.sides[0].machines = d.sides[1].machines = machines;
	e = allowed(&d, 0.03);
	CHECK(e.by_machine && e.between == 0);
	effect_paired(room, &d.sides[0], &d.sides[1], false, &plain);
	e = plain;
	effect_allow_sessions(room, &e, 0.03);
	CHECK(e.between == 0 && e.p == plain.p && e.shift.low == plain.shift.low);
}

/* An autoregressive series of first order, of N values whose correlation is RHO. */
static void
series(struct rng *r, double *v, size_t n, double rho)
{
	double state = normal_quantile(rng_uniform(r));

	for (size_t i = 0; i < n; i++) {
		v[i] = exp(0.05 * state);
		state = rho * state + sqrt(1 - rho * rho) * normal_quantile(rng_uniform(r));
	}
}

/* Neighbours that agree say less; those that do not, and equal ones, say no more. */
static void
serial(void)
{
	enum { N = 4000 };
	static const double turns[] = {1, 2, 1, 2, 1, 2, 1, 2}, same[] = {3, 3, 3, 3};
	static const double rises[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
	static double x[N], y[N];
	struct effect_side a = {.samples = x, .n = 40, .value = NAN};
	struct effect_side b = {.samples = y, .n = 40, .value = NAN};
	size_t halves[] = {20, 20};
	struct effect e;
	struct rng r;

	CHECK(serial_effect(turns, 8, turns, 8) == 1 && serial_effect(same, 4, same, 4) == 1);
	CHECK(serial_effect(same, 1, same, 1) == 1 && serial_effect(same, 0, same, 0) == 1);
	CHECK(near(serial_effect(rises, 12, rises, 12), SERIAL_EFFECT_MOST));
	rng_seed(&r, 4);
	series(&r, x, N, 0);
	series(&r, y, N, 0);
	CHECK(serial_effect(x, N, y, N) < 1.05);
	/* The correlation of ranks is 6 / pi asin(rho / 2) (Pearson, 1907): 0.4826 for 0.5. */
	series(&r, x, N, 0.5);
	series(&r, y, N, 0.5);
	CHECK(fabs(serial_effect(x, N, y, N) - 1.4826 / 0.5174) < 0.2);
	/* It widens what one session a side shows, and not what several do. */
	effect_unpaired(room, &a, &b, false, &e);
	CHECK(e.serial == serial_effect(x, 40, y, 40) && e.serial > 1.5);
	a.sessions = b.sessions = halves;
	a.nsessions = b.nsessions = 2;
	effect_unpaired(room, &a, &b, false, &e);
	CHECK(e.serial == 1);
}

/* How many more sessions it takes: 1.959964 sqrt(2) = 2.7718 now, t(8) sqrt(2 / 3) = 1.8828 with
 * two more, t(10) sqrt(2 / 4) = 1.5755 with three and t(12) sqrt(2 / 5) = 1.3780 with four. */
static void
more_sessions(void)
{
	struct effect e = {.method = METHOD_UNPAIRED,
	    .n = {100, 100},
	    .sessions = {1, 1},
	    .p = 0.5,
	    .between = 0.03,
	    .assumed_dof = INFINITY,
	    .baseline = 1};
	struct judgement j;

	/* 0.08 is to be had of 0.09: by 1.125, and 1.4294 as much for a power of 80 %: 1.7237. */
	e.shift = e.change = interval_around(0.02, 0.09);
	j = judgement_of(&e, e.p, BETTER_LOWER, &policy);
	CHECK(j.why == WHY_WIDE && j.more == 3);
	/* 2.7718 / (1.25 * 1.4294) = 1.5513 */
	e.shift = e.change = interval_around(0.02, 0.1);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &policy).more == 4);
}

int
main(void)
{
	room = effect_room_new(POLICY_ALPHA);
	normal_limit();
	one_session_a_side();
	three_against_one();
	coverage();
	properties();
	exceptions();
	serial();
	more_sessions();
	effect_room_free(room);
	return failures > 0;
}
