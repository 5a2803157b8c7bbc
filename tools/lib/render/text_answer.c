#include <math.h>
#include <string.h>

#include "render/text.h"

enum { NAMES_MAX = 4 };

static size_t
rows_total(const struct md_rows *rows)
{
	size_t n = 0;

	for (size_t i = 0; i < NVERDICTS; i++)
		n += rows->gating[i];
	return n;
}

/* ": sort duration_ms +22.7 %, parse cpu_ms +12.0 % and 3 more", of the TOTAL rows of VERDICT
 * that gate. */
static void
names_add(struct buf *b, const struct md_rows *rows, enum verdict verdict, size_t total)
{
	size_t n = 0;

	for (size_t i = 0; i < rows->n && n < NAMES_MAX; i++) {
		const struct md_row *r = &rows->rows[i];

		if (!r->gate || r->verdict != verdict)
			continue;
		buf_str(b, n++ ? ", " : ": ");
		text_row_name(b, r);
		if (isfinite(r->change)) {
			buf_char(b, ' ');
			text_row_change(b, r, total == 1);
		}
	}
	if (n && total > n)
		buf_printf(b, " and %zu more", total - n);
}

/* "; 3 improvements", when there are any. */
static void
count_add(struct buf *b, size_t n, const char *what)
{
	if (n)
		buf_printf(b, "; %zu %s", n, what);
}

/* The counts of rows beside what ANSWER says. */
static void
others_add(struct buf *b, const struct md_rows *rows, enum verdict answer)
{
	static const enum verdict order[] = {VERDICT_REGRESSION, VERDICT_FAILED, VERDICT_UNMEASURED,
	    VERDICT_REMOVED, VERDICT_WORSE, VERDICT_MACHINE_DEPENDENT, VERDICT_PLACEMENT,
	    VERDICT_IMPROVEMENT, VERDICT_BETTER, VERDICT_EQUIVALENT, VERDICT_INCONCLUSIVE,
	    VERDICT_INCOMPARABLE, VERDICT_WAIVED, VERDICT_ADDED};

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (order[i] != answer)
			count_add(b, rows->gating[order[i]],
			    order[i] == VERDICT_EQUIVALENT ? md_equivalent(rows)
			    : order[i] == VERDICT_WAIVED   ? "waived"
							   : verdict_name(order[i]));
}

static void
drift_add(struct buf *b, const struct md_rows *rows)
{
	md_count(b, rows->drift_regressions, "regression");
	buf_str(b, " since the release");
	for (size_t i = 0; i < rows->ndrifted && i < NAMES_MAX; i++) {
		buf_str(b, i ? ", " : ": ");
		text_row_name(b, &rows->drifted[i]);
	}
}

/* What fails the job. */
static void
failing_add(struct buf *b, const struct md_rows *rows)
{
	enum verdict verdict = VERDICT_REGRESSION;
	bool known = rows->failing && verdict_parse(rows->failing, &verdict);

	if (rows->gating[VERDICT_REGRESSION]) {
		verdict = VERDICT_REGRESSION;
		known = true;
	}
	if (known && rows->gating[verdict]) {
		if (verdict == VERDICT_REGRESSION)
			md_count(b, rows->gating[verdict], "regression");
		else
			buf_printf(b, "%zu %s", rows->gating[verdict], verdict_name(verdict));
		buf_str(b, " in ");
		md_count(b, rows_total(rows), "row");
		names_add(b, rows, verdict, rows->gating[verdict]);
		others_add(b, rows, verdict);
	} else if (rows->waivers_failing) {
		md_count(b, rows->waivers_failing, "waiver");
		buf_str(b, " no longer valid: that fails the job");
	} else if (rows->failing && strcmp(rows->failing, VERDICT_DRIFT) == 0) {
		drift_add(b, rows);
	} else if (known && verdict == VERDICT_UNMEASURED) {
		buf_str(b, "nothing was judged: that fails the job");
	} else {
		buf_str(b, "the job fails");
		others_add(b, rows, NVERDICTS);
	}
}

/* "no regression: 3 of 4 rows proven equivalent within 10 %; 1 inconclusive" */
static void
passing_add(struct buf *b, const struct md_rows *rows)
{
	bool open = rows->gating[VERDICT_INCONCLUSIVE] || rows->gating[VERDICT_INCOMPARABLE] ||
		    rows->gating[VERDICT_UNMEASURED] || rows->gating[VERDICT_MACHINE_DEPENDENT];

	buf_printf(
	    b, "no regression%s: %zu of ", open ? " seen" : "", rows->gating[VERDICT_EQUIVALENT]);
	md_count(b, rows_total(rows), "row");
	buf_printf(b, " %s", md_equivalent(rows));
	if (!isnan(rows->threshold)) {
		buf_str(b, rows->least_threshold < rows->threshold
			       ? " within their thresholds of up to "
			       : " within ");
		percent_set(b, rows->threshold);
	}
	others_add(b, rows, VERDICT_EQUIVALENT);
	if (rows->gating[VERDICT_WORSE])
		buf_str(b, ", under the threshold");
	if (rows->drift_regressions) {
		buf_str(b, "; ");
		drift_add(b, rows);
	}
}

void
text_answer(struct buf *b, const struct md_rows *rows, const struct text_style *style)
{
	const size_t *n = rows->gating;
	size_t all = rows_total(rows), alone = n[VERDICT_ADDED] + n[VERDICT_REMOVED];
	size_t open = n[VERDICT_INCONCLUSIVE] + n[VERDICT_INCOMPARABLE] + n[VERDICT_UNMEASURED];
	struct buf text = BUF_INIT;
	enum text_paint paint = open || n[VERDICT_WORSE] || n[VERDICT_MACHINE_DEPENDENT] ||
					n[VERDICT_PLACEMENT] || rows->drift_regressions
				    ? PAINT_YELLOW
				    : PAINT_GREEN;

	if (rows->fails || rows->waivers_failing) {
		paint = PAINT_RED;
		failing_add(&text, rows);
	} else if (rows->overdrawn) {
		paint = PAINT_RED;
		buf_printf(&text, "%zu budget%s overdrawn: that fails the job; ", rows->overdrawn,
		    rows->overdrawn == 1 ? "" : "s");
		passing_add(&text, rows);
	} else if (all == 0) {
		paint = PAINT_YELLOW;
		buf_str(&text, "no answer: there is no row that could fail the job");
	} else if (alone == all) {
		paint = PAINT_YELLOW;
		buf_str(&text, "no answer: no case is in both documents");
		others_add(&text, rows, NVERDICTS);
	} else if (open + alone == all) {
		buf_str(&text, "no answer: nothing could be decided");
		others_add(&text, rows, NVERDICTS);
	} else {
		passing_add(&text, rows);
	}
	text_paragraph(b, style, paint, text.s);
	buf_free(&text);
}

void
text_limits_answer(struct buf *b, const struct md_rows *rows, const struct text_style *style)
{
	const size_t *n = rows->gating;
	enum verdict verdict = n[VERDICT_EXCEEDED] ? VERDICT_EXCEEDED
			       : n[VERDICT_FAILED] ? VERDICT_FAILED
						   : VERDICT_INCONCLUSIVE;
	enum text_paint paint = rows->fails ? PAINT_RED : PAINT_YELLOW;
	size_t all = rows_total(rows);
	struct buf text = BUF_INIT;

	if (all == 0) {
		buf_str(&text, "no answer: there are no limits to check");
	} else if (n[verdict]) {
		buf_printf(&text, "%zu of ", n[verdict]);
		md_count(&text, all, "limit");
		buf_printf(&text, " %s", verdict_name(verdict));
		names_add(&text, rows, verdict, n[verdict]);
		if (verdict == VERDICT_EXCEEDED)
			count_add(&text, n[VERDICT_FAILED], "failed");
		if (verdict != VERDICT_INCONCLUSIVE)
			count_add(&text, n[VERDICT_INCONCLUSIVE], "inconclusive");
		count_add(&text, n[VERDICT_WITHIN], "kept");
	} else {
		paint = PAINT_GREEN;
		buf_str(&text, all == 1 ? "the limit is kept" : "all ");
		if (all > 1)
			buf_printf(&text, "%zu limits are kept", all);
	}
	text_paragraph(b, style, paint, text.s);
	buf_free(&text);
}
