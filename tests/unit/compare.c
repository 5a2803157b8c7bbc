/* Verdicts: the rules, their limits, and how often they are wrong. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/rng.h"
#include "check.h"
#include "judge/judgement.h"
#include "stats/adjust.h"

static struct effect_room *effect_room;

static const struct policy policy = {POLICY_TOLERANCE, POLICY_THRESHOLD, POLICY_ALPHA};

static struct effect
effect_of(const double *x, size_t nx, const double *y, size_t ny, bool counts)
{
	struct effect_side a = {.samples = x, .n = nx, .value = NAN};
	struct effect_side b = {.samples = y, .n = ny, .value = NAN};
	struct effect e;

	effect_unpaired(effect_room, &a, &b, counts, &e);
	return e;
}

static struct judgement
judge_values(double baseline, double current, enum better better)
{
	struct effect_side a = {.value = baseline}, b = {.value = current};
	struct effect e;

	effect_unpaired(effect_room, &a, &b, false, &e);
	return judgement_of(&e, e.p, better, &policy);
}

static bool
is_value(double current, enum better better, enum verdict verdict, enum severity severity)
{
	/* The same at any size of the numbers. */
	for (double scale = 1e-12; scale < 1e13; scale *= 1e3) {
		struct judgement j = judge_values(100 * scale, current * scale, better);

		if (j.verdict != verdict || j.severity != severity)
			return false;
	}
	return true;
}

static void
test_single_values(void)
{
	static const enum better low = BETTER_LOWER, high = BETTER_HIGHER;

	CHECK(is_value(112, low, VERDICT_REGRESSION, SEVERITY_MINOR));
	CHECK(is_value(130, low, VERDICT_REGRESSION, SEVERITY_MODERATE));
	CHECK(is_value(160, low, VERDICT_REGRESSION, SEVERITY_SEVERE));
	CHECK(is_value(107, low, VERDICT_WORSE, SEVERITY_NONE));
	CHECK(is_value(104, low, VERDICT_EQUIVALENT, SEVERITY_NONE));
	CHECK(is_value(96, low, VERDICT_EQUIVALENT, SEVERITY_NONE));
	CHECK(is_value(93, low, VERDICT_BETTER, SEVERITY_NONE));
	CHECK(is_value(88, low, VERDICT_IMPROVEMENT, SEVERITY_NONE));
	CHECK(is_value(88, high, VERDICT_REGRESSION, SEVERITY_MINOR));
	CHECK(is_value(70, high, VERDICT_REGRESSION, SEVERITY_MODERATE));
	CHECK(is_value(40, high, VERDICT_REGRESSION, SEVERITY_SEVERE));
	CHECK(is_value(93, high, VERDICT_WORSE, SEVERITY_NONE));
	CHECK(is_value(104, high, VERDICT_EQUIVALENT, SEVERITY_NONE));
	CHECK(is_value(107, high, VERDICT_BETTER, SEVERITY_NONE));
	CHECK(is_value(112, high, VERDICT_IMPROVEMENT, SEVERITY_NONE));
	/* on the limits */
	CHECK(is_value(105, low, VERDICT_EQUIVALENT, SEVERITY_NONE));
	CHECK(is_value(110, low, VERDICT_REGRESSION, SEVERITY_MINOR));
	CHECK(is_value(120, low, VERDICT_REGRESSION, SEVERITY_MODERATE));
	CHECK(is_value(150, low, VERDICT_REGRESSION, SEVERITY_MODERATE));
	CHECK(is_value(150.001, low, VERDICT_REGRESSION, SEVERITY_SEVERE));
	CHECK(is_value(90, high, VERDICT_REGRESSION, SEVERITY_MINOR));
	CHECK(is_value(80, high, VERDICT_REGRESSION, SEVERITY_MODERATE));
	CHECK(is_value(50, high, VERDICT_REGRESSION, SEVERITY_MODERATE));
	CHECK(is_value(109.999, low, VERDICT_WORSE, SEVERITY_NONE));
	CHECK(is_value(105.001, low, VERDICT_WORSE, SEVERITY_NONE));
	CHECK(judge_values(1, 1.12, low).why == WHY_SINGLE);
	CHECK(judge_values(0, 0, low).verdict == VERDICT_EQUIVALENT);
	CHECK(judge_values(0, 5, low).verdict == VERDICT_INCONCLUSIVE);
	CHECK(judge_values(0, 5, low).why == WHY_NO_CHANGE);
	CHECK(judge_values(-10, -5, low).verdict == VERDICT_REGRESSION);
	CHECK(judge_values(-10, -12, low).verdict == VERDICT_IMPROVEMENT);
}

/* N values at CENTRE and N - 1 steps around it. */
static void
spread(double *v, size_t n, double centre, double step)
{
	for (size_t i = 0; i < n; i++)
		v[i] = centre * (1 + step * ((double)i - (double)(n - 1) / 2));
}

static struct judgement
judge_samples(double change, size_t n, double step, struct effect *e)
{
	double x[64], y[64];

	spread(x, n, 10, step);
	spread(y, n, 10 * (1 + change), step * 1.0001);
	*e = effect_of(x, n, y, n, false);
	return judgement_of(e, e->p, BETTER_LOWER, &policy);
}

static void
test_samples(void)
{
	struct effect e;
	struct judgement j = judge_samples(0.15, 10, 0.001, &e);

	CHECK(j.verdict == VERDICT_REGRESSION && j.severity == SEVERITY_MINOR);
	CHECK(fabs(e.change.value - 0.15) < 1e-3 && e.change.low > 0.14 && e.change.high < 0.16 &&
	      e.ratio);
	CHECK(e.method == METHOD_UNPAIRED && e.n[0] == 10 && e.n[1] == 10);
	CHECK(judge_samples(0.07, 10, 0.001, &e).verdict == VERDICT_WORSE);
	CHECK(judge_samples(-0.07, 10, 0.001, &e).verdict == VERDICT_BETTER);
	CHECK(judge_samples(-0.2, 10, 0.001, &e).verdict == VERDICT_IMPROVEMENT);
	CHECK(judge_samples(0.02, 10, 0.001, &e).verdict == VERDICT_EQUIVALENT);
	CHECK(judge_samples(0, 10, 0.001, &e).verdict == VERDICT_EQUIVALENT);
	/* Too noisy: nothing can be shown, and more of them would help. */
	j = judge_samples(0.02, 10, 0.05, &e);
	CHECK(j.verdict == VERDICT_INCONCLUSIVE && j.why == WHY_WIDE);
	CHECK(j.more >= 1 && j.more < 1000);
	CHECK(judge_samples(0.15, 10, 0.1, &e).verdict == VERDICT_INCONCLUSIVE);
	/* Three against three can prove nothing, four against four can. */
	j = judge_samples(0.3, 3, 0.001, &e);
	CHECK(j.verdict == VERDICT_INCONCLUSIVE && j.why == WHY_FEW && isnan(e.change.low));
	CHECK(judge_samples(0.3, 4, 0.001, &e).verdict == VERDICT_REGRESSION);
	/* Significant alone is not enough: the adjusted p decides. */
	judge_samples(0.3, 10, 0.001, &e);
	j = judgement_of(&e, 0.06, BETTER_LOWER, &policy);
	CHECK(j.verdict == VERDICT_INCONCLUSIVE && j.why == WHY_WIDE && isfinite(j.more));
	CHECK(judgement_of(&e, 0.04, BETTER_LOWER, &policy).verdict == VERDICT_REGRESSION);
	CHECK(judgement_of(&e, 0.04, BETTER_HIGHER, &policy).verdict == VERDICT_IMPROVEMENT);
}

static void
test_constant_samples(void)
{
	double ten[8], eleven[8], zero[8] = {0}, holes[8] = {NAN, 0, NAN, 0, 0, 0, NAN, 0};
	struct effect e;
	struct judgement j;

	for (int i = 0; i < 8; i++) {
		ten[i] = 10;
		eleven[i] = 11;
	}
	e = effect_of(ten, 8, eleven, 8, false);
	j = judgement_of(&e, e.p, BETTER_LOWER, &policy);
	CHECK(j.verdict == VERDICT_REGRESSION && e.smallest_detectable == 0);
	e = effect_of(ten, 8, ten, 8, false);
	CHECK(e.change.value == 0 && e.p == 1);
	CHECK(judgement_of(&e, 1, BETTER_LOWER, &policy).verdict == VERDICT_EQUIVALENT);
	e = effect_of(zero, 8, holes, 8, false);
	CHECK(e.change.value == 0 && e.n[1] == 5);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &policy).verdict == VERDICT_EQUIVALENT);
	e = effect_of(zero, 8, ten, 8, false);
	CHECK(e.change.low == INFINITY && e.change.value == INFINITY && e.current == 10);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &policy).why == WHY_NO_CHANGE);
	e = effect_of(ten, 1, ten, 1, false);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &policy).why == WHY_FEW);
	e = effect_of(holes, 1, ten, 8, false);
	CHECK(e.method == METHOD_NONE && isnan(e.change.value));
}

static void
test_counts(void)
{
	static const struct policy small = {0.005, 0.01, 0.05};
	double a[] = {1000000, 1000000}, b[] = {1010000, 1010000}, c[] = {1007000, 1007000};
	double zero[] = {0, 0}, varied[] = {1000000, 1000510}, moved[] = {1000000, 1000490},
	       d[] = {1000001, 1000001};
	double few[] = {1000000, 1003000, 1001000, 1002000, 1000000};
	double more[] = {1120001, 1120000, 1120003, 1120000, 1120004};
	struct effect e = effect_of(a, 2, b, 2, true);

	CHECK(e.method == METHOD_COUNT && isnan(e.p) && isnan(e.change.low) &&
	      e.change.value == 0.01);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &small).verdict == VERDICT_REGRESSION);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &small).why == WHY_COUNT);
	e = effect_of(a, 2, c, 2, true);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &small).verdict == VERDICT_WORSE);
	e = effect_of(a, 2, d, 2, true);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &small).verdict == VERDICT_EQUIVALENT);
	e = effect_of(zero, 2, a, 2, true);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &small).verdict == VERDICT_REGRESSION);
	e = effect_of(a, 2, varied, 2, true);
	CHECK(e.method == METHOD_UNPAIRED);
	e = effect_of(a, 2, moved, 2, true);
	CHECK(e.method == METHOD_COUNT && fabs(e.change.value - 0.000245) < 1e-12);
	e = effect_of(a, 1, b, 2, true);
	CHECK(e.method == METHOD_UNPAIRED);
	/* Five pairs are too few for a time, and as many counts as callgrind takes. */
	effect_paired(effect_room, &(struct effect_side){.samples = few, .n = 5, .value = NAN},
	    &(struct effect_side){.samples = more, .n = 5, .value = NAN}, true, &e);
	CHECK(e.method == METHOD_UNPAIRED && e.n[0] == 5 && fabs(e.change.value - 0.12) < 3e-3);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &policy).verdict == VERDICT_REGRESSION);
	CHECK(unit_counts("instructions") && unit_counts("B") && !unit_counts("MB"));
	CHECK(!unit_counts(NULL));
}

/* Pairs that move together: what the noise hides from two samples, pairs show. */
/* The middle has a say: a row moves with it, and is not equivalent without it. */
static void
test_middle(void)
{
	struct effect e = {.method = METHOD_PAIRED, .ratio = true, .n = {40, 40}};
	struct judgement j;

	e.change = (struct interval){0.12, 0.05, 0.2};
	e.shift = (struct interval){log(1.12), log(1.05), log(1.2)};
	e.p = 1e-4;
	e.middle_time = (struct interval){log(1.02), log(0.95), log(1.09)};
	e.middle = log(1.07);
	j = judgement_of(&e, e.p, BETTER_LOWER, &policy);
	CHECK(j.verdict == VERDICT_INCONCLUSIVE && j.why == WHY_SHAPE);
	e.middle = log(0.88);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &policy).why == WHY_SHAPE);
	e.middle = log(1.09);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &policy).verdict == VERDICT_REGRESSION);
	e.change = (struct interval){-0.01, -0.01, 0.01};
	e.shift = (struct interval){log(0.99), log(0.99), log(1.01)};
	e.p = 0.5;
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &policy).verdict == VERDICT_EQUIVALENT);
	e.middle_time.high = log(1.11);
	j = judgement_of(&e, e.p, BETTER_LOWER, &policy);
	CHECK(j.verdict == VERDICT_INCONCLUSIVE && j.why == WHY_PART && j.more > 1);
	/* one point in common is no two shapes */
	e.middle_time = (struct interval){log(1.05), log(1.01), log(1.09)};
	CHECK(!effect_apart(&e));
	e.middle_time.low = log(1.011);
	CHECK(effect_apart(&e));
	e.middle_time = (struct interval){log(0.9), log(0.85), log(0.989)};
	CHECK(effect_apart(&e));
	/* Of differences it is a thousandth of the baseline that no reader sees, not of the unit.
	 */
	e.ratio = false;
	e.baseline = 0.01;
	e.shift = (struct interval){0, -0.0001, 0.0001};
	e.middle_time = (struct interval){0.0005, 0.0004, 0.0006};
	CHECK(effect_apart(&e));
	e.middle_time = INTERVAL_NONE;
	CHECK(!effect_apart(&e));
	e.shift = INTERVAL_NONE;
	CHECK(!effect_apart(&e));
}

static void
test_paired(void)
{
	double x[12], y[12];
	struct effect_side a = {.samples = x, .n = 12, .value = NAN};
	struct effect_side b = {.samples = y, .n = 12, .value = NAN};
	struct effect e;

	for (int i = 0; i < 12; i++) {
		x[i] = 10 * (1 + 0.2 * (i * 5 % 12));
		y[i] = x[i] * (1.12 + 0.0001 * (i * 5 % 12));
	}
	effect_paired(effect_room, &a, &b, false, &e);
	CHECK(e.method == METHOD_PAIRED && e.n[0] == 12 && e.change.value > 0.12 &&
	      e.change.value < 0.1212);
	CHECK(fabs(e.p / (2. / 4096 / (1 - 64. / 144)) - 1) < 1e-9);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &policy).verdict == VERDICT_REGRESSION);
	effect_unpaired(effect_room, &a, &b, false, &e);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &policy).verdict == VERDICT_INCONCLUSIVE);
	y[3] = NAN;
	x[7] = NAN;
	effect_paired(effect_room, &a, &b, false, &e);
	CHECK(e.n[0] == 10 && e.n[1] == 10 && !isnan(e.change.low));
	a.n = b.n = 5;
	effect_paired(effect_room, &a, &b, false, &e);
	CHECK(judgement_of(&e, e.p, BETTER_LOWER, &policy).why == WHY_FEW);
}

static double
noise(struct rng *r)
{
	/* Times have a long tail to the right. */
	return 1 + 0.05 * rng_uniform(r) - 0.02 * log(1 - rng_uniform(r));
}

static void
noise_fill(struct rng *r, double *v, size_t n, double centre)
{
	for (size_t i = 0; i < n; i++)
		v[i] = centre * noise(r);
}

/* Swapping the sides turns the change around and mirrors the direction. */
static void
test_symmetry(void)
{
	static const enum verdict mirror[] = {VERDICT_IMPROVEMENT, VERDICT_BETTER,
	    VERDICT_EQUIVALENT, VERDICT_WORSE, VERDICT_REGRESSION, VERDICT_INCONCLUSIVE};
	struct rng r;
	double x[20], y[20];

	rng_seed(&r, 1);
	for (int round = 0; round < 300; round++) {
		size_t n = 4 + (size_t)rng_below(&r, 17);
		struct effect a, b;
		enum verdict v, other;

		noise_fill(&r, x, n, 10);
		noise_fill(&r, y, n, 10 * (0.7 + 0.7 * rng_uniform(&r)));
		a = effect_of(x, n, y, n, false);
		b = effect_of(y, n, x, n, false);
		CHECK(fabs(a.p - b.p) < 1e-12);
		CHECK(fabs((1 + a.change.value) * (1 + b.change.value) - 1) < 1e-12);
		CHECK(fabs((1 + a.change.low) * (1 + b.change.high) - 1) < 1e-12);
		/* The same change is judged alike in the other direction. */
		v = judgement_of(&a, a.p, BETTER_LOWER, &policy).verdict;
		other = judgement_of(&a, a.p, BETTER_HIGHER, &policy).verdict;
		CHECK(other == mirror[v]);
	}
}

/* More change never turns a regression back into less. */
static void
test_monotony(void)
{
	struct rng r;
	double x[12], y[12], moved[12], last = 0;
	bool regressed = false;

	rng_seed(&r, 8);
	noise_fill(&r, x, 12, 5);
	noise_fill(&r, y, 12, 5);
	for (int step = 0; step < 100; step++) {
		struct effect e;
		bool now;

		for (int i = 0; i < 12; i++)
			moved[i] = y[i] * (1 + step * 0.005);
		e = effect_of(x, 12, moved, 12, false);
		now = judgement_of(&e, e.p, BETTER_LOWER, &policy).verdict == VERDICT_REGRESSION;
		CHECK(!regressed || now);
		CHECK(step == 0 || e.change.value > last);
		regressed = now;
		last = e.change.value;
	}
	CHECK(regressed);
}

/* Nothing changed, and the rows that say otherwise are fewer than alpha allows. */
static void
test_false_alarms(void)
{
	enum { ROWS = 4000 };
	static double p[ROWS], adjusted[ROWS];
	static const size_t sizes[] = {5, 10, 30};
	struct policy strict = {0, 0, 0.05};
	struct rng r;

	rng_seed(&r, 2026);
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		int significant = 0, excluded = 0, found = 0, verdicts = 0;
		double x[30], y[30];

		for (int i = 0; i < ROWS; i++) {
			struct effect e;

			noise_fill(&r, x, sizes[k], 3);
			noise_fill(&r, y, sizes[k], 3);
			e = effect_of(x, sizes[k], y, sizes[k], false);
			p[i] = e.p;
			significant += e.p < 0.05;
			excluded += e.change.low > 0 || e.change.high < 0;
			verdicts += judgement_of(&e, e.p, BETTER_LOWER, &strict).verdict ==
				    VERDICT_REGRESSION;
		}
		adjust_p(p, adjusted, ROWS);
		for (int i = 0; i < ROWS; i++)
			found += adjusted[i] < 0.05;
		/* Four standard deviations over the nominal rate of a binomial. */
		CHECK(significant <= 0.05 * ROWS + 4 * sqrt(0.05 * 0.95 * ROWS));
		CHECK(excluded <= 0.05 * ROWS + 4 * sqrt(0.05 * 0.95 * ROWS));
		CHECK(verdicts <= 0.025 * ROWS + 4 * sqrt(0.025 * 0.975 * ROWS));
		CHECK(significant > 0.01 * ROWS && found <= 2);
	}
}

/* A change as large as smallest_detectable is found about 80 times in 100. */
static void
test_power(void)
{
	struct rng r;
	double x[20], y[20], detectable = 0;
	int found = 0, rounds = 1000;

	rng_seed(&r, 80);
	for (int i = 0; i < rounds; i++) {
		noise_fill(&r, x, 20, 3);
		noise_fill(&r, y, 20, 3);
		detectable += effect_of(x, 20, y, 20, false).smallest_detectable / rounds;
	}
	for (int i = 0; i < rounds; i++) {
		noise_fill(&r, x, 20, 3);
		noise_fill(&r, y, 20, 3 * (1 + detectable));
		found += effect_of(x, 20, y, 20, false).p < 0.05;
	}
	CHECK(found > 720 && found < 900);
}

static void
test_words(void)
{
	enum verdict v = VERDICT_WORSE;
	enum severity severity = SEVERITY_NONE;

	for (int i = 0; i < VERDICT_WAIVED; i++) {
		CHECK(verdict_parse(verdict_name((enum verdict)i), &v));
		CHECK(v == (enum verdict)i);
	}
	CHECK(!verdict_parse("regress", &v) && v == VERDICT_WAIVED - 1);
	CHECK(!verdict_parse("waived", &v) && v == VERDICT_WAIVED - 1);
	for (int i = SEVERITY_MINOR; i < NSEVERITIES; i++) {
		CHECK(severity_parse(severity_name((enum severity)i), &severity));
		CHECK(severity == (enum severity)i);
	}
	CHECK(!severity_parse("", &severity) && severity == SEVERITY_SEVERE);
	CHECK(!severity_name(SEVERITY_NONE) && !strcmp(severity_name(SEVERITY_SEVERE), "severe"));
}

int
main(void)
{
	effect_room = effect_room_new(POLICY_ALPHA);
	test_single_values();
	test_samples();
	test_constant_samples();
	test_counts();
	test_middle();
	test_paired();
	test_symmetry();
	test_monotony();
	test_false_alarms();
	test_power();
	test_words();
	effect_room_free(effect_room);
	return failures > 0;
}
