#include "render/md_trend.h"

#include <math.h>

#include "render/trend_rows.h"

/* Bytes of a commit that tell it from others. */
enum { COMMIT_SHOWN = 10 };

static const char *
sign_of(const struct trend_row *row)
{
	switch (row->verdict) {
	case VERDICT_REGRESSION: return row->open ? "🔴" : "⚪";
	case VERDICT_WORSE: return "🟡";
	default: return "🟢";
	}
}

static void
row_render(struct buf *b, const struct md_trend *t, const struct trend_row *row)
{
	struct buf runs = BUF_INIT;

	markdown_row_begin(b);
	buf_printf(b, "%s\u00a0%s", sign_of(row), verdict_name(row->verdict));
	markdown_cell_end(b);
	markdown_code(b, row->id, MARKDOWN_NAME);
	markdown_cell_end(b);
	markdown_code(b, row->metric, MARKDOWN_NAME);
	markdown_cell_end(b);
	trend_change(b, row->change, row->low, row->high);
	markdown_cell_end(b);
	trend_runs(&runs, row, COMMIT_SHOWN);
	markdown_code(b, runs.s, MARKDOWN_NAME);
	markdown_cell_end(b);
	markdown_text(b, row->state, MARKDOWN_NAME);
	if (!row->gate)
		buf_str(b, "<br>cannot fail the job");
	markdown_cell_end(b);
	if (t->ledger) {
		markdown_code(b, row->alert, MARKDOWN_NAME);
		markdown_cell_end(b);
	}
	markdown_row_end(b);
	buf_free(&runs);
}

static void
table_render(struct buf *b, const struct md_trend *t, size_t max)
{
	static const struct column_head heads[] = {{"Verdict", ALIGN_LEFT},
	    {"Benchmark", ALIGN_LEFT}, {"Metric", ALIGN_LEFT}, {"Change", ALIGN_RIGHT},
	    {"After … up to", ALIGN_LEFT}, {"State", ALIGN_LEFT}, {"Alert", ALIGN_LEFT}};
	size_t shown = t->nrows < max ? t->nrows : max;

	if (!t->nrows)
		return;
	if (shown) {
		markdown_table(b, heads, t->ledger ? 7 : 6);
		for (size_t i = 0; i < shown; i++)
			row_render(b, t, &t->rows[i]);
	}
	md_more(b, shown, t->nrows);
	buf_char(b, '\n');
}

void
md_trend_render(struct buf *b, const struct md_trend *t, const struct md_options *options)
{
	struct buf answer = BUF_INIT;

	buf_str(b, "## ");
	markdown_text(b,
	    options->title ? options->title
	    : t->ledger    ? "Alerts"
			   : "Trends",
	    MARKDOWN_TEXT);
	trend_answer(&answer, t);
	buf_printf(b, ": %s\n\n", answer.s);
	if (t->rates)
		buf_printf(b, "The gate itself, %s.\n\n", t->rates);
	table_render(b, t, options->max_rows);
	for (size_t i = 0; i < t->nnotes && i < options->max_rows; i++) {
		const struct trend_note *note = &t->notes[i];

		buf_str(b, "- ");
		markdown_code(b, note->id, MARKDOWN_NAME);
		buf_char(b, ' ');
		markdown_code(b, note->metric, MARKDOWN_NAME);
		buf_str(b, isnan(note->drift) ? ": the last point is suspect, measure it again"
					      : ": drifts by ");
		if (!isnan(note->drift))
			trend_change(b, note->drift, note->low, note->high);
		buf_char(b, '\n');
	}
	buf_free(&answer);
}
