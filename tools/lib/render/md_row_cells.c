#include "render/md_row_cells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = 16 };

static int
by_metric(const void *a, const void *b)
{
	const struct md_row *const *x = a, *const *y = b;

	return text_order((*x)->metric, (*y)->metric);
}

/* R and those beside it, in the order of their metrics, at LINES; returns how many. */
static size_t
lines_of(const struct md_row *r, const struct md_row *lines[LINES_MAX])
{
	size_t n = 0;

	do
		lines[n++] = r;
	while ((r = r->beside) && n < LINES_MAX);
	qsort(lines, n, sizeof *lines, by_metric);
	return n;
}

/* Add a line by ADD for R and each of those beside it; and an empty one below each, where the
 * interval of the change stands in a second line. */
static void
add_spaced(
    struct buf *b, const struct md_row *r, void (*add)(struct buf *, const struct md_row *, bool))
{
	const struct md_row *lines[LINES_MAX];
	size_t n = lines_of(r, lines);

	for (size_t i = 0; i < n; i++) {
		buf_str(b, i ? "<br>" : "");
		add(b, lines[i], n == 1);
		if (n > 1 && isfinite(lines[i]->low) && isfinite(lines[i]->high))
			buf_str(b, "<br>\u00a0");
	}
}

/* Add a line by ADD for R and each of those beside it. */
static void
add_lines(struct buf *b, const struct md_row *r, bool how,
    void (*add)(struct buf *, const struct md_row *, bool))
{
	const struct md_row *lines[LINES_MAX];
	size_t n = lines_of(r, lines);

	for (size_t i = 0; i < n; i++) {
		buf_str(b, i ? "<br>" : "");
		add(b, lines[i], how);
	}
}

void
md_cell_benchmark(struct buf *b, const struct md_row *r, bool sign)
{
	if (sign)
		buf_printf(b, "%s\u00a0", md_row_sign(r));
	md_case(b, r->name, r->params, r->nparams);
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

void
md_row_metric(struct buf *b, const struct md_row *r, const char *before)
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
		add_limits(b, r, before);
}

static void
line_metric(struct buf *b, const struct md_row *r, bool alone)
{
	md_row_metric(b, r, alone ? "<br>" : ", ");
}

void
md_cell_metrics(struct buf *b, const struct md_row *r)
{
	add_spaced(b, r, line_metric);
}

/* "**+12.4 %** [+9.8, +15.1]" */
static void
add_interval(struct buf *b, double change, double low, double high, bool strong, double limit,
    const char *between)
{
	const char *mark = strong && isfinite(change) ? "**" : "";

	buf_str(b, mark);
	percent_beside(b, change, true, limit);
	if (isfinite(change))
		buf_str(b, "\u00a0%");
	buf_str(b, mark);
	if (!isfinite(low) || !isfinite(high))
		return;
	buf_printf(b, "%s[", between);
	percent_beside(b, low, true, limit);
	buf_str(b, ",\u00a0");
	percent_beside(b, high, true, limit);
	buf_char(b, ']');
}

void
md_row_change(struct buf *b, const struct md_row *r, bool strong)
{
	add_interval(b, r->change, r->low, r->high, strong, r->threshold, " ");
}

/* In two lines, where there is an interval. */
static void
line_change(struct buf *b, const struct md_row *r, bool strong)
{
	add_interval(b, r->change, r->low, r->high, strong, r->threshold, "<br>");
}

void
md_cell_changes(struct buf *b, const struct md_row *r, bool strong)
{
	add_lines(b, r, strong, r->beside ? line_change : md_row_change);
}

void
md_row_drift(struct buf *b, const struct md_row *r)
{
	enum verdict verdict = r->drift_verdict;

	if (!r->drifts)
		return;
	if (verdict == VERDICT_REGRESSION)
		verdict = VERDICT_WORSE;
	if (verdict != VERDICT_EQUIVALENT)
		buf_printf(b, "%s\u00a0", md_verdict_sign(verdict));
	if (isfinite(r->drift))
		add_interval(b, r->drift, r->drift_low, r->drift_high, false, NAN, " ");
	else
		buf_str(b, verdict_name(r->drift_verdict));
}

static void
line_drift(struct buf *b, const struct md_row *r, bool how)
{
	(void)how;
	md_row_drift(b, r);
}

void
md_cell_drifts(struct buf *b, const struct md_row *r)
{
	add_lines(b, r, false, line_drift);
}

/* "41.8 → 51.3 ms": in one column, so that GitHub's page has room for all of them. */
static void
line_values(struct buf *b, const struct md_row *r, bool alone)
{
	double larger = fmax(fabs(r->baseline), fabs(r->current));
	struct scale scale = scale_for(larger, r->unit), bare = {scale.factor, "", ""};

	md_quantity(b, r->baseline, isfinite(r->current) ? &bare : &scale, MD_DIGITS);
	if (isfinite(r->baseline) || isfinite(r->current)) {
		buf_printf(b, "\u00a0→%s", alone ? " " : "\u00a0");
		md_quantity(b, r->current, &scale, MD_DIGITS);
	}
}

void
md_cell_values(struct buf *b, const struct md_row *r)
{
	add_spaced(b, r, line_values);
}

static const char *
severity_word(const struct md_row *r)
{
	return r->severity && r->verdict == VERDICT_REGRESSION ? severity_name(r->severity)
							       : verdict_name(r->verdict);
}

static void
line_severity(struct buf *b, const struct md_row *r, bool how)
{
	(void)how;
	buf_str(b, severity_word(r));
}

void
md_cell_severity(struct buf *b, const struct md_row *r)
{
	bool alike = true;

	for (const struct md_row *other = r->beside; other; other = other->beside)
		alike = alike && other->verdict == r->verdict;
	if (alike)
		buf_str(b, severity_word(r));
	else
		add_spaced(b, r, line_severity);
}
