/* The designs: pairs by round, sessions as what varies, and what each is worth. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "check.h"
#include "comparison/pairing.h"
#include "judge/judgement.h"
#include "stats/distribution.h"
#include "stats/session_shift.h"

static struct effect_room *effect_room;

static bool
near(double a, double b)
{
	return fabs(a - b) <= 1e-10 * fmax(1, fabs(b));
}

/* R 4.2.2, by tests/data/designs.R. */
static void
test_student(void)
{
	CHECK(near(student_two_sided(2, 1), 0.295167235300866));
	CHECK(near(student_two_sided(2, 3), 0.139325968558843));
	CHECK(near(student_two_sided(-0.5, 4.5), 0.640549502074047));
	CHECK(near(student_two_sided(12, 40) * 1e14, 0.7824171304256));
	CHECK(near(student_two_sided(1e-3, 7), 0.999230017244999));
	CHECK(near(student_two_sided(30, 2), 0.00110926268195966));
	CHECK(student_two_sided(0, 3) == 1 && student_two_sided(1e200, 3) == 0);
	CHECK(near(student_critical(0.05, 1), 12.7062047361747));
	CHECK(near(student_critical(0.05, 2), 4.30265272974946));
	CHECK(near(student_critical(0.05, 4), 2.77644510519779));
	CHECK(near(student_critical(0.05, 100), 1.98397151852355));
	CHECK(near(student_critical(0.001, 3), 12.923978636688));
	CHECK(near(student_critical(0.8, 5), 0.267180865704145));
}

static struct effect
paired_of(const double *x, const double *y, size_t n)
{
	struct effect_side a = {.samples = x, .n = n, .value = NAN};
	struct effect_side b = {.samples = y, .n = n, .value = NAN};
	struct effect e;

	effect_paired(effect_room, &a, &b, false, &e);
	return e;
}

/* tests/data/paired.py, the changes and the first interval also R 4.2.2 by tests/data/paired.R. */
static void
test_paired_reference(void)
{
	static const double x[] = {
	    10.1, 9.8, 10.4, 10.0, 9.9, 10.2, 10.3, 9.7, 10.05, 10.15, 9.95, 10.25};
	static const double y[] = {
	    10.4, 10.1, 10.5, 10.35, 10.1, 10.6, 10.4, 10.2, 10.3, 10.2, 10.3, 10.75};
	double a[60], b[60];
	struct effect e = paired_of(x, y, 12), back;

	CHECK(fabs(e.p - 0.00087890625) < 1e-12);
	CHECK(fabs(e.change.value - 0.030612244898) < 1e-6);
	CHECK(fabs(e.change.low - 0.019801980198) < 1e-6 &&
	      fabs(e.change.high - 0.0412371134021) < 1e-6);
	back = paired_of(y, x, 12);
	CHECK(fabs((1 + e.change.value) * (1 + back.change.value) - 1) < 1e-12);
	CHECK(fabs((1 + e.change.low) * (1 + back.change.high) - 1) < 1e-12 &&
	      fabs(e.p - back.p) < 1e-15);
	for (int i = 1; i <= 60; i++) {
		a[i - 1] = 100 + i * 37 % 101 / 10. + i / 1000.;
		b[i - 1] = 101 + i * 53 % 103 / 10. + i / 500.;
	}
	e = paired_of(a, b, 60);
	CHECK(fabs(e.p - 0.066370704026) < 1e-6);
	CHECK(fabs(e.change.value - 0.008890499149962) < 1e-6);
}

/* All values are one number: by a clock that says nothing, else it is the same. */
static void
equal_judged(struct effect *e)
{
	struct policy policy = {POLICY_TOLERANCE, POLICY_THRESHOLD, POLICY_ALPHA};

	CHECK(isinf(e->grain));
	CHECK(judgement_of(e, e->p, BETTER_LOWER, &policy).why == WHY_GRAIN);
	e->grain = 0;
	CHECK(judgement_of(e, e->p, BETTER_LOWER, &policy).verdict == VERDICT_EQUIVALENT);
}

/* Pairs of any size, constant, all the same, negative, or none at all. */
static void
test_paired_extremes(void)
{
	double x[10], y[10], same[10];
	struct policy policy = {POLICY_TOLERANCE, POLICY_THRESHOLD, POLICY_ALPHA};
	struct effect e;

	for (double scale = 1e-12; scale < 1e13; scale *= 1e6) {
		for (int i = 0; i < 10; i++) {
			x[i] = scale * (1 + 0.01 * (i * 3 % 10));
			y[i] = x[i] * (1.2 + 0.001 * (i * 7 % 10));
			same[i] = scale;
		}
		e = paired_of(x, y, 10);
		CHECK(judgement_of(&e, e.p, BETTER_LOWER, &policy).verdict == VERDICT_REGRESSION);
		e = paired_of(same, same, 10);
		CHECK(e.change.value == 0 && e.change.low == 0 && e.change.high == 0 && e.p == 1);
		equal_judged(&e);
	}
	for (int i = 0; i < 10; i++) {
		x[i] = NAN;
		same[i] = 0;
	}
	e = paired_of(x, y, 10);
	CHECK(e.n[0] == 0 && judgement_of(&e, e.p, BETTER_LOWER, &policy).why == WHY_FEW);
	e = paired_of(y, y, 1);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &policy).why == WHY_FEW);
	e = paired_of(same, y, 10);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &policy).why == WHY_NO_CHANGE);
	e = paired_of(same, same, 10);
	equal_judged(&e);
}

static double
normal(struct rng *r)
{
	return normal_quantile(fmax(rng_uniform(r), 1e-17));
}

/* How many of ROWS A/A comparisons exclude 0 on a machine whose speed wanders:
 * [0] in pairs, [1] one after the other. */
static void
drift_alarms(int rows, size_t n, int alarms[2])
{
	struct rng r;
	double x[64], y[64];

	alarms[0] = alarms[1] = 0;
	rng_seed(&r, 42);
	for (int row = 0; row < rows; row++) {
		struct effect_side a = {.samples = x, .n = n, .value = NAN};
		struct effect_side b = {.samples = y, .n = n, .value = NAN};
		double level = 0;
		struct effect e;

		for (size_t i = 0; i < n; i++) {
			bool first = rng_below(&r, 2);

			for (int k = 0; k < 2; k++) {
				level = 0.98 * level + 0.01 * normal(&r);
				(k == first ? x : y)[i] = exp(level + 0.02 * normal(&r));
			}
		}
		effect_paired(effect_room, &a, &b, false, &e);
		alarms[0] += e.p < 0.05;
		for (size_t i = 0; i < 2 * n; i++) {
			level = 0.98 * level + 0.01 * normal(&r);
			(i < n ? x : y)[i % n] = exp(level + 0.02 * normal(&r));
		}
		effect_unpaired(effect_room, &a, &b, false, &e);
		alarms[1] += e.p < 0.05;
	}
}

static void
test_drift(void)
{
	enum { ROWS = 3000 };
	int alarms[2];

	drift_alarms(ROWS, 30, alarms);
	CHECK(alarms[0] > 0.03 * ROWS && alarms[0] < 0.07 * ROWS);
	CHECK(alarms[1] > 0.3 * ROWS);
}

/* M sessions of N invocations each, that vary by CV from session to session. */
static void
sessions_fill(struct rng *r, double *v, size_t *lengths, size_t m, size_t n, double cv)
{
	for (size_t s = 0; s < m; s++) {
		double level = cv * normal(r);

		lengths[s] = n;
		for (size_t i = 0; i < n; i++)
			*v++ = 100 * exp(level + 0.02 * normal(r));
	}
}

/* In how many of ROWS the interval holds 0: [0] with the sessions known, [1] without. */
static void
coverage(struct rng *r, int rows, const size_t m[2], double cv, int covered[2])
{
	double v[2][5 * 12];
	size_t lengths[2][5];

	covered[0] = covered[1] = 0;
	for (int row = 0; row < rows; row++) {
		struct effect_side sides[2];
		struct effect e;

		for (int i = 0; i < 2; i++) {
			sessions_fill(r, v[i], lengths[i], m[i], 12, cv);
			sides[i] = (struct effect_side){.samples = v[i],
			    .n = 12 * m[i],
			    .value = NAN,
			    .sessions = lengths[i],
			    .nsessions = m[i]};
		}
		effect_unpaired(effect_room, &sides[0], &sides[1], false, &e);
		CHECK(e.method == METHOD_SESSIONS);
		CHECK(e.sessions[0] == m[0] && e.sessions[1] == m[1]);
		covered[0] += e.change.low <= 0 && e.change.high >= 0;
		sides[0].nsessions = sides[1].nsessions = 0;
		effect_unpaired(effect_room, &sides[0], &sides[1], false, &e);
		covered[1] += e.change.low <= 0 && e.change.high >= 0;
	}
}

/* Sessions that differ by 3 % are in the interval, for two to five of them. */
static void
test_session_coverage(void)
{
	enum { ROWS = 2000 };
	static const size_t sizes[][2] = {{1, 2}, {2, 2}, {3, 3}, {5, 1}, {5, 2}, {5, 5}};
	struct rng r;
	int covered[2];

	rng_seed(&r, 7);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		coverage(&r, ROWS, sizes[i], 0.03, covered);
		CHECK(covered[0] >= 0.93 * ROWS && covered[0] <= 0.97 * ROWS);
		CHECK(covered[1] < 0.7 * ROWS);
		/* Where sessions do not differ, it may be wider than needed, never narrower. */
		coverage(&r, ROWS, sizes[i], 0, covered);
		CHECK(covered[0] >= 0.94 * ROWS);
	}
}

/* R: t.test(log(c(10.6, 10.9)), log(c(10, 10.3, 9.8)), var.equal = TRUE) */
static void
test_session_reference(void)
{
	static const double x[] = {9, 10, 11, 10.3, 9.7, 9.8, 10, NAN};
	static const size_t x_lengths[] = {3, 1, 3, 1}, y_lengths[] = {1, 0, 1};
	static const double y[] = {10.6, 10.9};
	double centres[4], others[3];
	struct interval s;
	double p;
	size_t n = session_shift_centres(x, x_lengths, 4, true, centres);

	CHECK(n == 3 && near(centres[0], log(10)) && near(centres[2], log(9.8)));
	CHECK(session_shift_centres(y, y_lengths, 3, true, others) == 2);
	s = session_shift(centres, 3, others, 2, &p);
	CHECK(fabs(expm1(s.value) - 0.071548291389125) < 1e-6);
	CHECK(fabs(expm1(s.low) - 0.00113554145733774) < 1e-6);
	CHECK(fabs(expm1(s.high) - 0.146913373095828) < 1e-6);
	CHECK(fabs(p - 0.0480116533419329) < 1e-6);
}

/* Machines that differ by 5 %, and sessions of one by 1 %: two against one, five sessions each. */
static void
test_machine_coverage(void)
{
	enum { ROWS = 2000, EACH = 6 };
	static const size_t machines[] = {0, 0, 0, 0, 0, 5, 5, 5, 5, 5};
	double v[2][10 * EACH];
	size_t lengths[10];
	int covered = 0, alone = 0;
	struct rng r;

	rng_seed(&r, 12);
	for (int row = 0; row < ROWS; row++) {
		struct effect_side sides[2];
		struct effect e;

		for (int i = 0; i < 2; i++) {
			for (int m = 0; m < 2; m++) {
				double *own = v[i] + m * 5 * EACH, level = exp(0.05 * normal(&r));

				sessions_fill(&r, own, lengths + m * 5, 5, EACH, 0.01);
				for (int k = 0; k < 5 * EACH; k++)
					own[k] *= level;
			}
			sides[i] = (struct effect_side){.samples = v[i],
			    .n = i ? 5 * EACH : 10 * EACH,
			    .value = NAN,
			    .sessions = lengths,
			    .nsessions = i ? 5 : 10,
			    .machines = machines};
		}
		effect_unpaired(effect_room, &sides[0], &sides[1], false, &e);
		CHECK(e.by_machine && e.sessions[0] == 2 && e.sessions[1] == 1);
		covered += e.change.low <= 0 && e.change.high >= 0;
		sides[0].machines = sides[1].machines = NULL;
		effect_unpaired(effect_room, &sides[0], &sides[1], false, &e);
		CHECK(!e.by_machine && e.sessions[0] == 10);
		alone += e.change.low <= 0 && e.change.high >= 0;
	}
	CHECK(covered >= 0.93 * ROWS && covered <= 0.97 * ROWS);
	CHECK(alone < 0.7 * ROWS);
}

static void
test_machine_centres(void)
{
	static const double v[] = {1, 2, 3, NAN, 6, 8, 4};
	static const size_t lengths[] = {3, 1, 2, 0, 1}, machines[] = {0, 1, 0, 3, 4};
	double centres[5];

	CHECK(session_shift_machine_centres(v, lengths, machines, 5, false, centres) == 2);
	CHECK(centres[0] == 4.5 && centres[1] == 4);
}

/* How many more it takes when Student's t is what makes the interval wide: by qt() of R. */
static void
test_sessions_more(void)
{
	static const struct {
		enum effect_method method;
		uint32_t sessions[2];
		double half, more;
	} cases[] = {{METHOD_SESSIONS, {2, 1}, 0.25, 1}, {METHOD_SESSIONS, {2, 2}, 0.2, 5},
	    {METHOD_PAIRED, {3, 3}, 0.2, 8}, {METHOD_SESSIONS, {50, 50}, 0.2, 575}};
	struct policy policy = {POLICY_TOLERANCE, POLICY_THRESHOLD, POLICY_ALPHA};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct effect e = {.method = cases[i].method, .n = {100, 100}, .p = 0.5};
		struct judgement j;

		memcpy(e.sessions, cases[i].sessions, sizeof e.sessions);
		e.baseline = 1;
		e.shift = e.change = interval_around(0.02, cases[i].half);
		j = judgement_of(&e, e.p, BETTER_LOWER, &policy);
		CHECK(j.why == WHY_WIDE && j.more == cases[i].more);
	}
}

/* Three values that are the same say nothing of what varies. */
static void
test_equal_sessions(void)
{
	static const double same[] = {10, 10}, other[] = {12};
	static const size_t ones[] = {1, 1};
	struct effect_side a = {
	    .samples = same, .n = 2, .value = NAN, .sessions = ones, .nsessions = 2};
	struct effect_side b = {
	    .samples = other, .n = 1, .value = NAN, .sessions = ones, .nsessions = 1};
	struct policy policy = {POLICY_TOLERANCE, POLICY_THRESHOLD, POLICY_ALPHA};
	struct effect e;

	effect_unpaired(effect_room, &a, &b, false, &e);
	CHECK(isnan(e.change.low) && judgement_of(&e, e.p, BETTER_LOWER, &policy).why == WHY_FEW);
}

/* R: (qt(.995, 2) + qt(.8, 2)) / qt(.975, 2) is 2.55319, of normal quantiles 1.74361. */
static void
test_smallest_detectable(void)
{
	double x[24], y[24];
	uint32_t session[24];
	struct effect_side a = {.samples = x, .value = NAN, .session = session};
	struct effect_side b = {.samples = y, .value = NAN, .session = session};
	struct effect e;

	for (uint32_t i = 0; i < 24; i++) {
		x[i] = 100;
		y[i] = 100 * (1 + (i / 8 * 2 + i % 8 / 100.) / 100);
		session[i] = i / 8;
	}
	for (a.n = 5; a.n <= 24; a.n++) {
		double half;

		b.n = a.n;
		effect_paired(effect_room, &a, &b, false, &e);
		half = (log1p(e.change.high) - log1p(e.change.low)) / 2;
		CHECK(
		    isnan(e.change.low) == (a.n < 6) && isnan(e.smallest_detectable) == (a.n < 6));
		if (a.n == 8)
			CHECK(fabs(log1p(e.smallest_detectable) / half - 1.74361 * 1.25) < 1e-4);
	}
	CHECK(e.sessions[0] == 3);
	CHECK(fabs(log1p(e.smallest_detectable) / (log1p(e.change.high) - log1p(e.change.low)) * 2 -
		   2.55319) < 1e-4);
}

/* Pairs find it 65 to 95 times in 100, whether both sides VARY or one. */
static void
test_paired_power(bool vary)
{
	enum { ROWS = 1000, MOST = 50 };
	static const size_t sizes[] = {10, 16, 20, MOST};
	double x[MOST], y[MOST];
	struct rng r;

	rng_seed(&r, 80);
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		double detectable = 0;
		int found = 0;

		for (int row = 0; row < 2 * ROWS; row++) {
			struct effect e;

			for (size_t i = 0; i < sizes[k]; i++) {
				x[i] = 100 * exp(vary ? 0.02 * normal(&r) : 0);
				y[i] = 100 * exp(0.02 * normal(&r)) *
				       (row < ROWS ? 1 : 1 + detectable);
			}
			e = paired_of(x, y, sizes[k]);
			if (row < ROWS)
				detectable += e.smallest_detectable / ROWS;
			else
				found += e.p < effect_level(&e, POLICY_ALPHA) && e.change.low > 0;
		}
		CHECK(found > 0.65 * ROWS && found < 0.95 * ROWS);
	}
}

/* Where there are no ratios, differences are judged as they would be. */
static void
test_differences(void)
{
	double x[24], y[24];
	uint32_t session[24];
	struct effect_side a = {.samples = x, .n = 24, .value = NAN};
	struct effect_side b = {.samples = y, .n = 24, .value = NAN};
	struct effect e, plain;

	for (uint32_t i = 0; i < 24; i++) {
		x[i] = -10 - i * 7 % 11 / 10.;
		y[i] = x[i] + 1 + i / 8 + i * 5 % 13 / 100.;
		session[i] = i / 8;
	}
	effect_paired(effect_room, &a, &b, false, &plain);
	CHECK(!plain.ratio && plain.sessions[0] == 0 && plain.change.low > 0 && plain.p < 1e-3);
	a.session = b.session = session;
	effect_paired(effect_room, &a, &b, false, &e);
	CHECK(e.sessions[0] == 3 && e.change.low < 0 && e.change.high > plain.change.high &&
	      e.p > 0.01);
	/* The rounds of a block that agree are not worth two. */
	a.session = b.session = NULL;
	for (int i = 0; i < 24; i++)
		y[i] = x[i] + (i / 2 * 5 % 12 - 5.6) / 10;
	effect_paired(effect_room, &a, &b, false, &e);
	for (int i = 0; i < 24; i++)
		y[i] = x[i] + (i % 12 * 5 % 12 - 5.6) / 10;
	effect_paired(effect_room, &a, &b, false, &plain);
	CHECK(e.change.high - e.change.low > 1.3 * (plain.change.high - plain.change.low) &&
	      fabs(e.change.value - plain.change.value) < 0.01);
}

static struct entry
entry_of(struct session *sessions, size_t nsessions, uint32_t *rounds, size_t n)
{
	return (struct entry){
	    .sessions = sessions, .nsessions = nsessions, .rounds = rounds, .nrounds = n};
}

static void
test_pairing(void)
{
	struct session s[2] = {{.id = (char[]){"one"}, .n = 3}, {.id = (char[]){"two"}, .n = 2}};
	struct session t[2] = {{.id = (char[]){"two"}, .n = 2}, {.id = (char[]){"six"}, .n = 1}};
	uint32_t a[] = {1, 2, 3, 2, 1}, b[] = {1, 3, 1}, c[] = {4, 2, 3, 0, 1},
		 d[] = {1, 2, 2, 1, 2};
	struct pairing p = {.n = 0};
	struct pairing_twice twice;
	struct entry x = entry_of(s, 2, a, 5), y = entry_of(t, 2, b, 3), z = entry_of(s, 2, c, 5);
	double v[8];

	CHECK(pairing_make(&p, &x, &y, NULL, &twice) == PAIRING_DONE);
	/* Of session two: round 1, 2 and 3, and one more to be even; four values are alone. */
	CHECK(p.n == 4 && p.alone == 4 && p.sessions == 1 && p.session[3] == 0);
	CHECK(p.at[0][0] == 4 && p.at[1][0] == 0);
	CHECK(p.at[0][1] == 3 && p.at[1][1] == PAIRING_NONE);
	CHECK(p.at[0][2] == PAIRING_NONE && p.at[1][2] == 1);
	pairing_samples(&p, 1, (double[]){7, 8, 9}, v);
	CHECK(v[0] == 7 && isnan(v[1]) && v[2] == 8 && isnan(v[3]));
	/* A round of 0 is known to nobody. */
	CHECK(pairing_make(&p, &x, &z, NULL, &twice) == PAIRING_DONE);
	CHECK(p.n == 4 + 4 && p.alone == 0);
	CHECK(p.sessions == 2 && p.session[3] == 0 && p.session[4] == 1);
	x = entry_of(s, 2, d, 5);
	CHECK(pairing_make(&p, &x, &z, NULL, &twice) == PAIRING_TWICE);
	CHECK(twice.side == 0 && twice.round == 2 && strcmp(twice.session, "one") == 0);
	CHECK(pairing_make(&p, &z, &x, NULL, &twice) == PAIRING_TWICE && twice.side == 1);
	/* Of the sessions that pair, the look with the smallest level. */
	x = entry_of(s, 2, a, 5);
	CHECK(pairing_make(&p, &x, &z, NULL, &twice) == PAIRING_DONE && p.look == LOOK_ONLY);
	s[1].look = LOOK_SECOND;
	CHECK(pairing_make(&p, &x, &z, NULL, &twice) == PAIRING_DONE && p.look == LOOK_SECOND);
	s[0].look = LOOK_FIRST;
	CHECK(pairing_make(&p, &x, &z, NULL, &twice) == PAIRING_DONE && p.look == LOOK_FIRST);
	CHECK(pairing_make(&p, &x, &y, NULL, &twice) == PAIRING_DONE && p.look == LOOK_SECOND);
	x = entry_of(s, 1, a, 3);
	CHECK(pairing_make(&p, &x, &y, NULL, &twice) == PAIRING_UNPAIRED && p.look == LOOK_ONLY);
	x.nrounds = 0;
	CHECK(pairing_make(&p, &x, &z, NULL, &twice) == PAIRING_UNPAIRED);
	pairing_free(&p);
}

int
main(void)
{
	effect_room = effect_room_new(POLICY_ALPHA);
	test_student();
	test_paired_reference();
	test_paired_extremes();
	test_drift();
	test_session_reference();
	test_session_coverage();
	test_machine_centres();
	test_machine_coverage();
	test_sessions_more();
	test_equal_sessions();
	test_smallest_detectable();
	test_paired_power(false);
	test_paired_power(true);
	test_differences();
	test_pairing();
	effect_room_free(effect_room);
	return failures > 0;
}
