#include "trend/step_find.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "stats/distribution.h"
#include "trend/partition.h"
#include "trend/step_place.h"

/* Over so many candidates, more than the weakest one are dropped at a time. */
enum { MANY = 64, SLOPE_REPEATS = 3 };

#define STEP_PRICE 2.5
#define SLOPE_ALPHA 0.05
/* A slope that is not worth to be tried. */
#define SLOPE_HOPELESS 0.2

static const double penalties[] = {3, 6, 12, 24};
enum { PENALTIES = sizeof penalties / sizeof *penalties, COARSE = 2 };

static void
steps_place(struct trend_points *p, struct trend_steps *s)
{
	double spread;

	for (int repeat = 0; repeat < 2; repeat++)
		for (size_t i = 0; i < s->k; i++)
			s->at[i] = step_place(
			    p, level_begin(s->at, i), s->at[i], level_end(p, s->at, s->k, i + 1));
	spread = levels_spread(p, s->at, s->k);
	for (size_t i = 0; i < s->k; i++)
		s->at[i] = step_place_likely(
		    p, level_begin(s->at, i), s->at[i], level_end(p, s->at, s->k, i + 1), spread);
}

static void
steps_test(struct trend_points *p, struct trend_steps *s, double least)
{
	double spread = levels_spread(p, s->at, s->k);

	levels_serial(p, s->at, s->k, spread);
	for (size_t i = 0; i < s->k; i++) {
		s->tested[i] = step_test(
		    p, level_begin(s->at, i), s->at[i], level_end(p, s->at, s->k, i + 1), spread);
		if (fabs(s->tested[i].change.value) < least)
			s->tested[i].p = 1;
	}
}

static void
step_drop(struct trend_steps *s, size_t i)
{
	s->k--;
	memmove(s->at + i, s->at + i + 1, (s->k - i) * sizeof *s->at);
	memmove(s->tested + i, s->tested + i + 1, (s->k - i) * sizeof *s->tested);
}

/* Drop the weakest step whose p is over ALPHA, of many also each that is no stronger than its
 * neighbours. Whether there was one. */
static bool
weakest_drop(struct trend_steps *s, double alpha)
{
	size_t weakest = 0, before = s->k;

	for (size_t i = 1; i < s->k; i++)
		if (s->tested[i].p >= s->tested[weakest].p)
			weakest = i;
	if (s->k == 0 || s->tested[weakest].p <= alpha)
		return false;
	step_drop(s, weakest);
	for (size_t i = 1; before > MANY && i + 1 < s->k; i++)
		if (s->tested[i].p > alpha && s->tested[i].p >= s->tested[i - 1].p &&
		    s->tested[i].p >= s->tested[i + 1].p)
			step_drop(s, i);
	return true;
}

static double
steps_cost(const struct trend_points *p, const struct trend_steps *s)
{
	double sum = 0;

	for (size_t i = 0; i <= s->k; i++) {
		size_t from = level_begin(s->at, i), to = level_end(p, s->at, s->k, i);
		double level = level_median(p, from, to);

		for (size_t j = from; j < to; j++) {
			double d = level_clamped(p->y[j] - level, p->sigma);

			sum += d * d;
		}
	}
	return sum / (p->sigma * p->sigma) + STEP_PRICE * (double)s->k * log((double)p->n);
}

static struct trend_steps
steps_new(size_t n)
{
	return (struct trend_steps){.at = xcalloc(n + 1, sizeof(size_t)),
	    .tested = xcalloc(n + 1, sizeof(struct step_tested))};
}

void
trend_steps_free(struct trend_steps *s)
{
	free(s->at);
	free(s->tested);
	*s = (struct trend_steps){0};
}

/* The best of the steps that were tried. */
struct steps_best {
	struct trend_steps steps;
	double cost;
	bool done;
};

/* Take S, which costs C, when it is better. No steps twice, at rising penalties, and a higher
 * one is not looked at. */
static void
steps_consider(struct steps_best *b, const struct trend_steps *s, double c, bool first)
{
	if (c < b->cost - 1e-9) {
		b->cost = c;
		b->steps.k = s->k;
		memcpy(b->steps.at, s->at, s->k * sizeof *s->at);
		memcpy(b->steps.tested, s->tested, s->k * sizeof *s->tested);
	}
	b->done = b->steps.k == 0 && s->k == 0 && !first;
}

/* The best steps of P's values as they are into BEST, those of the coarse penalties alone into
 * COARSE, unless that is NULL. */
static void
steps_try(struct trend_points *p, double alpha, double least, struct steps_best *best,
    struct steps_best *coarse)
{
	struct trend_steps s = steps_new(p->n);

	*best = (struct steps_best){.steps = steps_new(p->n), .cost = INFINITY};
	if (coarse)
		*coarse = (struct steps_best){.steps = steps_new(p->n), .cost = INFINITY};
	for (size_t i = 0; i < PENALTIES; i++) {
		double penalty = penalties[i] * p->sigma * p->sigma * log((double)p->n), c;

		if (best->done && (!coarse || coarse->done))
			break;
		if (best->done && i < COARSE)
			continue;
		s.k = partition_optimal(p->smooth, p->n, TREND_LEVEL_MIN, penalty, s.at);
		do {
			steps_place(p, &s);
			steps_test(p, &s, least);
		} while (weakest_drop(&s, alpha));
		c = steps_cost(p, &s);
		if (!best->done)
			steps_consider(best, &s, c, i == 0);
		if (coarse && i >= COARSE && !coarse->done)
			steps_consider(coarse, &s, c, i == COARSE);
	}
	trend_steps_free(&s);
}

/* The slope that the levels between the K steps AT have in common, by least squares of clamped
 * distances; P's serial correlation widens its error. */
static void
slope_fit(const struct trend_points *p, struct trend_steps *s)
{
	double spread = levels_spread(p, s->at, s->k), xx = 0, xy = 0, squares = 0, dof;

	s->slope = s->slope_error = 0;
	s->slope_p = 1;
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i <= s->k; i++) {
			size_t from = level_begin(s->at, i), to = level_end(p, s->at, s->k, i);
			double level = level_median(p, from, to);
			double middle = ((double)from + (double)to - 1) / 2;

			for (size_t j = from; j < to; j++) {
				double x = (double)j - middle;
				double d = level_clamped(p->y[j] - level - s->slope * x, spread);

				xx += pass ? 0 : x * x;
				xy += pass ? 0 : x * d;
				squares += pass ? d * d : 0;
			}
		}
		if (!(xx > 0))
			return;
		s->slope = xy / xx;
	}
	dof = (double)p->n - (double)s->k - 2;
	if (dof < 3)
		return;
	s->slope_error =
	    sqrt(squares / dof / xx * level_design_effect(p->serial, p->n / (s->k + 1)));
	s->slope_p = s->slope_error > 0 ? student_two_sided(s->slope / s->slope_error, dof) : 1;
}

/* Look for steps and a slope at once, from SLOPE on, and take them into *S when they cost less
 * than *COST. */
static void
slope_try(struct trend_points *p, double slope, double alpha, double least, struct trend_steps *s,
    double *cost)
{
	double *raw = xcalloc(p->n + 1, sizeof *raw), *y = p->y;
	double taken = 0;

	memcpy(raw, y, p->n * sizeof *raw);
	for (int repeat = 0; repeat < SLOPE_REPEATS; repeat++) {
		struct steps_best tried;
		double before = slope;

		for (size_t i = 0; i < p->n; i++)
			y[i] = raw[i] - slope * (double)i;
		trend_points_spikes(p);
		steps_try(p, alpha, least, &tried, NULL);
		p->y = raw;
		slope_fit(p, &tried.steps);
		p->y = y;
		slope = tried.steps.slope;
		if (tried.steps.slope_p < SLOPE_ALPHA && tried.cost < *cost) {
			struct trend_steps other = *s;

			*cost = tried.cost;
			*s = tried.steps;
			tried.steps = other;
			taken = before;
		}
		trend_steps_free(&tried.steps);
		if (fabs(slope - before) < 1e-12)
			break;
	}
	for (size_t i = 0; i < p->n; i++)
		y[i] = raw[i] - taken * (double)i;
	free(raw);
	trend_points_spikes(p);
}

struct trend_steps
trend_steps_find(struct trend_points *p, double alpha, double least)
{
	struct steps_best best, coarse;

	steps_try(p, alpha, least, &best, &coarse);
	slope_fit(p, &coarse.steps);
	best.steps.slope = best.steps.slope_error = 0;
	best.steps.slope_p = 1;
	if (coarse.steps.slope_p < SLOPE_HOPELESS)
		slope_try(p, coarse.steps.slope, alpha, least, &best.steps, &best.cost);
	trend_steps_free(&coarse.steps);
	return best.steps;
}
