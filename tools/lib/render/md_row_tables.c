#include "render/md_row_tables.h"

#include <math.h>
#include <string.h>

#include "render/md_row_cells.h"
#include "render/md_row_note.h"
#include "render/md_why.h"

enum { CHANGED_SEEN = 10 }; /* rows that changed and are not folded */

/* The columns that not every table has. */
struct table_parts {
	bool severity, drift, note;
};

static void
table_row(struct buf *b, const struct md_row *r, const struct table_parts *parts)
{
	markdown_row_begin(b);
	md_cell_benchmark(b, r, parts->severity);
	markdown_cell_end(b);
	md_cell_metrics(b, r);
	markdown_cell_end(b);
	md_cell_values(b, r);
	markdown_cell_end(b);
	md_cell_changes(b, r, parts->severity);
	markdown_cell_end(b);
	if (parts->drift) {
		md_cell_drifts(b, r);
		markdown_cell_end(b);
	}
	if (parts->severity) {
		md_cell_severity(b, r);
		markdown_cell_end(b);
	}
	if (parts->note) {
		md_row_note(b, r);
		markdown_cell_end(b);
	}
	markdown_row_end(b);
}

/* Whether some of the N rows at ROWS, or of those beside them, have what HAS asks for. */
static bool
some_row(const struct md_row *rows, size_t n, bool (*has)(const struct md_row *))
{
	for (size_t i = 0; i < n; i++)
		for (const struct md_row *r = &rows[i]; r; r = r->beside)
			if (has(r))
				return true;
	return false;
}

static bool
has_drift(const struct md_row *r)
{
	return r->drifts;
}

/* The N rows at ROWS. */
static void
table_of_rows(struct buf *b, const struct md_row *rows, size_t n, struct table_parts parts)
{
	struct column_head heads[7] = {
	    {"Benchmark", ALIGN_LEFT},
	    {"Metric", ALIGN_LEFT},
	    {"Baseline → current", ALIGN_RIGHT},
	    {"Change", ALIGN_RIGHT},
	};
	size_t columns = 4;

	if (!n)
		return;
	if (parts.drift)
		heads[columns++] = (struct column_head){"Since the release", ALIGN_RIGHT};
	if (parts.severity)
		heads[columns++] = (struct column_head){"Severity", ALIGN_LEFT};
	if (parts.note)
		heads[columns++] = (struct column_head){"Note", ALIGN_LEFT};
	markdown_table(b, heads, columns);
	for (size_t i = 0; i < n; i++)
		table_row(b, &rows[i], &parts);
}

static void
add_notes(struct buf *b, const struct md_row *rows, size_t n)
{
	size_t notes = 0;

	for (size_t i = 0; i < n; i++)
		for (const struct md_row *r = &rows[i]; r; r = r->beside) {
			if (!md_row_has_note(r))
				continue;
			notes++;
			buf_str(b, "- ");
			markdown_code(b, r->id, MARKDOWN_TEXT);
			buf_char(b, ' ');
			markdown_code(b, r->metric ? r->metric : "?", MARKDOWN_NAME);
			buf_str(b, ": ");
			md_row_note(b, r);
			buf_char(b, '\n');
		}
	if (notes)
		buf_char(b, '\n');
}

void
md_confirmed(struct buf *b, struct md_range range, bool elsewhere)
{
	const char *measured = elsewhere ? "on a second machine too" : "again";
	const char *there = elsewhere ? " there" : "";
	size_t worse = 0, confirmed = 0;

	for (size_t i = 0; i < range.kept; i++) {
		const struct md_row *r = &range.rows[i];

		if (r->verdict != VERDICT_REGRESSION && r->verdict != VERDICT_WORSE)
			continue;
		worse++;
		confirmed += elsewhere ? md_row_elsewhere(r) : md_row_confirmed(r);
	}
	if (!confirmed)
		return;
	if (confirmed == worse)
		buf_printf(
		    b, "What got worse was measured %s, and is confirmed%s.", measured, there);
	else
		buf_printf(b,
		    "%zu of the %zu rows that got worse were measured %s and are "
		    "confirmed%s.",
		    confirmed, worse, measured, there);
}

static void
confirmed_paragraph(struct buf *b, struct md_range range, bool elsewhere)
{
	size_t start = b->len;

	md_confirmed(b, range, elsewhere);
	if (b->len > start)
		buf_str(b, "\n\n");
}

size_t
md_range_shown(struct md_range range, size_t max)
{
	return range.kept < max ? range.kept : max;
}

void
md_table_changed(struct buf *b, struct md_range range, size_t max)
{
	size_t shown = md_range_shown(range, max),
	       seen = shown > CHANGED_SEEN ? CHANGED_SEEN : shown;
	struct table_parts parts = {
	    .severity = true, .drift = some_row(range.rows, shown, has_drift)};

	table_of_rows(b, range.rows, seen, parts);
	if (seen)
		buf_char(b, '\n');
	if (shown > seen) {
		struct buf summary = BUF_INIT;

		md_count(&summary, shown - seen, "more row");
		buf_str(&summary, " that changed");
		markdown_fold_begin(b, summary.s);
		table_of_rows(b, range.rows + seen, shown - seen, parts);
		buf_char(b, '\n');
		markdown_fold_end(b);
		buf_free(&summary);
	}
	if (range.n > shown) {
		md_more(b, shown, range.n);
		buf_char(b, '\n');
	}
	add_notes(b, range.rows, shown);
	md_why(b, range.rows, shown);
	confirmed_paragraph(b, range, false);
	confirmed_paragraph(b, range, true);
}

void
md_table_folded(struct buf *b, struct md_range range, size_t max)
{
	size_t shown = md_range_shown(range, max);
	struct table_parts parts = {.severity = range.rows[0].verdict != VERDICT_EQUIVALENT,
	    .drift = some_row(range.rows, shown, has_drift),
	    .note = some_row(range.rows, shown, md_row_has_note)};

	table_of_rows(b, range.rows, shown, parts);
	md_more(b, shown, range.n);
	buf_char(b, '\n');
}
