#include "measure/row_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "measure/row_label.h"
#include "measure/row_table_parts.h"
#include "scenario/metric_rule.h"

/* RULE, which is copied, is one more. */
static void
metric_add(struct row_table *t, const struct metric_rule *rule)
{
	struct metric_rule *copy = arena_alloc(t->arena, sizeof *copy);

	*copy = *rule;
	t->metrics = xgrow(t->metrics, t->nmetrics, &t->cap_metrics, sizeof *t->metrics);
	t->metrics[t->nmetrics++] = copy;
}

void
row_table_unit(struct row_table *t, size_t metric, const char *unit)
{
	struct metric_rule *rule = t->metrics[metric];

	if (*unit && (!*rule->unit || plan_unit_auto(rule)))
		rule->unit = arena_strdup(t->arena, unit);
}

struct row_table *
row_table_new(const struct plan_case *c)
{
	struct row_table *t = xcalloc(1, sizeof *t);

	t->c = c;
	t->rule = c->rows;
	t->ids = intern_new();
	t->arena = arena_new();
	for (size_t i = 0; i < c->rows->nmetrics; i++)
		metric_add(t, &c->rows->metrics[i].rule);
	return t;
}

void
row_table_free(struct row_table *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->n; i++) {
		for (size_t m = 0; m < t->rows[i].nseries; m++)
			free(t->rows[i].series[m].samples);
		free(t->rows[i].series);
		free(t->rows[i].fault);
		free(t->rows[i].failure);
	}
	free(t->rows);
	free(t->metrics);
	row_values_free(&t->values);
	intern_free(t->ids);
	arena_free(t->arena);
	free(t);
}

const struct rows_rule *
row_table_rule(const struct row_table *t)
{
	return t->rule;
}

const struct plan_case *
row_table_case(const struct row_table *t)
{
	return t->c;
}

static bool
params_equal(const struct reported_row *r, const struct param *params, size_t n)
{
	for (size_t i = 0; i < n && n == r->nparams; i++)
		if (strcmp(r->params[i].key, params[i].key) != 0 ||
		    strcmp(r->params[i].value, params[i].value) != 0)
			return false;
	return n == r->nparams;
}

static bool
row_wanted(const struct rows_rule *rule, const char *id)
{
	for (size_t i = 0; i < rule->nonly; i++)
		if (strcmp(rule->only[i], id) == 0)
			return true;
	return !rule->only;
}

static int
row_add(
    struct row_table *t, const char *id, const char *label, const struct param *params, size_t n)
{
	struct reported_row *r;
	char *name = xasprintf("%s/%s", t->c->name, label);

	t->rows = xgrow(t->rows, t->n, &t->cap, sizeof *t->rows);
	r = &t->rows[t->n];
	memset(r, 0, sizeof *r);
	r->id = intern_word(t->ids, id)->text;
	r->name = arena_strdup(t->arena, name);
	r->label = r->name + strlen(t->c->name) + 1;
	r->params = params_keep(t->arena, params, n);
	r->nparams = n;
	r->wanted = row_wanted(t->rule, id);
	r->gate = r->wanted && t->c->kind == KIND_REGRESSION && rows_name_gates(t->rule, label);
	free(name);
	return (int)t->n++;
}

/* The number of the row called LABEL at the N PARAMS, the case's among them, whose id is ID. */
static int
row_place(struct row_table *t, const char *id, const char *label, const struct param *params,
    size_t n, struct buf *why)
{
	const struct reported_row *known = row_table_find(t, id);

	if (known && strcmp(known->label, label) == 0 && params_equal(known, params, n))
		return (int)(known - t->rows);
	if (known)
		buf_printf(why, "two rows have the id '%s'", id);
	else if (strlen(id) > ROW_ID_MAX)
		buf_printf(why, "the id of a row has over %d bytes: '%.80s...'", ROW_ID_MAX, id);
	else if (t->n == ROWS_MAX)
		buf_printf(why, "there are over %d rows", ROWS_MAX);
	else
		return row_add(t, id, label, params, n);
	return ROW_NONE;
}

int
row_table_row(struct row_table *t, const char *label, size_t len, const struct param *params,
    size_t n, struct buf *why)
{
	size_t ncase = t->c->nparams;
	struct param *all = xcalloc(ncase + n, sizeof *all);
	char *text = row_label(label, len), *name = xasprintf("%s/%s", t->c->name, text), *id;
	int row = ROW_NONE;

	for (size_t i = 0; i < ncase + n; i++)
		all[i] = i < ncase ? t->c->params[i] : params[i - ncase];
	id = param_case_id(name, all, ncase + n);
	if (*text)
		row = row_place(t, id, text, all, ncase + n, why);
	else
		buf_str(why, "the name of a row is empty");
	if (row != ROW_NONE)
		t->rows[row].seen = t->turn;
	free(all);
	free(text);
	free(name);
	free(id);
	return row;
}

int
row_table_metric(struct row_table *t, const char *name, const char *unit, enum better better,
    bool gate, struct buf *why)
{
	int known = row_table_metric_find(t, name);
	struct metric_rule fresh = {.name = arena_strdup(t->arena, name),
	    .unit = arena_strdup(t->arena, unit),
	    .better = better,
	    .gate = gate,
	    .tolerance = t->rule->tolerance,
	    .threshold = t->rule->threshold};
	const struct metric_rule *rule;

	if (known != ROW_NONE) {
		row_table_unit(t, (size_t)known, unit);
		rule = t->metrics[known];
		if (strcmp(rule->unit, unit) == 0 && rule->better == better)
			return known;
		buf_printf(why,
		    "metric '%s' is in '%s', better when %s, and was in '%s', better when %s", name,
		    unit, better_name(better), rule->unit, better_name(rule->better));
		return ROW_NONE;
	}
	if (t->nmetrics == METRIC_RULES_MAX) {
		buf_printf(why, "there are over %d metrics", METRIC_RULES_MAX);
		return ROW_NONE;
	}
	for (size_t i = 0; i < t->c->nmetrics; i++)
		if (strcmp(t->c->metrics[i].name, name) == 0) {
			fresh.tolerance = t->c->metrics[i].tolerance;
			fresh.threshold = t->c->metrics[i].threshold;
		}
	if (rows_named(t->rule, name)) {
		fresh.tolerance = rows_named(t->rule, name)->tolerance;
		fresh.threshold = rows_named(t->rule, name)->threshold;
	}
	metric_add(t, &fresh);
	return (int)t->nmetrics - 1;
}

size_t
row_table_metrics(const struct row_table *t)
{
	return t->nmetrics;
}

const struct metric_rule *
row_table_metric_at(const struct row_table *t, size_t metric)
{
	return t->metrics[metric];
}

int
row_table_metric_find(const struct row_table *t, const char *name)
{
	for (size_t i = 0; i < t->nmetrics; i++)
		if (strcmp(t->metrics[i]->name, name) == 0)
			return (int)i;
	return ROW_NONE;
}

size_t
row_table_size(const struct row_table *t)
{
	return t->n;
}

const struct reported_row *
row_table_at(const struct row_table *t, size_t i)
{
	return &t->rows[i];
}

const struct reported_row *
row_table_find(const struct row_table *t, const char *id)
{
	const struct word *word = intern_find(t->ids, id);

	return word ? &t->rows[word->index] : NULL;
}

bool
row_table_failed(const struct row_table *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->rows[i].wanted && t->rows[i].failure)
			return true;
	return false;
}

size_t
row_table_wide(const struct row_table *t)
{
	return t->wide;
}

void
row_table_set_wide(struct row_table *t, size_t i)
{
	t->wide = i;
}

size_t
row_table_gating(const struct row_table *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		for (size_t m = 0; t->rows[i].known && t->rows[i].gate && m < t->nmetrics; m++)
			n += t->metrics[m]->gate;
	return n;
}
