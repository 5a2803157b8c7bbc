#include <math.h>

#include "base/text_table.h"
#include "base/util.h"
#include "render/trend_rows.h"

enum { COMMIT_SHOWN = 10 };

static enum text_paint
paint_of(const struct trend_row *row)
{
	switch (row->verdict) {
	case VERDICT_REGRESSION: return row->open ? PAINT_RED : PAINT_DIM;
	case VERDICT_WORSE: return PAINT_YELLOW;
	default: return PAINT_GREEN;
	}
}

static void
row_add(struct text_table *table, const struct trend_row *row)
{
	enum text_paint paint = paint_of(row);
	struct buf change = BUF_INIT, runs = BUF_INIT;

	trend_change(&change, row->change, row->low, row->high);
	trend_runs(&runs, row, COMMIT_SHOWN);
	text_table_cell(table, row->id, PAINT_NONE);
	text_table_cell(table, row->metric, PAINT_NONE);
	text_table_cell(table, change.s, paint);
	text_table_cell(table, runs.s, PAINT_NONE);
	text_table_cell(table, verdict_name(row->verdict), paint);
	text_table_cell(table, row->state, PAINT_NONE);
	text_table_cell(table, row->alert, PAINT_DIM);
	buf_free(&change);
	buf_free(&runs);
}

static void
note_text(struct buf *b, const struct trend_note *note, const struct text_style *style)
{
	struct buf text = BUF_INIT;

	buf_printf(&text, "%s %s: ", note->id, note->metric);
	if (isnan(note->drift)) {
		buf_str(&text, "the last point is suspect, measure it again");
	} else {
		buf_str(&text, "drifts by ");
		trend_change(&text, note->drift, note->low, note->high);
	}
	text_paragraph(b, style, PAINT_NONE, text.s);
	buf_free(&text);
}

void
text_trend(struct buf *b, const struct md_trend *t, const struct text_options *options)
{
	static const struct text_column columns[] = {
	    {.title = "benchmark", .name = true},
	    {.title = "metric", .name = true, .once = true, .under = 1},
	    {.title = "change", .right = true},
	    {.title = "after … up to", .under = 3, .spare = 2},
	    {.title = "verdict"},
	    {.title = "state", .under = 5, .spare = 1},
	    {.title = "alert", .under = 5, .spare = 3},
	};
	size_t max = options->md->max_rows;
	struct buf answer = BUF_INIT;

	if (t->nrows && max) {
		struct text_table *table =
		    text_table_new(&options->style, columns, sizeof columns / sizeof *columns);

		for (size_t i = 0; i < t->nrows && i < max; i++)
			row_add(table, &t->rows[i]);
		text_table_add(table, b);
		text_table_free(table);
		buf_char(b, '\n');
	}
	for (size_t i = 0; i < t->nnotes && i < max; i++)
		note_text(b, &t->notes[i], &options->style);
	if (t->rates) {
		buf_printf(&answer, "the gate itself, %s", t->rates);
		text_paragraph(b, &options->style, PAINT_NONE, answer.s);
		buf_clear(&answer);
	}
	trend_answer(&answer, t);
	text_paragraph(b, &options->style, t->open ? PAINT_RED : PAINT_GREEN, answer.s);
	buf_free(&answer);
}
