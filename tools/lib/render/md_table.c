#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render/md_columns.h"

static void
cell_metric(struct buf *b, const struct md_column_plan *column, const struct md_shown *s)
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
	else if (column->unit && unit_factor(cell->unit, column->unit, &factor))
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
name_or_none(struct buf *b, const char *name)
{
	if (name)
		markdown_name(b, name, MARKDOWN_TEXT);
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
	name_or_none(b, raw.s);
	buf_free(&raw);
}

static void
table_row(
    struct buf *b, const struct md_columns *t, const struct md_cases *c, const struct md_shown *s)
{
	markdown_row_begin(b);
	for (size_t i = 0; i < t->n; i++) {
		const struct md_column_plan *column = &t->columns[i];

		if ((ptrdiff_t)i == t->first_metric && s->status != ENTRY_OK) {
			cell_status(b, s);
			markdown_cell_end(b);
			continue;
		}
		switch (column->field) {
		case FIELD_NAME: markdown_code(b, s->name, MARKDOWN_NAME); break;
		case FIELD_ID: markdown_code(b, s->id, MARKDOWN_TEXT); break;
		case FIELD_DESCRIPTION: text_or_none(b, s->description); break;
		case FIELD_VARIANT: name_or_none(b, s->variant); break;
		case FIELD_STATUS: cell_status(b, s); break;
		case FIELD_ITERATIONS: buf_printf(b, "%zu", s->iterations); break;
		case FIELD_PARAM: name_or_none(b, md_shown_param(s, column->key)); break;
		case FIELD_PARAMS: cell_params(b, c, s); break;
		case FIELD_METRIC: cell_metric(b, column, s); break;
		}
		markdown_cell_end(b);
	}
	markdown_row_end(b);
}

void
md_cases_table(
    struct buf *b, const struct md_cases *c, size_t shown, const struct md_options *options)
{
	struct md_columns t;
	struct column_head *heads;

	md_columns_choose(&t, c, shown, options);
	heads = xcalloc(t.n, sizeof *heads);
	for (size_t i = 0; i < t.n; i++) {
		enum field field = t.columns[i].field;
		bool right = field == FIELD_METRIC || field == FIELD_ITERATIONS;

		heads[i].title = t.columns[i].title.s;
		heads[i].align = right ? ALIGN_RIGHT : ALIGN_LEFT;
	}
	markdown_table(b, heads, t.n);
	for (size_t i = 0; i < shown; i++)
		table_row(b, &t, c, &c->shown[i]);
	if (t.hidden) {
		buf_char(b, '\n');
		md_count(b, t.hidden, "more metric");
		buf_str(b, " not shown; --metric chooses.\n");
	}
	free(heads);
	md_columns_free(&t);
}
