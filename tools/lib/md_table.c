#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "md_cases.h"

enum { PARAMS_MAX = 4, METRICS_MAX = 8 }; /* columns; more parameters share one */

enum field { NAME, ID, DESCRIPTION, VARIANT, STATUS, ITERATIONS, PARAM, PARAMS, METRIC };

struct column {
	enum field field;
	struct buf title; /* escaped */
	const char *key;  /* of PARAM */
	size_t metric;    /* of METRIC; out of range: no case has it */
	bool fixed;       /* SCALE is for all the rows */
	struct scale scale;
	bool interval; /* with its interval */
	int digits;
};

struct table {
	struct column *columns;
	size_t n, cap;
	ptrdiff_t first_metric; /* where a case without values says why, or -1 */
};

static struct column *
column_add(struct table *t, enum field field, const char *title)
{
	struct column *column;

	t->columns = xgrow(t->columns, t->n, &t->cap, sizeof *t->columns);
	column = &t->columns[t->n++];
	*column = (struct column){.field = field, .title = BUF_INIT, .scale = {1, "", ""}};
	buf_str(&column->title, "");
	markdown_text(&column->title, title, MARKDOWN_NAME);
	if (field == METRIC && t->first_metric < 0)
		t->first_metric = (ptrdiff_t)t->n - 1;
	return column;
}

/* One scale for all the rows that are shown, when their units are the same and
 * their sizes not too different to be read in it. */
static void
scale_find(struct column *column, const struct md_cases *c)
{
	const char *unit = NULL;
	double least = INFINITY, most = 0;

	for (size_t i = 0; i < c->nshown; i++) {
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

/* What people call a metric. */
static const char *
metric_title(const char *name)
{
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
			return known[i].title;
	return name;
}

static void
add_metric(struct table *t, const struct md_cases *c, size_t metric)
{
	struct column *column = column_add(t, METRIC, metric_title(c->metrics[metric].name));

	column->metric = metric;
	column->interval = true;
	column->digits = MD_DIGITS;
	scale_find(column, c);
}

static size_t
metric_find(const struct md_cases *c, const char *name)
{
	size_t i = 0;

	while (i < c->nmetrics && strcmp(c->metrics[i].name, name) != 0)
		i++;
	return i;
}

static void
usual_columns(struct table *t, const struct md_cases *c, const struct md_options *options)
{
	size_t varying = 0, metrics = 0;

	column_add(t, NAME, "Benchmark");
	for (size_t i = 0; i < c->nkeys; i++)
		varying += md_key_varies(c, &c->keys[i]);
	if (varying > PARAMS_MAX || c->more_keys)
		column_add(t, PARAMS, "Parameters");
	else
		for (size_t i = 0; i < c->nkeys; i++)
			if (md_key_varies(c, &c->keys[i]))
				column_add(t, PARAM, c->keys[i].key)->key = c->keys[i].key;
	if (c->variants)
		column_add(t, VARIANT, "Variant");
	for (size_t i = 0; i < options->nnames; i++) {
		size_t metric = metric_find(c, options->names[i]);

		if (metric < c->nmetrics)
			add_metric(t, c, metric);
		else
			column_add(t, METRIC, options->names[i])->metric = metric;
	}
	for (size_t i = 0; i < c->nmetrics && !options->nnames; i++)
		if (c->metrics[i].usual && metrics++ < METRICS_MAX)
			add_metric(t, c, i);
	if (c->iterations.differs)
		column_add(t, ITERATIONS, "n");
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
asked_column(struct table *t, const struct md_cases *c, const struct md_column *asked)
{
	static const struct {
		const char *key;
		enum field field;
	} fields[] = {
	    {"name", NAME},
	    {"id", ID},
	    {"description", DESCRIPTION},
	    {"variant", VARIANT},
	    {"status", STATUS},
	    {"iterations", ITERATIONS},
	};
	const char *key = asked->key;
	struct column *column;

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcmp(fields[i].key, key) == 0) {
			column_add(t, fields[i].field, asked->title);
			return;
		}
	if (strncmp(key, "params.", 7) == 0) {
		column_add(t, PARAM, asked->title)->key = key + 7;
		return;
	}
	if (strncmp(key, "metrics.", 8) == 0)
		key += 8;
	column = column_add(t, METRIC, asked->title);
	column->metric = metric_find(c, key);
	column->digits = MD_DIGITS + 1;
}

static void
cell_metric(
    struct buf *b, const struct column *column, const struct md_shown *s, const char *unit)
{
	const struct md_cell *cell = md_shown_cell(s, column->metric);
	struct scale scale = column->scale;
	double factor;

	if (!cell || !isfinite(cell->value)) {
		buf_str(b, MD_NONE);
		return;
	}
	if (!column->fixed && column->interval)
		scale = scale_for(cell->value, cell->unit);
	else if (column->fixed)
		scale.name = scale.prefix = "";
	else if (unit && unit_factor(cell->unit, unit, &factor))
		scale.factor = factor;
	else
		scale.name = cell->unit;
	md_quantity(b, cell->value, &scale, column->digits);
	if (column->interval && isfinite(cell->width)) {
		buf_str(b, " ±");
		percent_text(b, cell->width, false);
	}
}

static void
cell_status(struct buf *b, const struct md_shown *s)
{
	static const char *const signs[] = {
	    [ENTRY_OK] = "✅",
	    [ENTRY_FAILED] = "❌",
	    [ENTRY_TIMEOUT] = "⌛",
	    [ENTRY_SKIPPED] = "⏩",
	    [ENTRY_INTERRUPTED] = "🛑",
	};

	buf_printf(b, "%s\u00a0%s", signs[s->status], entry_status_name(s->status));
	if (s->reason) {
		buf_str(b, ": ");
		markdown_text(b, s->reason, MARKDOWN_TEXT);
	}
}

static void
text_or_none(struct buf *b, const char *text)
{
	if (text)
		markdown_text(b, text, MARKDOWN_TEXT);
	else
		buf_str(b, MD_NONE);
}

static void
cell_params(struct buf *b, const struct md_cases *c, const struct md_shown *s)
{
	struct buf raw = BUF_INIT;

	for (size_t i = 0; i < s->nparams; i++) {
		size_t k = 0;

		while (k < c->nkeys && strcmp(c->keys[k].key, s->params[i].key) != 0)
			k++;
		if (k == c->nkeys || md_key_varies(c, &c->keys[k]))
			buf_printf(&raw, "%s%s=%s", raw.len ? ", " : "", s->params[i].key,
			    s->params[i].value);
	}
	text_or_none(b, raw.s);
	buf_free(&raw);
}

static void
row(struct buf *b, const struct table *t, const struct md_cases *c, const struct md_shown *s,
    char *const *units)
{
	markdown_row_begin(b);
	for (size_t i = 0; i < t->n; i++) {
		const struct column *column = &t->columns[i];

		if ((ptrdiff_t)i == t->first_metric && s->status != ENTRY_OK) {
			cell_status(b, s);
			markdown_cell_end(b);
			continue;
		}
		switch (column->field) {
		case NAME: markdown_code(b, s->name, MARKDOWN_NAME); break;
		case ID: markdown_code(b, s->id, MARKDOWN_TEXT); break;
		case DESCRIPTION: text_or_none(b, s->description); break;
		case VARIANT: text_or_none(b, s->variant); break;
		case STATUS: cell_status(b, s); break;
		case ITERATIONS: buf_printf(b, "%zu", s->iterations); break;
		case PARAM: text_or_none(b, md_shown_param(s, column->key)); break;
		case PARAMS: cell_params(b, c, s); break;
		case METRIC: cell_metric(b, column, s, units[i]); break;
		}
		markdown_cell_end(b);
	}
	markdown_row_end(b);
}

void
md_cases_table(struct buf *b, const struct md_cases *c, const struct md_options *options)
{
	struct table t = {.first_metric = -1};
	struct column_head *heads;
	char **units;

	for (size_t i = 0; i < options->ncolumns; i++)
		asked_column(&t, c, &options->columns[i]);
	if (!options->ncolumns)
		usual_columns(&t, c, options);
	heads = xcalloc(t.n, sizeof *heads);
	units = xcalloc(t.n, sizeof *units);
	for (size_t i = 0; i < t.n; i++) {
		bool right = t.columns[i].field == METRIC || t.columns[i].field == ITERATIONS;

		heads[i].title = t.columns[i].title.s;
		heads[i].align = right ? ALIGN_RIGHT : ALIGN_LEFT;
		if (options->ncolumns)
			units[i] = title_unit(options->columns[i].title);
	}
	markdown_table(b, heads, t.n);
	for (size_t i = 0; i < c->nshown; i++)
		row(b, &t, c, &c->shown[i], units);
	for (size_t i = 0; i < t.n; i++) {
		buf_free(&t.columns[i].title);
		free(units[i]);
	}
	free(units);
	free(heads);
	free(t.columns);
}
