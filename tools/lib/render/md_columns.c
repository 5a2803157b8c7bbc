#include "render/md_columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PARAMS_MAX = 4, METRICS_MAX = 8 }; /* columns; more parameters share one */

static struct md_column_plan *
column_add(struct md_columns *t, enum field field, const char *title)
{
	struct md_column_plan *column;

	t->columns = xgrow(t->columns, t->n, &t->cap, sizeof *t->columns);
	column = &t->columns[t->n++];
	*column = (struct md_column_plan){.field = field, .title = BUF_INIT, .scale = {1, "", ""}};
	buf_str(&column->title, "");
	markdown_text(&column->title, title, MARKDOWN_NAME);
	if (field == FIELD_METRIC && t->first_metric < 0)
		t->first_metric = (ptrdiff_t)t->n - 1;
	return column;
}

/* One scale for all the rows that are shown, when their units are the same and
 * their sizes not too different to be read in it. */
static void
scale_find(struct md_column_plan *column, const struct md_cases *c, size_t shown)
{
	const char *unit = NULL;
	double least = INFINITY, most = 0;

	for (size_t i = 0; i < shown; i++) {
		const struct md_cell *cell = md_shown_cell(&c->shown[i], column->metric);
		double size = cell ? fabs(cell->value) : NAN;

		if (!cell || !isfinite(size))
			continue;
		if (unit && strcmp(unit, cell->unit) != 0)
			return;
		unit = cell->unit;
		if (size > 0) {
			least = fmin(least, size);
			most = fmax(most, size);
		}
	}
	if (!unit || most > least * 1e4)
		return;
	column->fixed = true;
	column->scale = scale_for(most > 0 ? sqrt(least) * sqrt(most) : 0, unit);
	if (*column->scale.prefix || *column->scale.name) {
		buf_str(&column->title, " (");
		md_unit(&column->title, &column->scale);
		buf_char(&column->title, ')');
	}
}

/* What people call a metric; the unit at the end of a name is not part of that. */
static char *
metric_title(const char *name, const char *unit)
{
	size_t len = strlen(name), tail = strlen(unit) + 1;

	static const struct {
		const char *name, *title;
	} known[] = {
	    {"duration_ms", "Duration"},
	    {"memory_mb", "Memory"},
	    {"throughput", "Throughput"},
	    {"cpu_ms", "CPU time"},
	    {"user_ms", "User time"},
	    {"system_ms", "System time"},
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].name, name) == 0)
			return xstrdup(known[i].title);
	if (tail > 1 && len > tail && name[len - tail] == '_' &&
	    strcasecmp(name + len - tail + 1, unit) == 0)
		len -= tail;
	return xstrndup(name, len);
}

static void
column_add_metric(struct md_columns *t, const struct md_cases *c, size_t metric, size_t shown)
{
	char *title = metric_title(c->metrics[metric].name, c->metrics[metric].unit);
	struct md_column_plan *column = column_add(t, FIELD_METRIC, title);

	free(title);
	column->metric = metric;
	column->interval = true;
	column->digits = MD_DIGITS;
	scale_find(column, c, shown);
}

static void
column_missing(struct md_columns *t, const char *name, size_t metric)
{
	struct md_column_plan *column = column_add(t, FIELD_METRIC, name);

	column->metric = metric;
	column->key = name;
}

static void
usual_columns(
    struct md_columns *t, const struct md_cases *c, size_t shown, const struct md_options *options)
{
	size_t varying = 0, metrics = 0;

	column_add(t, FIELD_NAME, "Benchmark");
	for (size_t i = 0; i < c->nkeys; i++)
		varying += md_key_varies(c, &c->keys[i]);
	if (varying > PARAMS_MAX || c->more_keys)
		column_add(t, FIELD_PARAMS, "Parameters");
	else
		for (size_t i = 0; i < c->nkeys; i++)
			if (md_key_varies(c, &c->keys[i]))
				column_add(t, FIELD_PARAM, c->keys[i].key)->key = c->keys[i].key;
	if (c->variants)
		column_add(t, FIELD_VARIANT, "Variant");
	for (size_t i = 0; i < options->nnames; i++) {
		size_t metric = md_metric_find(c, options->names[i]);

		if (metric < c->nmetrics)
			column_add_metric(t, c, metric, shown);
		else
			column_missing(t, options->names[i], metric);
	}
	for (size_t i = 0; i < c->nmetrics && !options->nnames; i++)
		if (c->metrics[i].usual && metrics++ < METRICS_MAX)
			column_add_metric(t, c, i, shown);
	t->hidden = metrics > METRICS_MAX ? metrics - METRICS_MAX : 0;
	if (c->iterations.differs)
		column_add(t, FIELD_ITERATIONS, "n");
}

/* The unit that TITLE names at its end in parentheses; the caller owns it. NULL: none. */
static char *
title_unit(const char *title)
{
	const char *open = strrchr(title, '(');
	size_t len = strlen(title);

	if (!open || title[len - 1] != ')')
		return NULL;
	return xstrndup(open + 1, len - (size_t)(open - title) - 2);
}

/* A column that TITLE=KEY asks for: values in the unit of its title. */
static void
asked_column(struct md_columns *t, const struct md_cases *c, const struct md_column *asked)
{
	static const struct {
		const char *key;
		enum field field;
	} fields[] = {
	    {"name", FIELD_NAME},
	    {"id", FIELD_ID},
	    {"description", FIELD_DESCRIPTION},
	    {"variant", FIELD_VARIANT},
	    {"status", FIELD_STATUS},
	    {"iterations", FIELD_ITERATIONS},
	};
	const char *key = asked->key;
	struct md_column_plan *column;

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcmp(fields[i].key, key) == 0) {
			column_add(t, fields[i].field, asked->title);
			return;
		}
	if (strncmp(key, "params.", 7) == 0) {
		column_add(t, FIELD_PARAM, asked->title)->key = key + 7;
		return;
	}
	if (strncmp(key, "metrics.", 8) == 0)
		key += 8;
	column = column_add(t, FIELD_METRIC, asked->title);
	column->metric = md_metric_find(c, key);
	column->key = key;
	column->digits = MD_DIGITS + 1;
	column->unit = title_unit(asked->title);
}

void
md_columns_choose(
    struct md_columns *t, const struct md_cases *c, size_t shown, const struct md_options *options)
{
	*t = (struct md_columns){.first_metric = -1};
	for (size_t i = 0; i < options->ncolumns; i++)
		asked_column(t, c, &options->columns[i]);
	if (!options->ncolumns)
		usual_columns(t, c, shown, options);
}

void
md_columns_free(struct md_columns *t)
{
	for (size_t i = 0; i < t->n; i++) {
		buf_free(&t->columns[i].title);
		free(t->columns[i].unit);
	}
	free(t->columns);
}

void
md_columns_check(const struct md_cases *c, const struct md_options *options)
{
	struct md_columns t;

	md_columns_choose(&t, c, 0, options);
	for (size_t i = 0; i < t.n; i++) {
		const struct md_column_plan *column = &t.columns[i];
		size_t k = 0;

		if (column->field == FIELD_METRIC && column->metric >= c->nmetrics)
			warn("no benchmark has the metric '%s'", column->key);
		if (column->field != FIELD_PARAM || c->more_keys)
			continue;
		while (k < c->nkeys && strcmp(c->keys[k].key, column->key) != 0)
			k++;
		if (k == c->nkeys)
			warn("no benchmark has the parameter '%s'", column->key);
	}
	md_columns_free(&t);
}
