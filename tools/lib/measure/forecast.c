#include "measure/forecast.h"

#include <math.h>

#include "judge/looks.h"

/* Seconds of one invocation of U with what is around it; NAN before the first. A warm-up tells it
 * until there is a counted one. */
static double
turn_seconds(const struct subject *u)
{
	for (int counted = 1; counted >= 0; counted--)
		if (u->turns[counted])
			return u->spent[counted] / (double)u->turns[counted];
	return NAN;
}

/* The mean of all subjects that have run. */
static double
mean_turn(const struct forecast_run *run)
{
	double sum = 0;
	size_t n = 0;

	for (size_t i = 0; i < run->ncases * run->nvariants; i++) {
		double own = turn_seconds(&run->subjects[i]);

		if (isnan(own) || run->subjects[i].plan->control)
			continue;
		sum += own;
		n++;
	}
	return n ? sum / (double)n : 0;
}

static bool
goes_on(const struct subject *u)
{
	return !u->over && !subject_enough(u);
}

static bool
case_goes_on(const struct forecast_run *run, size_t c)
{
	const struct subject *u = &run->subjects[c * run->nvariants];
	bool any = false;

	for (size_t v = 0; v < run->nvariants; v++)
		any = any || goes_on(&u[v]);
	return any && !u->plan->control;
}

static double
case_round(const struct forecast_run *run, size_t c, double otherwise)
{
	const struct subject *u = &run->subjects[c * run->nvariants];
	double sum = 0;

	for (size_t v = 0; v < run->nvariants; v++) {
		double own = turn_seconds(&u[v]);

		if (u[v].over)
			continue;
		if (isnan(own))
			own = otherwise;
		sum = run->duet ? fmax(sum, own) : sum + own;
	}
	return sum;
}

double
forecast_case_round(const struct forecast_run *run, size_t i)
{
	return case_round(run, i, 0);
}

size_t
forecast_invocations(const struct subject *u)
{
	const struct run_limits *r = &u->plan->runs;
	double n = (double)u->n, want = (double)r->max, fresh = (double)(u->n - u->resumed);
	double each = fresh > 0 ? u->seconds / fresh : turn_seconds(u);

	if (u->goal)
		return u->goal > u->n ? u->goal : u->n;
	if (u->over || subject_enough(u))
		return u->n;
	if (r->precision > 0 && isfinite(u->width) && u->n >= r->min)
		want = fmin(want, ceil(n * pow(u->width / r->precision, 2)));
	if (each > 0 && isfinite(r->max_time))
		want = fmin(want, n + ceil((r->max_time - u->seconds_before - u->seconds) / each));
	return (size_t)fmax(fmax(want, (double)r->min), n + 1);
}

/* The rounds of the case at PAIR beyond N, when it is looked at a second time. */
static size_t
second_rounds(const struct forecast_run *run, const struct subject *pair, size_t n)
{
	const struct plan_case *c = pair->plan;
	size_t rounds;

	if (run->nvariants != 2 || c->runs.looks < 2 || c->kind != KIND_REGRESSION || pair->look)
		return 0;
	rounds = looks_rounds(n, c->runs.max);
	return rounds > n ? rounds - n : 0;
}

static void
case_add(struct forecast *f, const struct forecast_run *run, size_t c, double otherwise)
{
	const struct subject *u = &run->subjects[c * run->nvariants];
	double round = case_round(run, c, otherwise);
	size_t most = 0, left = 0;

	for (size_t v = 0; v < run->nvariants; v++) {
		size_t all = u[v].over ? 0 : forecast_invocations(&u[v]);
		double own = turn_seconds(&u[v]);

		if (all > most)
			most = all;
		if (all && all - u[v].n > left)
			left = all - u[v].n;
		if (!u[v].over && u[v].warmed < u->plan->warmup)
			f->warmups += (double)(u->plan->warmup - u[v].warmed) *
				      (isnan(own) ? otherwise : own);
	}
	if (most > f->most)
		f->most = most;
	f->round += round;
	f->rounds += round * (double)left;
	f->second += round * (double)second_rounds(run, u, most);
}

struct forecast
forecast_make(const struct forecast_run *run)
{
	struct forecast f = {0, 0, 0, 0, 0};
	double otherwise = mean_turn(run);

	for (size_t c = 0; c < run->ncases; c++)
		if (case_goes_on(run, c))
			case_add(&f, run, c, otherwise);
	return f;
}
