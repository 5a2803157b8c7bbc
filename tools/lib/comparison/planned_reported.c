#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/util.h"
#include "comparison/loosened_policy.h"
#include "comparison/planned_reported.h"
#include "scenario/rows_rule.h"

/* The name that the command of B gives the row AT, or NULL when AT is no row of B. */
static const char *
row_label_of(const struct row_case *at, const struct plan_case *b)
{
	size_t prefix = strlen(b->name);

	if (!at->reported_by || strcmp(at->reported_by, b->id) != 0 ||
	    strncmp(at->name, b->name, prefix) != 0 || at->name[prefix] != '/')
		return NULL;
	return at->name + prefix + 1;
}

/* The metric that stands for a case of the results, whose rows begin at I: the first that gates by
 * B as far as B tells; of a harness, the first. NULL: there is none. */
static const char *
row_gating_metric(const struct comparison *c, size_t i, const struct plan_case *b)
{
	const struct row_case *at = c->rows[i].at;

	for (; i < c->n && c->rows[i].at == at && c->rows[i].metric; i++) {
		const char *name = c->rows[i].metric->text;
		const struct row_metric *m = rows_metric(b->rows, name);

		if (!m || m->rule.gate)
			return name;
	}
	return NULL;
}

/* The rows that the results have and that gate by B and no more by P. Each has a metric, by which
 * a waiver can name it. */
static void
row_gates_gone(struct comparison *c, const struct plan_case *b, const struct plan_case *p)
{
	size_t n = c->n;

	for (size_t i = 0; i < n && p->rows; i++) {
		const struct row_case *at = c->rows[i].at;
		const char *label = row_label_of(at, b);

		/* The rows of a case stand together. */
		if (!label || (i > 0 && c->rows[i - 1].at == at))
			continue;
		if (rows_name_gates(b->rows, label) && !rows_name_gates(p->rows, label)) {
			const char *name = row_gating_metric(c, i, b);
			struct metric m = planned_metric(b, name ? name : "");

			planned_row_add(c, at, name ? &m : NULL, VERDICT_REMOVED,
			    "in the current scenario this row no longer gates");
		}
	}
}

/* The limit of P on that side of the same metric of the same rows as L that the value comes to
 * first, or NAN: none is set. */
static double
row_limit_now(const struct plan_case *p, const struct row_limit *l, bool max)
{
	double v = NAN;

	for (size_t i = 0; p->rows && i < p->rows->nlimits; i++) {
		const struct row_limit *now = &p->rows->limits[i];

		if (strcmp(now->limit.metric, l->limit.metric) == 0 &&
		    text_order(now->row, l->row) == 0)
			v = max ? fmin(v, now->limit.max) : fmax(v, now->limit.min);
	}
	return v;
}

/* What P does to one side of limit L of B. */
static void
row_limit_compare(struct comparison *c, const struct row_case *at, const struct plan_case *b,
    const struct plan_case *p, const struct row_limit *l, bool max)
{
	double was = max ? l->limit.max : l->limit.min, is = row_limit_now(p, l, max);
	struct metric m = planned_metric(b, l->limit.metric);
	struct buf note = BUF_INIT;

	if (isnan(was) || (!isnan(is) && !(max ? loosened_over(is, was) : loosened_over(was, is))))
		return;
	buf_printf(&note, "the current scenario %s '%s: %g' of ",
	    isnan(is) ? "no longer requires" : "requires", max ? "max" : "min",
	    isnan(is) ? was : is);
	if (l->row)
		buf_printf(&note, "rows '%s'", l->row);
	else
		buf_str(&note, "its rows");
	if (!isnan(is))
		buf_printf(&note, ", where it was %g", was);
	planned_row_add(c, at, &m, VERDICT_REMOVED, row_note_keep(c, buf_take(&note)));
}

void
planned_reported(struct comparison *c, const struct row_case *at, const struct plan_case *b,
    const struct plan_case *p)
{
	row_gates_gone(c, b, p);
	for (size_t i = 0; i < b->rows->nlimits; i++) {
		const struct row_limit *l = &b->rows->limits[i];

		if (!comparison_wants(c, l->limit.metric))
			continue;
		row_limit_compare(c, at, b, p, l, false);
		row_limit_compare(c, at, b, p, l, true);
	}
}
