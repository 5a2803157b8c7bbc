#include "render/md_budget.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/util.h"
#include "model/schema_names.h"

enum { NOTES_SHOWN = 20 };

/* What is shown of a row. */
struct spent_row {
	const char *id, *metric, *state; /* borrowed */
	double spent, low, high;
	size_t place;
};

struct json_document *
budget_shown_load(FILE *f, const char *name)
{
	return json_document_read(f, name, BUDGET_SCHEMA);
}

static bool
is_over(const struct spent_row *r)
{
	return strcmp(r->state, "overdrawn") == 0;
}

static struct spent_row
spent_row_read(const struct json_at *row, size_t place)
{
	struct json_at ci = json_member(row, "ci"), low, high;
	struct spent_row r = {json_string_of(row, "id"), json_string_of(row, "metric"),
	    json_string_of(row, "state"), json_number_or(row, "spent", NAN), NAN, NAN, place};

	if (json_kind(&ci) != JSON_ARRAY || json_length(&ci) != 2)
		return r;
	low = json_element(&ci, 0);
	high = json_element(&ci, 1);
	r.low = json_as_number(&low);
	r.high = json_as_number(&high);
	return r;
}

static int
spent_row_order(const void *a, const void *b)
{
	const struct spent_row *x = a, *y = b;

	if (x->spent != y->spent)
		return x->spent > y->spent ? -1 : 1;
	return x->place < y->place ? -1 : 1;
}

/* The *N rows of ROOT, those that spent most first, and how many are OVER; the caller owns the
 * array. */
static struct spent_row *
spent_rows(const struct json_at *root, size_t *n, size_t *over)
{
	struct json_at list = json_member(root, "rows");
	struct spent_row *rows;

	*n = json_length(&list);
	*over = 0;
	rows = xcalloc(*n, sizeof *rows);
	for (size_t i = 0; i < *n; i++) {
		struct json_at row = json_element(&list, i);

		rows[i] = spent_row_read(&row, i);
		*over += is_over(&rows[i]);
	}
	if (*n)
		qsort(rows, *n, sizeof *rows, spent_row_order);
	return rows;
}

/* "3.1 % [2.7 %, 3.5 %]"; of counts the number alone. */
static void
spent_add(struct buf *b, const struct spent_row *r)
{
	percent_text(b, r->spent, false);
	if (!(r->high > r->low))
		return;
	buf_str(b, " [");
	percent_number(b, r->low, false);
	buf_str(b, ", ");
	percent_number(b, r->high, false);
	buf_char(b, ']');
}

/* "3 % a row", and of which release. */
static void
allowance_add(struct buf *b, const struct json_at *root)
{
	percent_set(b, json_number_or(root, "allowance", NAN));
	buf_str(b, " a row");
}

static void
title_text(struct buf *b, const struct json_at *root, size_t n, size_t over)
{
	if (over)
		buf_printf(b, "%zu of %zu row%s overdrawn", over, n, n == 1 ? "" : "s");
	else
		buf_str(b, n ? "no row is overdrawn" : "nothing is booked");
	buf_str(b, ", of ");
	allowance_add(b, root);
}

static const char *
spent_sign(const struct spent_row *r)
{
	if (is_over(r))
		return "🔴";
	return strcmp(r->state, "near") == 0 ? "🟡" : "🟢";
}

void
md_budget(struct buf *b, const struct json_document *d, const struct md_options *options)
{
	struct json_at root = json_root(d);
	const char *release = json_string_or(&root, "release", NULL);
	size_t n, over, shown;
	struct spent_row *rows = spent_rows(&root, &n, &over);

	buf_str(b, "## ");
	markdown_text(b, options->title ? options->title : "Regression budget", MARKDOWN_NAME);
	if (release) {
		buf_str(b, " of ");
		markdown_code(b, release, MARKDOWN_NAME);
	}
	buf_str(b, ": ");
	title_text(b, &root, n, over);
	buf_str(b, "\n\n");
	shown = n < options->max_rows ? n : options->max_rows;
	if (shown)
		buf_str(b, "| | Benchmark | Metric | Spent |\n| --- | --- | --- | ---: |\n");
	for (size_t i = 0; i < shown; i++) {
		buf_printf(b, "| %s | ", spent_sign(&rows[i]));
		markdown_code(b, rows[i].id, MARKDOWN_NAME);
		buf_str(b, " | ");
		markdown_code(b, rows[i].metric, MARKDOWN_NAME);
		buf_str(b, " | ");
		spent_add(b, &rows[i]);
		buf_str(b, " |\n");
	}
	md_more(b, shown, n);
	free(rows);
}

void
text_budget(struct buf *b, const struct json_document *d, const struct text_options *options)
{
	struct json_at root = json_root(d);
	const char *release = json_string_or(&root, "release", NULL);
	struct buf line = BUF_INIT;
	size_t n, over, shown;
	struct spent_row *rows = spent_rows(&root, &n, &over);

	shown = n < options->md->max_rows ? n : options->md->max_rows;
	for (size_t i = 0; i < shown; i++) {
		buf_clear(&line);
		buf_printf(&line, "%s %s: %s, ", rows[i].id, rows[i].metric, rows[i].state);
		spent_add(&line, &rows[i]);
		buf_str(&line, " spent");
		text_paragraph(b, &options->style, PAINT_NONE, line.s);
	}
	if (n > shown) {
		md_count(b, n - shown, "more row");
		buf_str(b, " not shown\n");
	}
	buf_clear(&line);
	buf_printf(&line, "budget%s%s: ", release ? " of " : "", release ? release : "");
	title_text(&line, &root, n, over);
	text_paragraph(b, &options->style, over ? PAINT_RED : PAINT_GREEN, line.s);
	buf_free(&line);
	free(rows);
}

void
md_budget_note(struct buf *b, const struct json_at *root)
{
	struct json_at budget = json_member(root, "budget");
	const char *release;
	struct spent_row *rows;
	size_t n, over;

	if (json_kind(&budget) != JSON_OBJECT)
		return;
	release = json_string_or(&budget, "release", NULL);
	rows = spent_rows(&budget, &n, &over);
	if (n) {
		buf_str(b, "**Budget**");
		if (release) {
			buf_str(b, " of release ");
			markdown_code(b, release, MARKDOWN_NAME);
		}
		buf_str(b, ", ");
		allowance_add(b, &budget);
		buf_str(b, ", with this change:\n\n");
	}
	for (size_t i = 0; i < n && i < NOTES_SHOWN; i++) {
		buf_printf(b, "- %s ", spent_sign(&rows[i]));
		markdown_code(b, rows[i].id, MARKDOWN_NAME);
		buf_char(b, ' ');
		markdown_code(b, rows[i].metric, MARKDOWN_NAME);
		buf_printf(b, " is %s: ", is_over(&rows[i]) ? "overdrawn" : "near its end");
		spent_add(b, &rows[i]);
		buf_str(b, " spent\n");
	}
	if (n > NOTES_SHOWN)
		buf_printf(b, "- and %zu more\n", n - NOTES_SHOWN);
	if (n)
		buf_char(b, '\n');
	free(rows);
}

void
text_budget_note(struct buf *b, const struct json_at *root, const struct text_style *style)
{
	struct json_at budget = json_member(root, "budget");
	struct buf line = BUF_INIT;
	struct spent_row *rows;
	size_t n, over;

	if (json_kind(&budget) != JSON_OBJECT)
		return;
	rows = spent_rows(&budget, &n, &over);
	for (size_t i = 0; i < n && i < NOTES_SHOWN; i++) {
		buf_clear(&line);
		buf_printf(&line, "budget of %s %s: %s, ", rows[i].id, rows[i].metric,
		    is_over(&rows[i]) ? "overdrawn" : "near its end");
		spent_add(&line, &rows[i]);
		buf_str(&line, " spent of ");
		allowance_add(&line, &budget);
		text_paragraph(b, style, is_over(&rows[i]) ? PAINT_RED : PAINT_YELLOW, line.s);
	}
	if (n)
		buf_char(b, '\n');
	buf_free(&line);
	free(rows);
}
