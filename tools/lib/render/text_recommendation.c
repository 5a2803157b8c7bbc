#include "base/text_table.h"
#include "render/recommended.h"
#include "render/text.h"

enum { FIRST_COLUMNS = 4 };

static void
cell_take(struct text_table *t, struct buf *b, enum text_paint paint)
{
	text_table_cell(t, b->s ? b->s : "", paint);
	buf_clear(b);
}

static void
row_add(struct text_table *t, const struct recommended_row *r, const struct json_at *candidates,
    size_t columns, const char *unit)
{
	struct buf raw = BUF_INIT;

	text_table_cell(t, r->id, PAINT_NONE);
	recommended_use(&raw, r);
	cell_take(t, &raw, recommended_proven(r) ? PAINT_GREEN : PAINT_YELLOW);
	recommended_proof(&raw, r);
	cell_take(t, &raw, PAINT_NONE);
	recommended_then(&raw, r);
	cell_take(t, &raw, PAINT_NONE);
	for (size_t i = 0; i < columns; i++) {
		struct json_at one = json_element(candidates, i);

		recommended_value(
		    &raw, r, json_as_text(&one), json_string_or(&r->row, "unit", unit));
		cell_take(t, &raw, PAINT_NONE);
	}
	buf_free(&raw);
}

static void
table_add(
    struct buf *b, const struct json_document *d, size_t shown, const struct text_style *style)
{
	struct text_column columns[FIRST_COLUMNS + RECOMMENDED_COLUMNS] = {
	    {.title = "benchmark", .name = true},
	    {.title = "use"},
	    {.title = "second", .text = true, .under = 2, .spare = RECOMMENDED_COLUMNS + 1},
	    {.title = "if it is missing",
		.text = true,
		.under = 2,
		.spare = RECOMMENDED_COLUMNS + 2},
	};
	struct json_at root = json_root(d), candidates = json_member(&root, "candidates");
	struct json_at goal = json_member(&root, "goal");
	size_t all = json_length(&candidates);
	size_t n = all < RECOMMENDED_COLUMNS ? all : RECOMMENDED_COLUMNS;
	struct text_table *t;

	for (size_t i = 0; i < n; i++) {
		struct json_at one = json_element(&candidates, i);

		columns[FIRST_COLUMNS + i] = (struct text_column){
		    .title = json_as_text(&one), .right = true, .spare = (int)i + 1};
	}
	t = text_table_new(style, columns, FIRST_COLUMNS + n);
	for (size_t i = 0; i < shown; i++) {
		struct recommended_row r;

		recommended_row(d, i, &r);
		row_add(t, &r, &candidates, n, json_string_or(&goal, "unit", NULL));
	}
	text_table_add(t, b);
	text_table_free(t);
}

static void
reasons_add(
    struct buf *b, const struct json_document *d, size_t shown, const struct text_style *style)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < shown; i++) {
		struct recommended_row r;

		recommended_row(d, i, &r);
		if (!r.reason)
			continue;
		buf_clear(&text);
		buf_printf(&text, "%s: %s", r.id, r.reason);
		text_paragraph(b, style, PAINT_NONE, text.s);
	}
	buf_free(&text);
}

void
text_recommendation(
    struct buf *b, const struct json_document *d, const struct text_options *options)
{
	struct json_at root = json_root(d), current = json_member(&root, "current");
	struct json_at environment = json_member(&current, "environment");
	size_t n = recommended_rows(d);
	size_t shown = n < options->md->max_rows ? n : options->md->max_rows;
	struct buf raw = BUF_INIT;

	buf_printf(&raw, "%s: ",
	    options->md->title ? options->md->title
			       : json_string_or(&root, "suite", "Recommendation"));
	recommended_goal(&raw, d);
	text_paragraph(b, &options->style, PAINT_STRONG, raw.s);
	text_environment(b, "measured on", &environment, &options->style);
	buf_char(b, '\n');
	if (shown)
		table_add(b, d, shown, &options->style);
	if (n > shown) {
		md_count(b, n - shown, "more row");
		buf_str(b, " not shown\n");
	}
	buf_char(b, '\n');
	reasons_add(b, d, shown, &options->style);
	buf_clear(&raw);
	recommended_answer(&raw, d);
	text_paragraph(b, &options->style, PAINT_NONE, raw.s);
	buf_free(&raw);
}
