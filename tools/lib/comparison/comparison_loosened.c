#include "comparison/comparison_loosened.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/util.h"

/* Add a row of M for what B says, which is freed; none when it says nothing. */
static void
loosened_add(struct comparison *c, const struct row_case *at, const struct metric *m, struct buf *b)
{
	if (b->len)
		planned_row_add(c, at, m, VERDICT_REMOVED, row_note_keep(c, buf_take(b)));
	buf_free(b);
}

static double
limit_side(const struct limit *l, bool max)
{
	return max ? l->max : l->min;
}

/* The limit on NAME on that side that the value comes to first, or NAN: none is set. */
static double
limit_tightest(const struct plan_case *p, const char *name, bool max)
{
	double v = NAN;

	for (size_t i = 0; i < p->nlimits; i++)
		if (strcmp(p->limits[i].metric, name) == 0)
			v = max ? fmin(v, p->limits[i].max) : fmax(v, p->limits[i].min);
	return v;
}

/* Whether limit I of B is the one to speak of on that side: the tightest, and the first of those.
 */
static bool
limit_speaks(const struct plan_case *b, size_t i, bool max)
{
	const char *name = b->limits[i].metric;
	double tightest = limit_tightest(b, name, max);

	for (size_t k = 0; k < i; k++)
		if (strcmp(b->limits[k].metric, name) == 0 &&
		    limit_side(&b->limits[k], max) == tightest)
			return false;
	return limit_side(&b->limits[i], max) == tightest;
}

static void
limits_loosened(struct comparison *c, const struct row_case *at, const struct plan_case *b,
    const struct plan_case *p)
{
	for (size_t i = 0; i < 2 * b->nlimits; i++) {
		bool max = i % 2;
		const struct limit *l = &b->limits[i / 2];
		double was = limit_side(l, max), is = limit_tightest(p, l->metric, max);
		struct metric m = planned_metric(b, l->metric);
		struct buf text = BUF_INIT;

		if (!comparison_wants(c, l->metric) || !limit_speaks(b, i / 2, max) ||
		    !(max ? loosened_over(is, was) : loosened_over(was, is)))
			continue;
		buf_printf(&text, "the current scenario requires '%s: %g', where it was %g",
		    max ? "max" : "min", is, was);
		loosened_add(c, at, &m, &text);
	}
}

/* Where IS asks for less than WAS; the numbers are followed by UNIT. */
static void
add_run(struct buf *b, const char *key, double was, double is, const char *unit)
{
	if (is < was)
		buf_printf(b, "%s'%s' is %g%s, where it was %g%s", b->len ? ", " : "", key, is,
		    unit, was, unit);
}

/* What shows less: fewer invocations, or that fewer are enough. */
static void
runs_loosened(const struct plan_case *b, const struct plan_case *p, struct loosened *l)
{
	const struct run_limits *was = &b->runs, *is = &p->runs;
	struct buf text = BUF_INIT;

	add_run(&text, "min", (double)was->min, (double)is->min, "");
	add_run(&text, "max", (double)was->max, (double)is->max, "");
	add_run(&text, "max-time", was->max_time, is->max_time, " s");
	if (loosened_over(is->precision, was->precision))
		buf_printf(&text, "%s'precision' is %g %%, where it was %g %%",
		    text.len ? ", " : "", 100 * is->precision, 100 * was->precision);
	if (text.len && !l->runs++)
		l->first_run = xasprintf("of '%s' %s", b->id, text.s);
	buf_free(&text);
}

void
loosened_case(struct comparison *c, const struct row_case *at, const struct plan_case *b,
    const struct plan_case *p, struct loosened *l)
{
	size_t n;
	struct metric *metrics = planned_gating(c, b, &n);
	struct buf text = BUF_INIT;

	if (p->skip && !b->skip)
		buf_printf(&text, "in the current scenario this case is skipped: %s", p->skip);
	loosened_add(c, at, n ? &metrics[0] : NULL, &text);
	free(metrics);
	loosened_policy_case(&l->policy, c, at, b, p);
	limits_loosened(c, at, b, p);
	if (n && p->kind != KIND_EXPLORATORY)
		runs_loosened(b, p, l);
}

/* What sessions differ by, as bench-diff takes it from PLAN. */
static double
between_of(const struct plan *plan)
{
	return isnan(plan->between_sessions) ? POLICY_BETWEEN_SESSIONS : plan->between_sessions;
}

/* A row of what of the whole scenario, called WHAT, TEXT says, which is freed. */
static void
scenario_loosened(struct comparison *c, const char *what, struct buf *text)
{
	const struct metric m = {
	    .name = (char *)what, .gate = true, .tolerance = NAN, .threshold = NAN};

	if (text->len)
		planned_scenario_row(c, &m, buf_take(text));
	buf_free(text);
}

void
loosened_scenario(struct comparison *c, struct loosened *l)
{
	const struct plan *was = c->options->plans[0], *is = c->options->plans[1];
	struct buf text = BUF_INIT;

	if (!loosened_given(c, NULL))
		loosened_fraction(&text, "threshold", was->threshold, is->threshold);
	scenario_loosened(c, "threshold", &text);
	if (isnan(c->options->tolerance))
		loosened_fraction(&text, "tolerance", was->tolerance, is->tolerance);
	scenario_loosened(c, "tolerance", &text);
	if (isnan(c->options->between_sessions))
		loosened_fraction(
		    &text, "allowance between sessions", between_of(was), between_of(is));
	scenario_loosened(c, "between-sessions", &text);
	if (l->runs)
		buf_printf(&text, "in the current scenario %zu case%s may be measured less; %s",
		    l->runs, l->runs == 1 ? "" : "s", l->first_run);
	scenario_loosened(c, "runs", &text);
	free(l->first_run);
	loosened_policy_rows(&l->policy, c);
}

void
loosened_unknown(struct comparison *c)
{
	struct buf text = BUF_INIT;

	buf_str(&text, "the baseline's scenario cannot be read: what the current one takes away is "
		       "not known");
	scenario_loosened(c, "scenario", &text);
}
