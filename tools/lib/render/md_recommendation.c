#include "render/md_recommendation.h"

#include <math.h>

#include "render/recommended.h"

enum { FIRST_COLUMNS = 4 };

/* End a cell with the plain text in RAW, which is emptied. */
static void
cell_end(struct buf *b, struct buf *raw)
{
	if (raw->len)
		markdown_text(b, raw->s, MARKDOWN_TEXT);
	buf_clear(raw);
	markdown_cell_end(b);
}

static void
heading(struct buf *b, const struct json_document *d, const struct md_options *options)
{
	struct json_at root = json_root(d);
	struct buf raw = BUF_INIT;

	buf_str(b, "## ");
	markdown_text(b,
	    options->title ? options->title : json_string_or(&root, "suite", "Recommendation"),
	    MARKDOWN_NAME);
	buf_str(b, ": ");
	recommended_goal(&raw, d);
	markdown_text(b, raw.s, MARKDOWN_TEXT);
	buf_str(b, "\n\n");
	buf_clear(&raw);
	recommended_answer(&raw, d);
	markdown_text(b, raw.s, MARKDOWN_TEXT);
	buf_str(b, ".\n\n");
	buf_free(&raw);
}

static void
row_add(struct buf *b, const struct recommended_row *r, const struct json_at *candidates,
    size_t columns, const char *unit)
{
	struct buf raw = BUF_INIT;

	markdown_row_begin(b);
	markdown_code(b, r->id, MARKDOWN_TEXT);
	markdown_cell_end(b);
	buf_printf(b, "%s\u00a0", recommended_sign(r));
	recommended_use(&raw, r);
	cell_end(b, &raw);
	recommended_proof(&raw, r);
	cell_end(b, &raw);
	recommended_then(&raw, r);
	cell_end(b, &raw);
	for (size_t i = 0; i < columns; i++) {
		struct json_at one = json_element(candidates, i);

		recommended_value(
		    &raw, r, json_as_text(&one), json_string_or(&r->row, "unit", unit));
		cell_end(b, &raw);
	}
	markdown_row_end(b);
	buf_free(&raw);
}

static void
matrix(struct buf *b, const struct json_document *d, size_t shown)
{
	struct column_head heads[FIRST_COLUMNS + RECOMMENDED_COLUMNS] = {
	    {"Benchmark", ALIGN_LEFT},
	    {"Use", ALIGN_LEFT},
	    {"Second", ALIGN_LEFT},
	    {"If it is missing", ALIGN_LEFT},
	};
	struct buf titles[RECOMMENDED_COLUMNS] = {BUF_INIT};
	struct json_at root = json_root(d), candidates = json_member(&root, "candidates");
	struct json_at goal = json_member(&root, "goal");
	size_t all = json_length(&candidates);
	size_t columns = all < RECOMMENDED_COLUMNS ? all : RECOMMENDED_COLUMNS;

	for (size_t i = 0; i < columns; i++) {
		struct json_at one = json_element(&candidates, i);

		markdown_text(&titles[i], json_as_text(&one), MARKDOWN_NAME);
		heads[FIRST_COLUMNS + i] = (struct column_head){titles[i].s, ALIGN_RIGHT};
	}
	markdown_table(b, heads, FIRST_COLUMNS + columns);
	for (size_t i = 0; i < shown; i++) {
		struct recommended_row r;

		recommended_row(d, i, &r);
		row_add(b, &r, &candidates, columns, json_string_or(&goal, "unit", NULL));
	}
	if (all > columns) {
		buf_char(b, '\n');
		md_count(b, all - columns, "more candidate");
		buf_str(b, " not shown.\n");
	}
	for (size_t i = 0; i < columns; i++)
		buf_free(&titles[i]);
}

/* Over all rows: a line for each candidate. */
static void
overall(struct buf *b, const struct json_document *d)
{
	static const struct column_head heads[] = {{"Over all", ALIGN_LEFT}, {"Rows", ALIGN_RIGHT},
	    {"Best with proof", ALIGN_RIGHT}, {"Tied", ALIGN_RIGHT},
	    {"From the best, mean", ALIGN_RIGHT}};
	struct json_at root = json_root(d), list = json_member(&root, "overall");
	size_t n = json_length(&list);
	struct buf raw = BUF_INIT;

	if (n == 0)
		return;
	buf_char(b, '\n');
	markdown_table(b, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n && i < RECOMMENDED_COLUMNS; i++) {
		struct json_at one = json_element(&list, i);

		markdown_row_begin(b);
		buf_str(&raw, json_string_of(&one, "candidate"));
		cell_end(b, &raw);
		buf_printf(b, "%zu", json_count_or(&one, "rows", 0));
		markdown_cell_end(b);
		buf_printf(b, "%zu", json_count_or(&one, "best", 0));
		markdown_cell_end(b);
		buf_printf(b, "%zu", json_count_or(&one, "tied", 0));
		markdown_cell_end(b);
		percent_text(&raw, json_number_or(&one, "mean_change", NAN), true);
		cell_end(b, &raw);
		markdown_row_end(b);
	}
	buf_free(&raw);
}

static void
reasons(struct buf *b, const struct json_document *d, size_t shown)
{
	for (size_t i = 0; i < shown; i++) {
		struct recommended_row r;

		recommended_row(d, i, &r);
		if (!r.reason)
			continue;
		buf_str(b, "- ");
		markdown_code(b, r.id, MARKDOWN_TEXT);
		buf_str(b, ": ");
		markdown_text(b, r.reason, MARKDOWN_TEXT);
		buf_char(b, '\n');
	}
}

void
md_recommendation(struct buf *b, const struct json_document *d, const struct md_options *options)
{
	struct json_at root = json_root(d), current = json_member(&root, "current");
	struct json_at environment = json_member(&current, "environment");
	size_t n = recommended_rows(d), shown = n < options->max_rows ? n : options->max_rows;

	heading(b, d, options);
	if (shown)
		matrix(b, d, shown);
	md_more(b, shown, n);
	buf_str(b, "\nWhat it says: ");
	markdown_text(b, RECOMMENDED_MEANING, 2 * MARKDOWN_TEXT);
	buf_str(b, ".\n\n");
	reasons(b, d, shown);
	overall(b, d);
	if (current.node) {
		buf_str(b, "\n**Measured on:** ");
		md_environment(b, &environment, json_string_or(&current, "timestamp", NULL));
		buf_char(b, '\n');
	}
}
