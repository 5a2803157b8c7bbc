#include "measure/schedule.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/rng.h"
#include "base/util.h"
#include "measure/control.h"
#include "measure/pair_width.h"

struct schedule {
	struct subject *subjects;
	size_t ncases, nvariants;
	struct rng rng;
	size_t *order;            /* of cases, shuffled every round */
	size_t *variants;         /* an order of variants for each case */
	unsigned char *turn;      /* whether the case's next round reverses its order */
	double *credit;           /* what a case has saved up for its next turn */
	struct subject **round;   /* what the last call returned */
	struct pair_width *pairs; /* NULL unless there are two variants */
	bool duet;
};

/* U goes on without its partner: its own spread counts from now on. */
static void
pair_leave(struct subject *u)
{
	u->paired = false;
	u->next_width = 0;
	subject_look(u);
}

/* What the pairs show by now; a width takes time: it is looked at every tenth more. */
static void
widths_update(struct schedule *s)
{
	for (size_t c = 0; s->pairs && c < s->ncases; c++) {
		struct subject *u = &s->subjects[2 * c];
		size_t n = u[0].n < u[1].n ? u[0].n : u[1].n;

		for (int v = 0; v < 2; v++)
			if (u[v].paired && !u[v].over && u[1 - v].over)
				pair_leave(&u[v]);
		if (u[0].over || u[1].over || u[0].goal || n < u[0].next_width ||
		    n < u[0].plan->runs.min)
			continue;
		u[0].width = u[1].width = pair_width(s->pairs, &u[0], &u[1]);
		u[0].next_width = n + n / 10 + 1;
	}
}

struct schedule *
schedule_new(struct subject *subjects, size_t ncases, size_t nvariants, uint64_t seed)
{
	struct schedule *s = xcalloc(1, sizeof *s);

	s->subjects = subjects;
	s->ncases = ncases;
	s->nvariants = nvariants;
	rng_seed(&s->rng, seed);
	s->order = xcalloc(ncases, sizeof *s->order);
	s->variants = xcalloc(ncases * nvariants, sizeof *s->variants);
	s->turn = xcalloc(ncases, 1);
	s->credit = xcalloc(ncases, sizeof *s->credit);
	s->round = xcalloc(ncases * nvariants, sizeof(struct subject *));
	for (size_t i = 0; i < ncases; i++)
		s->order[i] = i;
	for (size_t i = 0; i < ncases * nvariants; i++)
		s->variants[i] = i % nvariants;
	if (nvariants == 2) {
		s->pairs = pair_width_new();
		for (size_t i = 0; i < ncases * nvariants; i++)
			subjects[i].paired = true;
		widths_update(s);
	}
	return s;
}

void
schedule_free(struct schedule *s)
{
	if (!s)
		return;
	free(s->order);
	free(s->variants);
	free(s->turn);
	free(s->credit);
	free(s->round);
	pair_width_free(s->pairs);
	free(s);
}

void
schedule_set_duet(struct schedule *s)
{
	s->duet = true;
}

static struct subject *
first_variant(const struct schedule *s, size_t c)
{
	return &s->subjects[c * s->nvariants];
}

static bool case_active(const struct schedule *s, size_t c);

static bool
is_control(const struct schedule *s, size_t c)
{
	return first_variant(s, c)->plan->control;
}

/* The control row has half of its minimum at once, then its share of what the
 * others take, and what it lacks when they are done: it sees all of the session. */
static bool
control_due(const struct schedule *s, size_t control)
{
	const struct subject *u = first_variant(s, control);
	size_t least = SIZE_MAX;
	double own = 0, others = 0;
	bool active = false;

	for (size_t c = 0; c < s->ncases; c++) {
		active = active || (c != control && case_active(s, c));
		for (size_t v = 0; v < s->nvariants; v++)
			*(c == control ? &own : &others) += first_variant(s, c)[v].seconds;
	}
	for (size_t v = 0; v < s->nvariants; v++)
		if (!u[v].over && u[v].n < least)
			least = u[v].n;
	if (!active)
		return least < u->plan->runs.min;
	return least < (u->plan->runs.min + 1) / 2 || own < CONTROL_SHARE * others;
}

/* A case goes on while one of its variants wants more. Those that have ended, most
 * often by failing, do not stop the others: what is new on one side is measured. */
static bool
case_active(const struct schedule *s, size_t c)
{
	for (size_t v = 0; v < s->nvariants; v++) {
		const struct subject *u = first_variant(s, c) + v;

		if (!u->over && !subject_enough(u))
			return true;
	}
	return false;
}

/* How many more invocations U probably needs: a median's interval narrows with
 * the square root of their number. */
static double
runs_needed(const struct subject *u)
{
	const struct run_limits *r = &u->plan->runs;
	double n = (double)u->n, want = (double)r->max;

	if (u->goal)
		return u->goal > u->n ? (double)(u->goal - u->n) : 0;
	if (u->n < r->min && !isfinite(u->width))
		return (double)r->min - n;
	if (r->precision > 0 && isfinite(u->width))
		want = fmin(want, n * pow(u->width / r->precision, 2));
	if (u->seconds > 0 && u->n > u->resumed)
		want = fmin(want, n + (r->max_time - u->seconds_before - u->seconds) /
					  (u->seconds / (double)(u->n - u->resumed)));
	return fmax(fmax(want, (double)r->min) - n, 1);
}

static double
mean_seconds(const struct subject *u)
{
	return u->n > u->resumed ? u->seconds / (double)(u->n - u->resumed) : 0;
}

static double
case_seconds(const struct schedule *s, size_t c)
{
	double round = 0, runs = 0;

	for (size_t v = 0; v < s->nvariants; v++) {
		const struct subject *u = first_variant(s, c) + v;
		double own = mean_seconds(u);

		if (u->over)
			continue;
		round = s->duet ? fmax(round, own) : round + own;
		runs = fmax(runs, runs_needed(u));
	}
	return round * runs;
}

/* What a case lacks: its width in units of the precision it wants; as much as any other of those
 * that go on to a second look. */
static double
case_need(const struct schedule *s, size_t c)
{
	double need = 0;

	for (size_t v = 0; v < s->nvariants; v++) {
		const struct subject *u = first_variant(s, c) + v;
		double precision = u->plan->runs.precision;

		if (u->over)
			continue;
		if (u->goal) {
			need = fmax(need, 1);
			continue;
		}
		if (u->n < u->plan->runs.min || !isfinite(u->width))
			return INFINITY;
		need = fmax(need, precision > 0 ? u->width / precision : 1);
	}
	return need;
}

double
schedule_estimate(const struct schedule *s, double left)
{
	double sum = 0;

	for (size_t c = 0; c < s->ncases; c++)
		if (!is_control(s, c) && case_active(s, c))
			sum += case_seconds(s, c);
	return fmin(sum, left);
}

static void
case_append(struct schedule *s, size_t c, size_t *n)
{
	size_t *order = s->variants + c * s->nvariants;

	if (!s->turn[c])
		rng_shuffle(&s->rng, order, s->nvariants, sizeof *order);
	for (size_t v = 0; v < s->nvariants; v++) {
		size_t at = s->turn[c] ? s->nvariants - 1 - v : v;

		if (!first_variant(s, c)[order[at]].over)
			s->round[(*n)++] = first_variant(s, c) + order[at];
	}
	s->turn[c] = !s->turn[c];
}

size_t
schedule_round(struct schedule *s, double left, struct subject *const **round)
{
	double most = 0;
	size_t n = 0;
	bool scarce;

	widths_update(s);
	scarce = schedule_estimate(s, INFINITY) > left;
	for (size_t c = 0; c < s->ncases; c++)
		if (!is_control(s, c) && case_active(s, c) && isfinite(case_need(s, c)))
			most = fmax(most, case_need(s, c));
	rng_shuffle(&s->rng, s->order, s->ncases, sizeof *s->order);
	for (size_t i = 0; i < s->ncases; i++) {
		size_t c = s->order[i];

		if (!case_active(s, c))
			continue;
		if (is_control(s, c)) {
			if (control_due(s, c))
				case_append(s, c, &n);
			continue;
		}
		/* Error diffusion: the neediest case has a turn in every round, one
		 * that lacks half as much in every other. */
		s->credit[c] += scarce && most > 0 ? fmin(case_need(s, c) / most, 1) : 1;
		if (s->credit[c] < 1)
			continue;
		s->credit[c] = fmin(s->credit[c] - 1, 1);
		case_append(s, c, &n);
	}
	*round = s->round;
	return n;
}

size_t
schedule_warmup(struct schedule *s, struct subject *const **round)
{
	size_t n = 0;

	rng_shuffle(&s->rng, s->order, s->ncases, sizeof *s->order);
	for (size_t i = 0; i < s->ncases; i++) {
		for (size_t v = 0; v < s->nvariants; v++) {
			struct subject *u = first_variant(s, s->order[i]) + v;

			if (!u->over && case_active(s, s->order[i]) && u->warmed < u->plan->warmup)
				s->round[n++] = u;
		}
	}
	*round = s->round;
	return n;
}
