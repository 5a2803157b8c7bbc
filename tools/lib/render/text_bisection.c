#include "base/text_table.h"
#include "render/md_bisection.h"

/* Bytes of a commit that tell it from others. */
enum { COMMIT_SHOWN = 12 };

static void
row_add(struct text_table *table, const struct bisected_row *row)
{
	enum text_paint paint = row->found ? PAINT_RED : PAINT_NONE;
	struct buf raw = BUF_INIT;

	buf_printf(&raw, "%zu", row->at);
	text_table_cell(table, raw.s, PAINT_DIM);
	buf_clear(&raw);
	buf_printf(&raw, "%.*s", COMMIT_SHOWN, row->commit);
	text_table_cell(table, raw.s, paint);
	text_table_cell(table, row->subject, paint);
	buf_clear(&raw);
	bisected_chance(&raw, row);
	text_table_cell(table, raw.s, paint);
	buf_clear(&raw);
	bisected_measured(&raw, row);
	text_table_cell(table, raw.s ? raw.s : "", PAINT_NONE);
	buf_free(&raw);
}

void
text_bisection(struct buf *b, const struct bisected *d, const struct text_options *options)
{
	static const struct text_column columns[] = {
	    {.title = "no.", .right = true, .spare = 1},
	    {.title = "commit"},
	    {.title = "subject", .text = true, .under = 2},
	    {.title = "chance", .right = true},
	    {.title = "against the good end", .text = true},
	};
	size_t max = options->md->max_rows;

	if (options->md->title)
		text_paragraph(b, &options->style, PAINT_STRONG, options->md->title);
	if (d->nrows && max) {
		struct text_table *table =
		    text_table_new(&options->style, columns, sizeof columns / sizeof *columns);

		for (size_t i = 0; i < d->nrows && i < max; i++)
			row_add(table, &d->rows[i]);
		text_table_add(table, b);
		text_table_free(table);
		buf_char(b, '\n');
	}
	text_paragraph(b, &options->style,
	    d->bisection.state.answer == HUNT_FOUND ? PAINT_RED : PAINT_YELLOW, d->words);
}
