#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "measure/row_table_parts.h"

void
row_table_begin(struct row_table *t)
{
	for (size_t i = 0; i < t->n; i++) {
		free(t->rows[i].fault);
		t->rows[i].fault = NULL;
	}
	t->values.n = 0;
	t->turn++;
}

bool
row_table_value(struct row_table *t, int row, size_t metric, double v, struct buf *why)
{
	if (!row_values_add(&t->values, (unsigned)row, (unsigned)metric, v)) {
		buf_printf(why, "there are over %d values", ROW_VALUES_MAX);
		return false;
	}
	t->rows[row].valued = t->turn;
	return true;
}

void
row_table_fail(struct row_table *t, int row, char *reason)
{
	struct reported_row *r = &t->rows[row];

	r->valued = t->turn;
	if (r->fault)
		free(reason);
	else
		r->fault = reason;
}

void
row_series_fill(struct row_series *series, size_t n)
{
	if (n > series->cap) {
		series->cap = n < 16 ? 16 : 2 * n;
		series->samples =
		    xreallocarray(series->samples, series->cap, sizeof *series->samples);
	}
	while (series->n < n)
		series->samples[series->n++] = NAN;
}

const struct row_series *
row_series_of(const struct reported_row *r, size_t metric)
{
	static const struct row_series none;

	return metric < r->nseries ? &r->series[metric] : &none;
}

struct row_series *
row_series_need(struct reported_row *r, size_t metric)
{
	if (metric >= r->nseries) {
		r->series = xreallocarray(r->series, metric + 1, sizeof *r->series);
		memset(r->series + r->nseries, 0, (metric + 1 - r->nseries) * sizeof *r->series);
		r->nseries = metric + 1;
	}
	return &r->series[metric];
}

/* Put V, of invocation INDEX, into SERIES. */
static void
series_put(struct row_series *series, size_t index, double v)
{
	row_series_fill(series, index + 1);
	series->samples[index] = v;
}

/* What is reported as OF, with others of its row and metric, comes to V in invocation INDEX; NAN:
 * to nothing, and WHY. */
static void
row_put(struct row_table *t, const struct row_value *of, double v, const char *why, size_t index,
    bool warmup)
{
	struct reported_row *r = &t->rows[of->row];

	if (isnan(v))
		row_table_fail(t, (int)of->row,
		    xasprintf("metric '%s': %s", t->metrics[of->metric]->name, why));
	else if (r->wanted && !warmup)
		series_put(row_series_need(r, of->metric), index, v);
}

/* Whether a row had a value of METRIC, which may be ROW_NONE. */
static bool
metric_seen(const struct row_table *t, int metric)
{
	for (size_t i = 0; i < t->values.n && metric != ROW_NONE; i++)
		if (t->values.list[i].metric == (size_t)metric)
			return true;
	return false;
}

/* Whether each metric was in a row, else why not. */
static bool
metrics_check(const struct row_table *t, struct buf *why)
{
	for (size_t m = 0; m < t->rule->nmetrics; m++) {
		const struct metric_rule *rule = &t->rule->metrics[m].rule;

		if (metric_seen(t, (int)m))
			continue;
		buf_printf(why, "no row has metric '%s', at '%s'", rule->name, rule->expression);
		return false;
	}
	for (size_t i = 0; i < t->rule->nnamed; i++) {
		const char *name = t->rule->named[i].name;

		if (metric_seen(t, row_table_metric_find(t, name)))
			continue;
		buf_printf(why, "no row has metric '%s', which the scenario names", name);
		return false;
	}
	return true;
}

/* How many rows were reported, and in *FAULTS how many of them have a fault. */
static size_t
rows_seen(struct row_table *t, size_t *faults)
{
	size_t seen = 0;

	*faults = 0;
	for (size_t i = 0; i < t->n; i++) {
		const struct reported_row *r = &t->rows[i];

		if (r->seen != t->turn)
			continue;
		seen++;
		if (r->valued != t->turn)
			row_table_fail(t, (int)i, xstrdup("it has none of the metrics"));
		*faults += r->fault != NULL;
	}
	return seen;
}

/* What was told of the rows counts from now on. */
static void
rows_settle(struct row_table *t, bool warmup)
{
	for (size_t i = 0; i < t->n; i++) {
		struct reported_row *r = &t->rows[i];

		if (r->seen != t->turn)
			continue;
		r->known = true;
		r->counted += !warmup;
		if (!r->failure) {
			r->failure = r->fault;
			r->fault = NULL;
		}
	}
}

bool
row_table_end(struct row_table *t, size_t index, bool warmup, struct buf *why)
{
	size_t faults, seen = rows_seen(t, &faults), at = 0;

	if (seen == 0) {
		buf_printf(why, "'%s' found no row%s", t->rule->expression,
		    t->rule->extractor == EXTRACT_HARNESS ? " that was not skipped" : "");
		return false;
	}
	/* Where every row says that it failed there is nothing else to expect. */
	if (faults < seen && !metrics_check(t, why))
		return false;
	row_values_sort(&t->values);
	while (at < t->values.n) {
		const struct row_value *first = &t->values.list[at];
		struct buf few = BUF_INIT;
		double v;

		at = row_values_reduce(
		    &t->values, at, t->metrics[first->metric]->reduction, &v, &few);
		row_put(t, first, v, few.s, index, warmup);
		buf_free(&few);
	}
	rows_settle(t, warmup);
	return true;
}

bool
row_table_past(struct row_table *t, int row, const struct entry *e, size_t n, struct buf *why)
{
	struct reported_row *r = &t->rows[row];

	r->known = true;
	for (size_t k = 0; k < e->nmetrics; k++) {
		const struct metric *m = &e->metrics[k];
		int number =
		    row_table_metric(t, m->name, m->unit ? m->unit : "", m->better, m->gate, why);

		if (number == ROW_NONE)
			return false;
		for (size_t i = 0; i < n; i++)
			series_put(row_series_need(r, (size_t)number), i, m->samples[i]);
	}
	for (size_t i = 0; i < n; i++) {
		bool any = false;

		for (size_t m = 0; m < r->nseries; m++)
			any = any || (i < r->series[m].n && !isnan(r->series[m].samples[i]));
		r->counted += any;
	}
	if (e->status == ENTRY_FAILED)
		r->failure = xstrdup(e->reason ? e->reason : "it failed before");
	r->extra = e->extra ? arena_strdup(t->arena, e->extra) : NULL;
	return true;
}
