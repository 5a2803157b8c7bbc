#include "render/md_bisection.h"

/* Bytes of a commit that tell it from others. */
enum { COMMIT_SHOWN = 12 };

static void
commit_row(struct buf *b, const struct bisected_row *row)
{
	struct buf raw = BUF_INIT;

	markdown_row_begin(b);
	buf_printf(b, "%s%zu", row->found ? "🔴\u00a0" : "", row->at);
	markdown_cell_end(b);
	buf_printf(&raw, "%.*s", COMMIT_SHOWN, row->commit);
	markdown_code(b, raw.s, MARKDOWN_NAME);
	markdown_cell_end(b);
	markdown_text(b, row->subject, MARKDOWN_TEXT);
	markdown_cell_end(b);
	buf_clear(&raw);
	bisected_chance(&raw, row);
	markdown_text(b, raw.s, MARKDOWN_TEXT);
	markdown_cell_end(b);
	buf_clear(&raw);
	bisected_measured(&raw, row);
	if (raw.len)
		markdown_text(b, raw.s, MARKDOWN_TEXT);
	markdown_cell_end(b);
	markdown_row_end(b);
	buf_free(&raw);
}

void
md_bisection(struct buf *b, const struct bisected *d, const struct md_options *options)
{
	static const struct column_head heads[] = {{"No.", ALIGN_RIGHT}, {"Commit", ALIGN_LEFT},
	    {"Subject", ALIGN_LEFT}, {"Chance", ALIGN_RIGHT}, {"Against the good end", ALIGN_LEFT}};
	size_t shown = d->nrows < options->max_rows ? d->nrows : options->max_rows;

	buf_str(b, "## ");
	if (options->title) {
		markdown_text(b, options->title, MARKDOWN_NAME);
	} else {
		buf_str(b, "Bisection of ");
		markdown_code(b, d->id, MARKDOWN_NAME);
		buf_char(b, ' ');
		markdown_code(b, d->metric, MARKDOWN_NAME);
	}
	buf_str(b, "\n\n");
	markdown_text(b, d->words, MARKDOWN_TEXT);
	buf_str(b, ".\n\n");
	if (shown) {
		markdown_table(b, heads, sizeof heads / sizeof *heads);
		for (size_t i = 0; i < shown; i++)
			commit_row(b, &d->rows[i]);
	}
	md_more(b, shown, d->nrows);
	buf_char(b, '\n');
}
