#include "judge/effect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "judge/detectable.h"
#include "model/policy.h"
#include "stats/grain.h"
#include "stats/paired.h"
#include "stats/rank_test.h"
#include "stats/sample.h"
#include "stats/serial_effect.h"
#include "stats/session_shift.h"
#include "stats/shift.h"

struct effect_room {
	struct rank_tables *tables;
	struct shift_room room;
	double *values[2]; /* sorted copies of either side */
	size_t cap;
	struct detectable detectable;
	double alpha;
};

struct effect_room *
effect_room_new(double alpha)
{
	struct effect_room *c = xcalloc(1, sizeof *c);

	c->tables = rank_tables_new();
	c->alpha = alpha;
	detectable_init(&c->detectable, alpha, 1);
	return c;
}

void
effect_room_free(struct effect_room *c)
{
	if (!c)
		return;
	rank_tables_free(c->tables);
	shift_room_free(&c->room);
	free(c->values[0]);
	free(c->values[1]);
	free(c);
}

static void
effect_room_grow(struct effect_room *c, size_t n)
{
	if (n <= c->cap)
		return;
	for (int i = 0; i < 2; i++)
		c->values[i] = xreallocarray(c->values[i], n, sizeof **c->values);
	c->cap = n;
}

static void
effect_clear(struct effect *e)
{
	*e = (struct effect){.method = METHOD_NONE};
	e->shift = e->change = e->middle_time = INTERVAL_NONE;
	e->baseline = e->current = e->p = e->smallest_detectable = NAN;
	e->middle = e->p_plain = e->session_variance = e->half = NAN;
	e->block_effect = e->serial = 1;
}

/* The change between two plain values; from 0 to 0 is none, from 0 to more is without end. */
static void
effect_values(struct effect *e, double baseline, double current, enum effect_method method)
{
	e->method = method;
	e->baseline = baseline;
	e->current = current;
	e->ratio = baseline > 0 && current > 0;
	if (baseline == current)
		e->change.value = 0;
	else if (baseline != 0)
		e->change.value = (current - baseline) / fabs(baseline);
	else if (method == METHOD_COUNT)
		e->change.value = current > 0 ? INFINITY : -INFINITY;
}

/* This is the one place in which the scale is left. */
void
effect_tell(struct effect_room *c, struct effect *e)
{
	const struct interval *s = &e->shift;

	e->change = (struct interval){effect_change_at(e, s->value), effect_change_at(e, s->low),
	    effect_change_at(e, s->high)};
	if (!e->ratio && e->baseline == 0 && !(s->value == 0 && s->low == 0 && s->high == 0)) {
		/* No change from 0 has a size; which way it goes may be sure. */
		double away = interval_beyond(*s, 0) ? e->change.low : (double)NAN;

		e->change = (struct interval){away, away, away};
		return;
	}
	effect_detect(c, e, 1);
}

void
effect_detect(struct effect_room *c, struct effect *e, size_t rows)
{
	if (isnan(e->shift.low) || isinf(e->change.value))
		return;
	if (c->detectable.rows != rows)
		detectable_init(&c->detectable, c->alpha, rows);
	e->smallest_detectable = effect_change_at(e, detectable_shift(&c->detectable, e));
}

void
effect_share_blocks(
    struct effect_room *c, struct effect *e, const struct design_effect_agreement *all)
{
	double effect = design_effect_blocks(&e->agreement, all);
	double factor = design_effect_width(effect / e->block_effect);

	if (e->method != METHOD_PAIRED || e->sessions[0] > 0 || e->builds[0] > 0 ||
	    isnan(e->shift.low))
		return;
	e->shift = interval_widened(e->shift, factor);
	e->middle_time = interval_widened(e->middle_time, factor);
	e->p = design_effect_p(effect, e->p_plain);
	e->block_effect = effect;
	effect_tell(c, e);
}

/* Whether N sorted values are those of one count, which an address or the time of day
 * may have moved by a little: a twentieth of what a count must move by to matter. */
static bool
steady(const double *v, size_t n)
{
	return v[n - 1] - v[0] <= POLICY_COUNT_THRESHOLD / 20 * fabs(v[0]);
}

/* Sort both sides into C and handle what needs no test; false when that was all. */
static bool
effect_begin(struct effect_room *c, struct effect *e, bool counts)
{
	double *x = c->values[0], *y = c->values[1];
	size_t nx = e->n[0], ny = e->n[1];

	if (nx == 0 || ny == 0)
		return false;
	sample_sort(x, nx);
	sample_sort(y, ny);
	e->baseline = sample_sorted_median(x, nx);
	e->current = sample_sorted_median(y, ny);
	if (counts && nx >= 2 && ny >= 2 && steady(x, nx) && steady(y, ny)) {
		effect_values(e, e->baseline, e->current, METHOD_COUNT);
		return false;
	}
	e->ratio = x[0] > 0 && y[0] > 0;
	e->grain = grain_of(x, nx, y, ny);
	return true;
}

static uint32_t
values_count(const struct effect_side *side)
{
	uint32_t n = 0;

	for (size_t i = 0; i < side->n; i++)
		n += !isnan(side->samples[i]);
	return n;
}

static bool
values_only(const struct effect_side *baseline, const struct effect_side *current, struct effect *e)
{
	if (baseline->n > 0 && current->n > 0)
		return false;
	e->baseline = baseline->value;
	e->current = current->value;
	e->n[0] = values_count(baseline);
	e->n[1] = values_count(current);
	if (!isnan(baseline->value) && !isnan(current->value))
		effect_values(e, baseline->value, current->value, METHOD_SINGLE);
	return true;
}

/* The centres of S's sessions, which the caller owns; NULL when they are not known. */
static double *
centres_of(const struct effect_side *s, bool logs, size_t *n)
{
	double *centres;

	*n = 0;
	if (!s->nsessions)
		return NULL;
	centres = xcalloc(s->nsessions, sizeof *centres);
	*n = s->machines
		 ? session_shift_machine_centres(
		       s->samples, s->sessions, s->machines, s->nsessions, logs, centres)
		 : session_shift_centres(s->samples, s->sessions, s->nsessions, logs, centres);
	return centres;
}

/* What sessions show is never surer than what their invocations, by which E was judged, show
 * all together: few sessions may agree by chance. */
static void
effect_sessions(struct effect *e, const struct effect_side *sides[2])
{
	struct interval s = INTERVAL_NONE;
	double *centres[2], p = NAN;
	bool none = isnan(e->shift.low);
	size_t n[2];

	bool single = sides[0]->nsessions <= 1 && sides[1]->nsessions <= 1;

	for (int i = 0; i < 2; i++) {
		centres[i] = single ? NULL : centres_of(sides[i], e->ratio, &n[i]);
		if (single)
			n[i] = e->n[i] > 0 ? sides[i]->nsessions : 0;
		e->sessions[i] = (uint32_t)n[i];
	}
	e->half = interval_half(e->shift);
	e->p_plain = none ? (double)NAN : e->p;
	if (n[0] > 0 && n[1] > 0 && n[0] + n[1] >= 3) {
		s = session_shift(centres[0], n[0], centres[1], n[1], &p);
		e->session_variance = session_shift_variance(centres[0], n[0], centres[1], n[1]);
	}
	/* A handful of values that are the same do not show that nothing varies. */
	if (!isnan(s.low) && (!none || s.low < s.high)) {
		e->method = METHOD_SESSIONS;
		e->by_machine = sides[0]->machines || sides[1]->machines;
		e->shift =
		    interval_around(s.value, fmax(interval_half(s), interval_half(e->shift)));
		e->p = none ? p : fmax(e->p, p);
	}
	free(centres[0]);
	free(centres[1]);
}

/* The level of N sorted values, all over 0, told by their first ones, or with HIGHER by
 * their last: the mean of the logarithms with Savage scores (exchange.h) as weights. */
static double
fast_level(const double *v, size_t n, bool higher)
{
	double weight = 0, sum = 0;

	for (size_t i = n; i > 0; i--) {
		weight += 1 / (double)i;
		sum += weight * log(v[higher ? n - i : i - 1]);
	}
	return exp(sum / (double)n);
}

/* Put the two levels that the change is between in place of the medians, which need not
 * differ by it: around the CENTRE of both sides, as far apart as the change is. */
static void
effect_levels(struct effect *e, double centre)
{
	if (!isfinite(e->shift.value) || !isfinite(e->change.value))
		return;
	if (!e->ratio) {
		e->current = e->baseline + e->shift.value;
		return;
	}
	e->baseline = centre * exp(-e->shift.value / 2);
	e->current = centre * exp(e->shift.value / 2);
}

void
effect_unpaired(struct effect_room *c, const struct effect_side *baseline,
    const struct effect_side *current, bool counts, struct effect *e)
{
	double *x, *y;

	effect_clear(e);
	if (values_only(baseline, current, e))
		return;
	effect_room_grow(c, baseline->n > current->n ? baseline->n : current->n);
	x = c->values[0];
	y = c->values[1];
	e->n[0] = (uint32_t)sample_compact(baseline->samples, baseline->n, x);
	e->n[1] = (uint32_t)sample_compact(current->samples, current->n, y);
	if (baseline->nsessions <= 1 && current->nsessions <= 1)
		e->serial = serial_effect(x, e->n[0], y, e->n[1]);
	if (!effect_begin(c, e, counts))
		return;
	e->method = METHOD_UNPAIRED;
	e->p = rank_test_mann_whitney(c->tables, y, e->n[1], x, e->n[0]).p;
	e->shift = shift_unpaired(&c->room, c->tables, x, e->n[0], y, e->n[1],
	    e->ratio ? SHIFT_LOG_RATIO : SHIFT_DIFFERENCE);
	effect_sessions(e, (const struct effect_side *[]){baseline, current});
	effect_allow_builds(e, (const struct effect_side *[]){baseline, current},
	    (const double *[]){baseline->samples, current->samples});
	effect_tell(c, e);
	effect_levels(e, sqrt(e->baseline * e->current));
}

static struct paired_samples
pairs_of(const struct effect_side *baseline, const struct effect_side *current)
{
	return (struct paired_samples){.base = baseline->samples,
	    .head = current->samples,
	    .base_cpu = baseline->cpu,
	    .head_cpu = current->cpu,
	    .base_wait = baseline->wait,
	    .head_wait = current->wait,
	    .session = baseline->session,
	    .n = baseline->n,
	    .higher = baseline->higher};
}

double
effect_pairs_width(
    struct effect_room *c, const struct effect_side *baseline, const struct effect_side *current)
{
	struct paired_samples s = pairs_of(baseline, current);

	return paired_width(&c->room, c->tables, &s);
}

/* The estimator of the change between pairs is chosen here and nowhere else. */
static void
effect_pairs(struct effect_room *c, const struct effect_side *baseline,
    const struct effect_side *current, struct effect *e)
{
	struct paired_samples s = pairs_of(baseline, current);
	struct paired judged;

	s.differences = !e->ratio;
	paired_judge(&c->room, c->tables, &s, &judged);
	e->shift = judged.shift;
	e->p = judged.p;
	e->p_plain = judged.p_plain;
	e->block_effect = judged.block_effect;
	e->agreement = judged.agreement;
	e->middle = judged.middle;
	e->middle_time = judged.middle_time;
	e->by_cpu = judged.look == PAIRED_CPU;
	e->sessions[0] = e->sessions[1] = (uint32_t)judged.sessions;
	effect_allow_builds(e, (const struct effect_side *[]){baseline, current},
	    (const double *[]){e->by_cpu ? baseline->cpu : baseline->samples,
		e->by_cpu ? current->cpu : current->samples});
}

void
effect_paired(struct effect_room *c, const struct effect_side *baseline,
    const struct effect_side *current, bool counts, struct effect *e)
{
	size_t n = 0;

	effect_clear(e);
	if (values_only(baseline, current, e))
		return;
	effect_room_grow(c, baseline->n);
	for (size_t i = 0; i < baseline->n; i++)
		if (!isnan(baseline->samples[i]) && !isnan(current->samples[i])) {
			c->values[0][n] = baseline->samples[i];
			c->values[1][n++] = current->samples[i];
		}
	/* A count sees no weather: so few of them say more as two samples. */
	if (counts && n > 0 && n < PAIRED_FEWEST) {
		effect_unpaired(c, baseline, current, counts, e);
		return;
	}
	e->n[0] = e->n[1] = (uint32_t)n;
	e->method = METHOD_PAIRED;
	if (effect_begin(c, e, counts)) {
		effect_pairs(c, baseline, current, e);
		effect_tell(c, e);
		effect_levels(e, sqrt(fast_level(c->values[0], n, baseline->higher) *
				      fast_level(c->values[1], n, baseline->higher)));
	}
}
