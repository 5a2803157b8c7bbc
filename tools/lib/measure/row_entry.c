#include "measure/row_entry.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

static void
status_fill(const struct reported_row *r, const struct run_limits *runs, struct entry *e)
{
	char *reason;

	if (r->failure) {
		e->status = ENTRY_FAILED;
		e->reason = r->failure;
	} else if (e->status == ENTRY_OK && r->counted < runs->min) {
		/* Fewer than the least number is no measurement, whoever left the others out. */
		reason = xasprintf("reported by %zu of %zu invocations: at least %zu are needed",
		    r->counted, e->iterations, runs->min);
		e->status = ENTRY_INTERRUPTED;
		e->reason = entry_strdup(e, reason);
		free(reason);
	}
}

static void
metrics_fill(const struct row_table *t, const struct reported_row *r, struct entry *e)
{
	const struct rows_rule *rule = row_table_rule(t);

	for (size_t i = 0; i < r->nseries && e->iterations > 0; i++) {
		const struct metric_rule *from = row_table_metric_at(t, i);
		struct row_series *series = &r->series[i];
		struct metric *m;

		if (series->n == 0)
			continue;
		row_series_fill(series, e->iterations);
		m = entry_metric_add(e, from->name);
		m->unit = plan_unit_auto(from) ? NULL : entry_strdup(e, from->unit);
		m->better = from->better;
		m->gate = from->gate && rows_name_gates(rule, r->label);
		m->tolerance = from->tolerance;
		m->threshold = from->threshold;
		m->samples = series->samples;
		m->n = e->iterations;
	}
}

/* Whether limit L is one of R: it is for R by name, and where it has no names, R has its metric. */
static bool
limit_applies(const struct row_table *t, const struct row_limit *l, const struct reported_row *r)
{
	int metric = row_table_metric_find(t, l->limit.metric);

	if (l->row)
		return rows_limit_covers(l, r->label);
	return metric != ROW_NONE && row_series_of(r, (size_t)metric)->n > 0;
}

static void
limits_fill(const struct row_table *t, const struct reported_row *r, struct entry *e)
{
	const struct rows_rule *rule = row_table_rule(t);

	e->limits = entry_alloc(e, (rule->nlimits + 1) * sizeof *e->limits);
	for (size_t i = 0; i < rule->nlimits; i++)
		if (limit_applies(t, &rule->limits[i], r))
			e->limits[e->nlimits++] = rule->limits[i].limit;
}

void
row_entry_fill(const struct row_table *t, const struct reported_row *r,
    const struct run_limits *runs, struct entry *e)
{
	status_fill(r, runs, e);
	metrics_fill(t, r, e);
	limits_fill(t, r, e);
	e->extra = (char *)r->extra;
}

void
row_limits_left(const struct row_table *t, struct entry *e)
{
	const struct rows_rule *rule = row_table_rule(t);
	struct limit *all = entry_alloc(e, (e->nlimits + rule->nlimits + 1) * sizeof *all);
	size_t n = e->nlimits;

	if (n)
		memcpy(all, e->limits, n * sizeof *all);
	for (size_t i = 0; i < rule->nlimits && !rule->only; i++) {
		size_t k = 0;

		while (k < row_table_size(t) &&
		       (!row_table_at(t, k)->known ||
			   !limit_applies(t, &rule->limits[i], row_table_at(t, k))))
			k++;
		if (k == row_table_size(t))
			all[n++] = rule->limits[i].limit;
	}
	e->limits = all;
	e->nlimits = n;
}
