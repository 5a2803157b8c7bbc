#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "model/verdict.h"
#include "page/svg.h"
#include "page/svg_charts.h"

enum { WIDTH = 760, ROW = 24, TOP = 56, BOTTOM = 24, LEFT = 300, RIGHT = 90, MARKS = 6 };

struct change {
	char *label;
	double change, low, high; /* LOW is NAN: no interval */
	enum verdict verdict;
};

struct changes {
	struct change *at;
	size_t n, cap;
	double low, high; /* of the axis */
};

static void
changes_add(struct changes *changes, const struct json_at *row)
{
	struct json_at ci = json_member(row, "ci");
	struct change *c;

	changes->at = xgrow(changes->at, changes->n, &changes->cap, sizeof *changes->at);
	c = &changes->at[changes->n++];
	c->label =
	    xasprintf("%s, %s", json_string_of(row, "id"), json_string_or(row, "metric", ""));
	c->change = json_number_of(row, "change");
	c->low = c->high = NAN;
	c->verdict = row_verdict(row);
	if (json_kind(&ci) == JSON_ARRAY && json_length(&ci) == 2) {
		struct json_at low = json_element(&ci, 0), high = json_element(&ci, 1);

		c->low = json_as_number(&low);
		c->high = json_as_number(&high);
	}
}

/* The most important first: verdicts come in the order of a document's summary. */
static int
by_importance(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	double sx = fabs(x->change), sy = fabs(y->change);
	bool even = x->verdict == VERDICT_EQUIVALENT, other = y->verdict == VERDICT_EQUIVALENT;

	if (even != other)
		return even - other;
	return sx > sy ? -1 : sx < sy ? 1 : strcmp(x->label, y->label);
}

static void
changes_span(struct changes *changes)
{
	changes->low = -0.05;
	changes->high = 0.05;
	for (size_t i = 0; i < changes->n; i++) {
		const struct change *c = &changes->at[i];

		/* Of a NAN and a number fmin() is the number. */
		changes->low = fmin(changes->low, fmin(c->change, c->low));
		changes->high = fmax(changes->high, fmax(c->change, c->high));
	}
	changes->low *= 1.05;
	changes->high *= 1.05;
}

static double
change_x(const struct changes *changes, double v)
{
	return LEFT + (v - changes->low) / (changes->high - changes->low) * (WIDTH - LEFT - RIGHT);
}

static const char *
verdict_class(enum verdict verdict)
{
	if (verdict == VERDICT_REGRESSION || verdict == VERDICT_WORSE)
		return "worse";
	return verdict == VERDICT_IMPROVEMENT || verdict == VERDICT_BETTER ? "better" : "even";
}

static void
change_draw(struct buf *b, const struct changes *changes, size_t i)
{
	const struct change *c = &changes->at[i];
	const char *class = verdict_class(c->verdict);
	double y = TOP + (double)i * ROW + ROW / 2.0;
	struct buf text = BUF_INIT;

	svg_text_within(b, "text", LEFT - 10, y + 4, SVG_END, LEFT - 26, c->label);
	if (!isnan(c->low))
		svg_line(b, class, change_x(changes, c->low), y, change_x(changes, c->high), y);
	svg_dot(b, class, change_x(changes, c->change), y, 4);
	percent_text(&text, c->change, true);
	svg_text(b, class, WIDTH - 12, y + 4, SVG_END, text.s);
	buf_free(&text);
}

static void
axis_draw(struct buf *b, const struct changes *changes, double bottom)
{
	double step = svg_mark_step(changes->low, changes->high, MARKS);

	for (double k = ceil(changes->low / step); k * step <= changes->high; k++) {
		struct buf text = BUF_INIT;
		double x = change_x(changes, k * step);

		percent_text(&text, k * step, true);
		svg_line(b, "grid", x, TOP - 6, x, bottom);
		svg_text(b, "muted", x, TOP - 12, SVG_MIDDLE, text.s);
		buf_free(&text);
	}
}

static void
changes_draw(struct buf *b, struct changes *changes, const char *title, size_t rows)
{
	size_t n = changes->n < rows ? changes->n : rows;
	double bottom = TOP + (double)n * ROW;

	qsort(changes->at, changes->n, sizeof *changes->at, by_importance);
	svg_begin(b, WIDTH, bottom + BOTTOM, title);
	svg_text_within(b, "heading", 12, 22, SVG_START, WIDTH - 120, title);
	axis_draw(b, changes, bottom);
	for (size_t i = 0; i < n; i++)
		change_draw(b, changes, i);
	if (n < changes->n) {
		char *more = xasprintf("and %zu more", changes->n - n);

		svg_text(b, "muted", LEFT - 10, bottom + 14, SVG_END, more);
		free(more);
	}
	svg_end(b);
}

bool
svg_changes(struct buf *b, struct comparison_reader *r, const struct svg_wanted *wanted)
{
	struct json_at head = json_root(comparison_reader_head(r)), row;
	const char *title =
	    wanted->title ? wanted->title : json_string_or(&head, "suite", "changes");
	struct changes changes = {.at = NULL};

	while (comparison_reader_next(r, &row)) {
		struct json_at change = json_member(&row, "change");

		if (json_kind(&change) == JSON_NUMBER &&
		    (!wanted->id || strcmp(json_string_of(&row, "id"), wanted->id) == 0) &&
		    (!wanted->metric ||
			strcmp(json_string_or(&row, "metric", ""), wanted->metric) == 0))
			changes_add(&changes, &row);
	}
	changes_span(&changes);
	if (changes.n)
		changes_draw(b, &changes, title, wanted->rows);
	for (size_t i = 0; i < changes.n; i++)
		free(changes.at[i].label);
	free(changes.at);
	return changes.n > 0;
}
