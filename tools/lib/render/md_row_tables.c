#include "render/md_row_tables.h"

#include <math.h>
#include <string.h>

static void
cell_verdict(struct buf *b, const struct md_row *r)
{
	buf_printf(b, "%s\u00a0%s", md_row_sign(r), verdict_name(r->verdict));
	if (r->severity)
		buf_printf(b, ",<br>%s", severity_name(r->severity));
	markdown_cell_end(b);
}

/* What the row is judged by, where it is not what the document says for all: "threshold 3 %",
 * after BEFORE. */
static void
add_limits(struct buf *b, const struct md_row *r, const char *before)
{
	if (!isnan(r->own_threshold)) {
		buf_printf(b, "%sthreshold\u00a0", before);
		percent_set(b, r->own_threshold);
		before = ", ";
	}
	if (!isnan(r->own_tolerance)) {
		buf_printf(b, "%stolerance\u00a0", before);
		percent_set(b, r->own_tolerance);
	}
}

/* Whether R is about something that was taken away, which has no direction to go. */
static bool
was_removed(const struct md_row *r)
{
	return r->verdict == VERDICT_REMOVED ||
	       (r->accept && strcmp(r->accept, verdict_name(VERDICT_REMOVED)) == 0);
}

/* The metric, and after SEPARATOR what it is judged by. */
static void
row_cell_metric(struct buf *b, const struct md_row *r, const char *separator)
{
	if (!r->metric) {
		buf_str(b, MD_NONE);
		return;
	}
	markdown_code(b, r->metric, MARKDOWN_NAME);
	if (!was_removed(r))
		buf_str(b, md_arrow(r->better));
	if (r->look) {
		buf_str(b, " by ");
		markdown_code(b, r->look, MARKDOWN_NAME);
	}
	if (isfinite(r->change))
		add_limits(b, r, separator);
}

/* "**+12.4 %** [+9.8, +15.1]" */
static void
add_interval(struct buf *b, double change, double low, double high, bool strong, double limit)
{
	const char *mark = strong && isfinite(change) ? "**" : "";

	buf_str(b, mark);
	percent_beside(b, change, true, limit);
	if (isfinite(change))
		buf_str(b, "\u00a0%");
	buf_str(b, mark);
	if (!isfinite(low) || !isfinite(high))
		return;
	buf_str(b, " [");
	percent_beside(b, low, true, limit);
	buf_str(b, ",\u00a0");
	percent_beside(b, high, true, limit);
	buf_char(b, ']');
}

static void
row_cell_change(struct buf *b, const struct md_row *r, bool strong)
{
	add_interval(b, r->change, r->low, r->high, strong, r->threshold);
}

/* The change since the release, with a sign when it is one; never red: it is
 * not what the row is judged by. */
static void
add_drift(struct buf *b, const struct md_row *r)
{
	enum verdict verdict = r->drift_verdict;

	if (!r->drifts)
		return;
	if (verdict == VERDICT_REGRESSION)
		verdict = VERDICT_WORSE;
	if (verdict != VERDICT_EQUIVALENT)
		buf_printf(b, "%s\u00a0", md_verdict_sign(verdict));
	if (isfinite(r->drift))
		add_interval(b, r->drift, r->drift_low, r->drift_high, false, NAN);
	else
		buf_str(b, verdict_name(r->drift_verdict));
}

/* "41.8 → 51.3 ms": in one column, so that GitHub's page has room for all of them. */
static void
cell_values(struct buf *b, const struct md_row *r)
{
	double larger = fmax(fabs(r->baseline), fabs(r->current));
	struct scale scale = scale_for(larger, r->unit), bare = {scale.factor, "", ""};

	md_quantity(b, r->baseline, isfinite(r->current) ? &bare : &scale, MD_DIGITS);
	if (isfinite(r->baseline) || isfinite(r->current)) {
		buf_str(b, " → ");
		md_quantity(b, r->current, &scale, MD_DIGITS);
	}
	markdown_cell_end(b);
}

void
md_acceptance(struct buf *b, const char *accept, double ceiling, double worst)
{
	if (accept) {
		buf_printf(b, " as ");
		markdown_text(b, accept, MARKDOWN_NAME);
	} else if (!isnan(ceiling)) {
		buf_str(b, " up to +");
		percent_set(b, ceiling);
	} else if (!isnan(worst)) {
		buf_str(b, " up to a value of ");
		number_set(b, worst);
	}
}

static void
add_note(struct buf *b, const struct md_row *r)
{
	if (r->reason)
		markdown_text(b, r->reason, MARKDOWN_TEXT);
	if (!r->waived)
		return;
	buf_str(b, r->reason ? "; accepted" : "accepted");
	md_acceptance(b, r->accept, r->ceiling, r->worst);
	buf_str(b, " until ");
	markdown_text(b, r->expires, MARKDOWN_NAME);
	buf_str(b, ": ");
	markdown_text(b, r->waived, MARKDOWN_TEXT);
	buf_str(b, " (");
	markdown_text(b, r->issue, MARKDOWN_TEXT);
	buf_char(b, ')');
}

static bool
has_note(const struct md_row *r)
{
	return r->reason || r->waived;
}

/* The columns that not every table has. */
struct table_parts {
	bool verdict, drift, note;
};

static void
table_row(struct buf *b, const struct md_row *r, const struct table_parts *parts)
{
	markdown_row_begin(b);
	if (parts->verdict)
		cell_verdict(b, r);
	row_cell_change(b, r, parts->verdict);
	markdown_cell_end(b);
	md_case(b, r->name, r->params, r->nparams);
	markdown_cell_end(b);
	row_cell_metric(b, r, "<br>");
	markdown_cell_end(b);
	cell_values(b, r);
	if (parts->drift) {
		add_drift(b, r);
		markdown_cell_end(b);
	}
	if (parts->note) {
		add_note(b, r);
		markdown_cell_end(b);
	}
	markdown_row_end(b);
}

static void
table_of_rows(struct buf *b, struct md_range range, size_t shown, struct table_parts parts)
{
	/* What matters first: a phone shows three columns. */
	struct column_head heads[7] = {
	    {"Verdict", ALIGN_LEFT},
	    {"Change", ALIGN_RIGHT},
	    {"Benchmark", ALIGN_LEFT},
	    {"Metric", ALIGN_LEFT},
	    {"Baseline → current", ALIGN_RIGHT},
	};
	size_t n = 5, without = !parts.verdict;

	if (parts.drift)
		heads[n++] = (struct column_head){"Since the release", ALIGN_RIGHT};
	if (parts.note)
		heads[n++] = (struct column_head){"Note", ALIGN_LEFT};
	if (shown)
		markdown_table(b, heads + without, n - without);
	for (size_t i = 0; i < shown; i++)
		table_row(b, &range.rows[i], &parts);
	md_more(b, shown, range.n);
	buf_char(b, '\n');
}

void
md_table_changed(struct buf *b, struct md_range range, size_t max)
{
	size_t shown = range.kept < max ? range.kept : max, notes = 0;
	struct table_parts parts = {.verdict = true};

	for (size_t i = 0; i < shown; i++)
		parts.drift |= range.rows[i].drifts;
	table_of_rows(b, range, shown, parts);
	for (size_t i = 0; i < shown; i++) {
		const struct md_row *r = &range.rows[i];

		if (!has_note(r))
			continue;
		notes++;
		buf_str(b, "- ");
		markdown_code(b, r->id, MARKDOWN_TEXT);
		buf_char(b, ' ');
		markdown_code(b, r->metric ? r->metric : "?", MARKDOWN_NAME);
		buf_str(b, ": ");
		add_note(b, r);
		buf_char(b, '\n');
	}
	if (notes)
		buf_char(b, '\n');
}

void
md_table_folded(struct buf *b, struct md_range range, size_t max)
{
	size_t shown = range.kept < max ? range.kept : max;
	struct table_parts parts = {.verdict = range.rows[0].verdict != VERDICT_EQUIVALENT};

	for (size_t i = 0; i < shown; i++) {
		parts.note |= has_note(&range.rows[i]);
		parts.drift |= range.rows[i].drifts;
	}
	table_of_rows(b, range, shown, parts);
}

void
md_drifted(struct buf *b, struct md_range range, size_t max)
{
	size_t shown = range.kept < max ? range.kept : max;

	if (!range.n)
		return;
	buf_printf(b, "**Worse since the release** (%zu), little by little:\n\n", range.n);
	for (size_t i = 0; i < shown; i++) {
		const struct md_row *r = &range.rows[i];

		buf_str(b, "- ");
		markdown_code(b, r->id, MARKDOWN_TEXT);
		buf_char(b, ' ');
		row_cell_metric(b, r, ", ");
		buf_str(b, ": ");
		add_drift(b, r);
		buf_char(b, '\n');
	}
	md_more(b, shown, range.n);
	buf_char(b, '\n');
}

void
md_list(struct buf *b, const char *what, struct md_range range, size_t max)
{
	size_t shown = range.kept < max ? range.kept : max;

	buf_printf(b, "**%s** (%zu):\n\n", what, range.n);
	for (size_t i = 0; i < shown; i++) {
		const struct md_row *r = &range.rows[i];

		buf_printf(b, "- %s ", md_row_sign(r));
		markdown_code(b, r->id, MARKDOWN_TEXT);
		buf_char(b, ' ');
		row_cell_metric(b, r, ", ");
		if (isfinite(r->change)) {
			buf_str(b, ": ");
			row_cell_change(b, r, false);
		}
		if (isfinite(r->detectable) && !r->reason) {
			buf_str(b, "; smallest detectable change ");
			percent_text(b, r->detectable, false);
		}
		if (r->reason) {
			buf_str(b, isfinite(r->change) ? "; " : ": ");
			markdown_text(b, r->reason, MARKDOWN_TEXT);
		}
		buf_char(b, '\n');
	}
	md_more(b, shown, range.n);
	buf_char(b, '\n');
}
