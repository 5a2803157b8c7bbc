#include "render/md_row_lists.h"

#include <math.h>
#include <string.h>

#include "render/md_row_cells.h"
#include "render/md_row_note.h"

/* Cases that the one line of many inconclusive rows names. */
enum { OPEN_NAMED = 4 };

void
md_drifted(struct buf *b, struct md_range range, size_t max)
{
	size_t shown = md_range_shown(range, max);

	if (!range.n)
		return;
	buf_printf(b, "**Worse since the release** (%zu), little by little:\n\n", range.n);
	for (size_t i = 0; i < shown; i++) {
		const struct md_row *r = &range.rows[i];

		buf_str(b, "- ");
		markdown_code(b, r->id, MARKDOWN_TEXT);
		buf_char(b, ' ');
		md_row_metric(b, r, ", ");
		buf_str(b, ": ");
		md_row_drift(b, r);
		buf_char(b, '\n');
	}
	md_more(b, shown, range.n);
	buf_char(b, '\n');
}

/* What is known of R, after its metric. */
static void
add_state(struct buf *b, const struct md_row *r)
{
	struct buf reason = BUF_INIT;

	if (isfinite(r->change)) {
		buf_str(b, ": ");
		md_row_change(b, r, false);
	}
	if (isfinite(r->detectable) && !r->reason) {
		buf_str(b, "; smallest detectable change ");
		percent_text(b, r->detectable, false);
	}
	if (r->reason) {
		buf_str(b, isfinite(r->change) ? "; " : ": ");
		md_reason_set(&reason, r, r->reason);
		markdown_text(b, reason.s, MARKDOWN_TEXT);
		buf_free(&reason);
	}
}

/* R, and what is beside it: with their states, or where these are one, with that. */
static void
list_item(struct buf *b, const struct md_row *r)
{
	buf_printf(b, "- %s ", md_row_sign(r));
	markdown_code(b, r->id, MARKDOWN_TEXT);
	buf_char(b, ' ');
	for (const struct md_row *at = r; at; at = at->beside) {
		md_row_metric(b, at, ", ");
		if (!at->beside || isfinite(at->change))
			add_state(b, at);
		buf_str(b, !at->beside ? "" : isfinite(at->change) ? "; " : ", ");
	}
	buf_char(b, '\n');
}

static void
list_items(struct buf *b, struct md_range range, size_t max)
{
	size_t shown = md_range_shown(range, max);

	for (size_t i = 0; i < shown; i++)
		list_item(b, &range.rows[i]);
	md_more(b, shown, range.n);
	buf_char(b, '\n');
}

void
md_list(struct buf *b, const char *what, struct md_range range, size_t max)
{
	buf_printf(b, "**%s** (%zu):\n\n", what, range.n);
	list_items(b, range, max);
}

size_t
md_open_name(struct md_range range, size_t named, size_t *at)
{
	size_t rows = *at, from = rows;

	if (named == OPEN_NAMED || rows == range.kept)
		return 0;
	while (rows < range.kept && strcmp(range.rows[rows].id, range.rows[from].id) == 0)
		rows++;
	*at = rows;
	return rows - from;
}

void
md_detectable(struct buf *b, struct md_range range)
{
	double least = INFINITY, most = 0;

	for (size_t i = 0; i < range.kept; i++)
		if (isfinite(range.rows[i].detectable)) {
			least = fmin(least, range.rows[i].detectable);
			most = fmax(most, range.rows[i].detectable);
		}
	if (isinf(least))
		return;
	buf_str(b, "; changes under ");
	percent_text(b, least, false);
	if (most > least) {
		buf_str(b, " to ");
		percent_text(b, most, false);
	}
	buf_str(b, " could not be seen");
}

/* In HTML, which has no Markdown in it. */
static void
open_line(struct buf *b, struct md_range range)
{
	size_t named = 0, rows = 0, n;

	buf_printf(b, "%s <b>%zu inconclusive:</b> ", md_row_sign(range.rows), range.n);
	while ((n = md_open_name(range, named, &rows))) {
		buf_str(b, named++ ? ", " : "");
		markdown_code(b, range.rows[rows - n].id, MARKDOWN_NAME / 2);
	}
	if (range.n > rows)
		buf_printf(b, " and %zu more", range.n - rows);
	md_detectable(b, range);
}

void
md_open(struct buf *b, struct md_range range, size_t max)
{
	struct buf line = BUF_INIT;

	if (range.n <= MD_OPEN_SEEN) {
		md_list(b, "Inconclusive", range, max);
		return;
	}
	open_line(&line, range);
	markdown_fold_begin(b, line.s);
	list_items(b, range, max);
	markdown_fold_end(b);
	buf_free(&line);
}
