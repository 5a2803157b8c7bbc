#include "comparison/comparison_planned.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "comparison/comparison_loosened.h"
#include "comparison/planned_reported.h"
#include "comparison/planned_row.h"

/* What can be looked up by id: the cases of the current plan, and those of the rows. */
struct planned_index {
	const struct plan_case **cases;
	const struct row_case **seen;
	size_t ncases, nseen;
};

static int
planned_order(const void *a, const void *b)
{
	return strcmp(
	    (*(const struct plan_case *const *)a)->id, (*(const struct plan_case *const *)b)->id);
}

static int
seen_order(const void *a, const void *b)
{
	return strcmp(
	    (*(const struct row_case *const *)a)->id, (*(const struct row_case *const *)b)->id);
}

static void
planned_index_init(struct planned_index *x, const struct comparison *c, const struct plan *current)
{
	*x = (struct planned_index){NULL, NULL, current->ncases, 0};
	x->cases = xcalloc(x->ncases, sizeof *x->cases);
	x->seen = xcalloc(c->n, sizeof *x->seen);
	for (size_t i = 0; i < x->ncases; i++)
		x->cases[i] = &current->cases[i];
	/* The rows of a case stand together. */
	for (size_t i = 0; i < c->n; i++)
		if (!x->nseen || x->seen[x->nseen - 1] != c->rows[i].at)
			x->seen[x->nseen++] = c->rows[i].at;
	qsort(x->cases, x->ncases, sizeof *x->cases, planned_order);
	qsort(x->seen, x->nseen, sizeof *x->seen, seen_order);
}

static const struct plan_case *
index_planned(const struct planned_index *x, const char *id)
{
	const struct plan_case key = {.id = (char *)id}, *k = &key, **at;

	at = bsearch(&k, x->cases, x->ncases, sizeof *x->cases, planned_order);
	return at ? *at : NULL;
}

static const struct row_case *
index_seen(const struct planned_index *x, const char *id)
{
	const struct row_case key = {.id = id}, *k = &key, **at;

	at = bsearch(&k, x->seen, x->nseen, sizeof *x->seen, seen_order);
	return at ? *at : NULL;
}

static void
case_gone(struct comparison *c, const struct plan_case *b)
{
	size_t n;
	struct metric *metrics = planned_gating(c, b, &n);

	planned_row_add(c, planned_case_keep(c, b, true, false), n ? &metrics[0] : NULL,
	    VERDICT_REMOVED, "the current scenario no longer has this case");
	free(metrics);
}

static void
metrics_gone(struct comparison *c, const struct row_case *at, const struct plan_case *b,
    const struct plan_case *p)
{
	size_t n;
	struct metric *metrics = planned_gating(c, b, &n);

	for (size_t i = 0; i < n; i++) {
		bool gates, measured = planned_measures(p, metrics[i].name, &gates);

		if (!measured)
			planned_row_add(c, at, &metrics[i], VERDICT_REMOVED,
			    "the current scenario no longer has this metric");
		else if (p->kind == KIND_EXPLORATORY)
			planned_row_add(c, at, &metrics[i], VERDICT_REMOVED,
			    "in the current scenario this case is exploratory: it no longer gates");
		else if (!gates)
			planned_row_add(c, at, &metrics[i], VERDICT_REMOVED,
			    "in the current scenario this metric no longer gates");
	}
	free(metrics);
}

/* Whether P sets a limit on NAME on that side. */
static bool
case_limits(const struct plan_case *p, const char *name, bool max)
{
	for (size_t i = 0; i < p->nlimits; i++)
		if (strcmp(p->limits[i].metric, name) == 0 &&
		    !isnan(max ? p->limits[i].max : p->limits[i].min))
			return true;
	return false;
}

static void
limit_gone(struct comparison *c, const struct row_case *at, const struct plan_case *b,
    const struct limit *l, bool max)
{
	struct metric m = planned_metric(b, l->metric);
	char *note = xasprintf("the current scenario no longer requires '%s: %g'",
	    max ? "max" : "min", max ? l->max : l->min);

	planned_row_add(c, at, &m, VERDICT_REMOVED, row_note_keep(c, note));
}

static void
limits_gone(struct comparison *c, const struct row_case *at, const struct plan_case *b,
    const struct plan_case *p)
{
	for (size_t i = 0; i < b->nlimits; i++) {
		const struct limit *l = &b->limits[i];

		if (!comparison_wants(c, l->metric))
			continue;
		if (!isnan(l->min) && !case_limits(p, l->metric, false))
			limit_gone(c, at, b, l, false);
		if (!isnan(l->max) && !case_limits(p, l->metric, true))
			limit_gone(c, at, b, l, true);
	}
}

void
comparison_planned(struct comparison *c)
{
	const struct plan *baseline = c->options->plans[0], *current = c->options->plans[1];
	struct loosened loosened = {0};
	struct planned_index x;

	if (!current)
		return;
	planned_index_init(&x, c, current);
	for (size_t i = 0; baseline && i < baseline->ncases; i++) {
		const struct plan_case *b = &baseline->cases[i], *p = index_planned(&x, b->id);
		const struct row_case *seen = index_seen(&x, b->id), *at;

		if (!p && !(seen && !seen->in_current))
			case_gone(c, b);
		if (!p)
			continue;
		at = planned_case_keep(c, b, true, true);
		metrics_gone(c, at, b, p);
		limits_gone(c, at, b, p);
		loosened_case(c, at, b, p, &loosened);
		if (b->rows)
			planned_reported(c, at, b, p);
	}
	if (baseline)
		loosened_scenario(c, &loosened);
	if (c->options->no_plan == NO_PLAN_UNREADABLE)
		loosened_unknown(c);
	for (size_t i = 0; c->options->nmetrics == 0 && i < current->ncases; i++)
		if (!index_seen(&x, current->cases[i].id))
			planned_row_add(c, planned_case_keep(c, &current->cases[i], false, true),
			    NULL, VERDICT_UNMEASURED, "it was planned, and no result has it");
	free(x.cases);
	free(x.seen);
}
