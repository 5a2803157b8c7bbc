#include <math.h>
#include <string.h>

#include "render/md_budget.h"
#include "render/md_claims.h"
#include "render/open_advice.h"
#include "render/text_rows.h"

/* 1 + a column under which others may stand. */
enum { BENCHMARK = 2, CHANGE = 5 };

static void
cell_take(struct text_table *t, struct buf *b, enum text_paint paint)
{
	text_table_cell(t, b->s ? b->s : "", paint);
	buf_clear(b);
}

static void
verdict_cell(struct text_table *t, const struct md_row *r)
{
	text_table_cell(t, r->waived ? "waived" : verdict_name(r->verdict), text_row_paint(r));
}

/* "41.8 → 51.3 ms" */
static void
values_add(struct buf *b, const struct md_row *r)
{
	struct scale scale = scale_for(fmax(fabs(r->baseline), fabs(r->current)), r->unit);
	struct scale bare = {scale.factor, "", ""};

	if (!isfinite(r->baseline) && !isfinite(r->current))
		return;
	quantity_text(b, r->baseline, isfinite(r->current) ? &bare : &scale, MD_DIGITS);
	buf_str(b, " → ");
	quantity_text(b, r->current, &scale, MD_DIGITS);
}

static void
interval_add(struct buf *b, const struct md_row *r)
{
	struct buf whole = BUF_INIT;
	const char *at;

	text_row_change(&whole, r, true);
	at = whole.s ? strchr(whole.s, '[') : NULL;
	if (at)
		buf_str(b, at);
	buf_free(&whole);
}

static void
drift_add(struct buf *b, const struct md_row *r)
{
	if (!r->drifts)
		return;
	if (isfinite(r->drift))
		percent_text(b, r->drift, true);
	else
		buf_str(b, verdict_name(r->drift_verdict));
}

static void
row_add(struct text_table *t, const struct md_row *r)
{
	enum text_paint paint = text_row_quiet(r) ? PAINT_NONE : text_row_paint(r);
	struct buf b = BUF_INIT;

	verdict_cell(t, r);
	text_table_cell(t, r->id, PAINT_NONE);
	text_table_cell(t, r->metric ? r->metric : "", PAINT_NONE);
	values_add(&b, r);
	cell_take(t, &b, PAINT_NONE);
	text_row_change(&b, r, false);
	cell_take(t, &b, paint);
	interval_add(&b, r);
	cell_take(t, &b, PAINT_NONE);
	drift_add(&b, r);
	cell_take(t, &b, PAINT_NONE);
	buf_free(&b);
}

static void
title_add(struct buf *b, const struct json_at *root, const struct text_options *options)
{
	text_paragraph(b, &options->style, PAINT_STRONG,
	    options->md->title ? options->md->title : json_string_or(root, "suite", "Benchmarks"));
}

static void
contaminated_add(struct buf *b, const struct json_at *root, const struct text_style *style)
{
	struct json_at summary = json_member(root, "summary");
	struct json_at control = json_member(&summary, "control");
	struct json_at sessions = json_member(&summary, "contaminated_sessions");
	size_t n = sessions.node ? json_length(&sessions) : 0;
	struct buf text = BUF_INIT;

	if (!json_bool_or(&summary, "contaminated", false))
		return;
	if (n) {
		buf_str(&text, "warning: ");
		md_count(&text, n, "session");
		buf_printf(&text,
		    " %s contaminated: the control row, the same program on both "
		    "sides, moved there, and their samples are left out",
		    n == 1 ? "is" : "are");
	} else {
		buf_str(
		    &text, "warning: the control row, the same program on both sides, moved by ");
		percent_text(&text, json_number_or(&control, "change", NAN), true);
		buf_str(&text, ": the session is contaminated, and its rows are not judged");
	}
	text_paragraph(b, style, PAINT_YELLOW, text.s);
	buf_free(&text);
}

/* Where both sides were measured. */
static void
machines_add(struct buf *b, const struct json_at *root, const struct text_style *style)
{
	struct json_at sides[2] = {json_member(root, "baseline"), json_member(root, "current")};
	struct json_at second = json_member(root, "elsewhere");
	struct json_at there = json_member(&second, "environment"), at[2];
	struct buf lines[2] = {BUF_INIT, BUF_INIT};
	const char *prints[2];

	for (int i = 0; i < 2; i++) {
		at[i] = json_member(&sides[i], "environment");
		prints[i] = json_string_or(&at[i], "fingerprint", "");
		text_environment(&lines[i], "measured on", &at[i], style);
	}
	if (lines[0].s && lines[1].s && strcmp(lines[0].s, lines[1].s) == 0) {
		buf_str(b, lines[1].s);
	} else {
		text_environment(b, "baseline", &at[0], style);
		text_environment(b, "current", &at[1], style);
	}
	if (second.node)
		text_environment(b, "second machine", &there, style);
	if (*prints[0] && *prints[1] && strcmp(prints[0], prints[1]) != 0)
		text_paragraph(b, style, PAINT_YELLOW,
		    "warning: baseline and current were measured on different machines: measure "
		    "both on one machine, or judge anyway with --across machines");
	for (int i = 0; i < 2; i++)
		buf_free(&lines[i]);
}

void
text_comparison(struct buf *b, const struct json_document *head, const struct md_rows *rows,
    const struct text_options *options)
{
	static const struct text_column columns[] = {
	    {.title = "verdict", .under = BENCHMARK},
	    {.title = "benchmark", .name = true},
	    {.title = "metric", .once = true, .under = BENCHMARK},
	    {.title = "baseline → current", .right = true, .under = BENCHMARK, .spare = 1},
	    {.title = "change", .right = true},
	    {.title = "95 % interval", .right = true, .under = CHANGE, .spare = 2},
	    {.title = "since the release", .right = true, .under = CHANGE, .spare = 3},
	};
	struct json_at root = json_root(head);

	title_add(b, &root, options);
	machines_add(b, &root, &options->style);
	contaminated_add(b, &root, &options->style);
	buf_char(b, '\n');
	text_rows(b, rows, options, columns, sizeof columns / sizeof *columns, row_add);
	text_open_advice(b, &root, &options->style);
	text_claims(b, &root, &options->style);
	text_budget_note(b, &root, &options->style);
	text_answer(b, rows, &options->style);
}

/* "≤ 100 MB", "≥ 1.00 M ops/s", or both. */
static void
limit_add(struct buf *b, const struct md_row *r, const struct scale *scale)
{
	if (isfinite(r->min)) {
		buf_str(b, "≥ ");
		quantity_set(b, r->min, scale);
	}
	if (isfinite(r->min) && isfinite(r->max))
		buf_str(b, ", ");
	if (isfinite(r->max)) {
		buf_str(b, "≤ ");
		quantity_set(b, r->max, scale);
	}
}

static double
limit_size(double v)
{
	return isfinite(v) && v != 0 ? fabs(v) : INFINITY;
}

static void
limit_row_add(struct text_table *t, const struct md_row *r)
{
	/* In a unit that shows the smallest of them with digits before the point. */
	double least = fmin(limit_size(r->current), fmin(limit_size(r->min), limit_size(r->max)));
	struct scale scale = scale_for(isfinite(least) ? least : 0, r->unit);
	struct buf b = BUF_INIT;

	verdict_cell(t, r);
	text_table_cell(t, r->id, PAINT_NONE);
	text_table_cell(t, r->variant ? r->variant : "", PAINT_NONE);
	text_table_cell(t, r->metric ? r->metric : "", PAINT_NONE);
	if (isfinite(r->current))
		quantity_text(&b, r->current, &scale, MD_DIGITS + 1);
	cell_take(t, &b, text_row_paint(r));
	limit_add(&b, r, &scale);
	cell_take(t, &b, PAINT_NONE);
	buf_free(&b);
}

void
text_limits(struct buf *b, const struct json_document *head, const struct md_rows *rows,
    const struct text_options *options)
{
	static const struct text_column columns[] = {
	    {.title = "verdict", .under = BENCHMARK},
	    {.title = "benchmark", .name = true},
	    {.title = "variant", .once = true, .under = BENCHMARK},
	    {.title = "metric", .once = true, .under = BENCHMARK},
	    {.title = "value", .right = true},
	    {.title = "limit", .right = true, .under = 5},
	};
	struct json_at root = json_root(head), current = json_member(&root, "current");
	struct json_at environment = json_member(&current, "environment");

	title_add(b, &root, options);
	text_environment(b, "measured on", &environment, &options->style);
	buf_char(b, '\n');
	text_rows(b, rows, options, columns, sizeof columns / sizeof *columns, limit_row_add);
	text_limits_answer(b, rows, &options->style);
}
