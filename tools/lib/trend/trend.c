#include "trend/trend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "stats/distribution.h"
#include "stats/sample.h"
#include "trend/step_find.h"

#define RECOVERED_TO 0.25
#define SUSPECT_AWAY 4
#define SUSPECT_BEYOND 0.95

/* The points of a series that are judged. */
struct judged {
	struct trend_points *p;
	size_t *index; /* of each in the series */
	bool logs;     /* Y are logarithms; else values over SIZE */
	double size;
};

static double
point_of(const struct series *s, const struct trend_options *o, size_t i)
{
	return o->raw ? s->value[i] : series_judged(s, i);
}

static void
scale_choose(struct judged *j)
{
	struct trend_points *p = j->p;

	j->logs = true;
	j->size = 1;
	for (size_t i = 0; i < p->n; i++)
		j->logs &= p->y[i] > 0;
	if (!j->logs && p->n) {
		for (size_t i = 0; i < p->n; i++)
			p->room[i] = fabs(p->y[i]);
		sample_sort(p->room, p->n);
		j->size = sample_sorted_median(p->room, p->n);
		if (!(j->size > 0))
			j->size = 1;
	}
	for (size_t i = 0; i < p->n; i++)
		p->y[i] = j->logs ? log(p->y[i]) : p->y[i] / j->size;
}

static struct judged
points_take(const struct series *s, const struct trend_options *o, struct rank_tables *ranks)
{
	size_t most = o->append && s->judged ? TREND_APPENDED : TREND_POINTS_MOST;
	struct judged j = {.index = xcalloc(s->n + 1, sizeof *j.index)};
	size_t n = 0, first = 0;

	for (size_t i = 0; i < s->n; i++)
		if (!isnan(point_of(s, o, i)))
			j.index[n++] = i;
	if (n > most)
		first = n - most;
	memmove(j.index, j.index + first, (n - first) * sizeof *j.index);
	j.p = trend_points_new(n - first, ranks);
	for (size_t i = 0; i < n - first; i++)
		j.p->y[i] = point_of(s, o, j.index[i]);
	scale_choose(&j);
	return j;
}

/* A level on the scale of Y, as the points are: value, or value/base. */
static double
level_told(const struct judged *j, double y)
{
	return j->logs ? exp(y) : y * j->size;
}

/* A difference of Y from LEVEL as a fraction of it. */
static double
change_told(const struct judged *j, double level, double d)
{
	return j->logs ? expm1(d) : fabs(level) > 0 ? d / fabs(level) : NAN;
}

static enum verdict
verdict_of(double change, enum better better, double threshold)
{
	bool worse = (change > 0) == (better == BETTER_LOWER);

	if (fabs(change) >= threshold)
		return worse ? VERDICT_REGRESSION : VERDICT_IMPROVEMENT;
	return worse ? VERDICT_WORSE : VERDICT_BETTER;
}

static void
step_tell(const struct judged *j, const struct trend_steps *found, size_t i,
    const struct trend_options *o, enum better better, struct series_step *step)
{
	const struct trend_points *p = j->p;
	const struct step_tested *tested = &found->tested[i];
	double base = found->slope * (double)found->at[i];
	double before = level_median(p, level_begin(found->at, i), found->at[i]) + base;

	*step = (struct series_step){.at = j->index[found->at[i]],
	    .before = level_told(j, before),
	    .after = level_told(j, before + tested->change.value),
	    .change = change_told(j, before, tested->change.value),
	    .low = change_told(j, before, tested->change.low),
	    .high = change_told(j, before, tested->change.high),
	    .p = tested->p,
	    .state = SERIES_OPEN,
	    .recovered_at = SERIES_NONE};
	step->verdict = verdict_of(step->change, better, o->threshold);
}

/* The steps of S that have recovered, by later steps. */
static void
recovery_find(struct series *s)
{
	for (size_t i = 0; i < s->nsteps; i++) {
		struct series_step *step = &s->steps[i];

		for (size_t k = i + 1; k < s->nsteps && step->state == SERIES_OPEN; k++) {
			double left = s->steps[k].after - step->before;
			double size = step->after - step->before;

			if (left / size > RECOVERED_TO)
				continue;
			step->state = SERIES_RECOVERED;
			step->recovered_at = s->steps[k].at;
		}
	}
}

/* Steps that S had, of before the points looked at, stay in front of those found. */
static void
steps_tell(struct series *s, const struct judged *j, const struct trend_steps *found,
    const struct trend_options *o)
{
	const struct series_step *before = s->steps;
	size_t kept = 0, first = j->p->n ? j->index[0] : 0;
	size_t from = first ? first + TREND_APPENDED / 10 : 0;
	struct series_step *steps;

	while (o->append && s->judged && kept < s->nsteps && before[kept].at < from)
		kept++;
	steps = series_alloc(s, kept + found->k + 1, sizeof *steps);
	if (kept)
		memcpy(steps, before, kept * sizeof *steps);
	for (size_t i = 0; i < kept; i++)
		if (steps[i].state == SERIES_RECOVERED)
			steps[i].state = SERIES_OPEN;
	s->steps = steps;
	s->nsteps = kept;
	for (size_t i = 0; i < found->k; i++)
		if (j->index[found->at[i]] >= from)
			step_tell(j, found, i, o, s->better, &steps[s->nsteps++]);
	recovery_find(s);
}

static void
drift_tell(struct series *s, const struct judged *j, const struct trend_steps *found)
{
	double span = (double)j->p->n - 1, dof = (double)j->p->n - (double)found->k - 2;
	double half, level;

	s->drift = (struct series_drift){NAN, NAN, NAN, NAN, NULL};
	if (found->slope == 0 || dof < 3)
		return;
	half = student_critical(0.05, dof) * found->slope_error;
	level = j->p->y[0];
	s->drift.change = change_told(j, level, found->slope * span);
	s->drift.low = change_told(j, level, (found->slope - half) * span);
	s->drift.high = change_told(j, level, (found->slope + half) * span);
	s->drift.p = found->slope_p;
}

/* How many of the last two points are odd, on one side of the last level. */
static size_t
odd_count(const struct trend_points *p, size_t from, double level, double spread)
{
	double side = p->y[p->n - 1] - level, limit;
	size_t n = p->n - from, odd = 0;

	for (size_t i = 0; i < n; i++)
		p->room[i] = fabs(p->y[from + i] - level);
	sample_sort(p->room, n);
	limit = fmax(SUSPECT_AWAY * spread,
	    sample_sorted_quantile(p->room, n - TREND_LEVEL_MIN + 1, SUSPECT_BEYOND));
	while (odd < TREND_LEVEL_MIN - 1) {
		double away = p->y[p->n - 1 - odd] - level;

		if (fabs(away) <= limit || (away > 0) != (side > 0))
			break;
		odd++;
	}
	return odd;
}

static void
suspects_tell(struct series *s, const struct judged *j, const struct trend_steps *found)
{
	const struct trend_points *p = j->p;
	size_t from = level_begin(found->at, found->k), odd;

	s->suspect = NULL;
	s->nsuspect = 0;
	if (p->n - from < TREND_POINTS_LEAST)
		return;
	odd =
	    odd_count(p, from, level_median(p, from, p->n), levels_spread(p, found->at, found->k));
	s->suspect = series_alloc(s, odd + 1, sizeof *s->suspect);
	for (size_t i = odd; i > 0; i--)
		s->suspect[s->nsuspect++] = j->index[p->n - i];
}

void
trend_judge(struct series *s, const struct trend_options *o, struct rank_tables *ranks)
{
	struct judged j = points_take(s, o, ranks);
	struct trend_steps found = {0};

	if (j.p->n >= TREND_POINTS_LEAST) {
		trend_points_look(j.p);
		found = trend_steps_find(j.p, o->alpha, o->least);
	}
	steps_tell(s, &j, &found, o);
	drift_tell(s, &j, &found);
	if (j.p->n >= TREND_POINTS_LEAST)
		suspects_tell(s, &j, &found);
	s->judged = true;
	trend_steps_free(&found);
	trend_points_free(j.p);
	free(j.index);
}
