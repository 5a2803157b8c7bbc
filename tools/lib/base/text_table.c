#include "base/text_table.h"

#include <stdlib.h>

#include "base/tame.h"
#include "base/text_fold.h"
#include "base/text_layout.h"
#include "base/text_width.h"

struct text_table *
text_table_new(const struct text_style *style, const struct text_column *columns, size_t n)
{
	struct text_table *t = xcalloc(1, sizeof *t);

	*t = (struct text_table){.style = style, .columns = columns, .ncolumns = n};
	t->titles = xcalloc(n, sizeof *t->titles);
	for (size_t i = 0; i < n; i++) {
		struct buf plain = BUF_INIT;

		text_plain(&plain, style, columns[i].title);
		t->titles[i] = buf_take(&plain);
	}
	return t;
}

void
text_table_free(struct text_table *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->n; i++)
		free(t->cells[i].text);
	for (size_t i = 0; i < t->ncolumns; i++)
		free(t->titles[i]);
	free(t->titles);
	free(t->cells);
	free(t);
}

void
text_table_cell(struct text_table *t, const char *text, enum text_paint paint)
{
	struct buf b = BUF_INIT;

	t->cells = xgrow(t->cells, t->n, &t->cap, sizeof *t->cells);
	text_plain(&b, t->style, text);
	while (b.len && b.s[b.len - 1] == ' ')
		b.s[--b.len] = '\0';
	t->cells[t->n].text = buf_take(&b);
	t->cells[t->n].columns = text_columns(t->cells[t->n].text);
	t->cells[t->n++].paint = paint;
}

/* A line of one place. */
struct table_piece {
	char *text;
	enum text_paint paint;
	size_t inset;
	bool right;
};

/* The lines of the place of one column, from the top. */
struct table_place {
	struct table_piece *pieces;
	size_t n, cap;
};

static void
piece_add(struct table_place *p, const char *text, size_t len, struct table_piece like)
{
	p->pieces = xgrow(p->pieces, p->n, &p->cap, sizeof *p->pieces);
	like.text = xstrndup(text, len);
	p->pieces[p->n++] = like;
}

/* Add TEXT, of column I, to the place where that stands, its further lines in by INDENT more. */
static void
cell_place(const struct text_table *t, const struct text_slot *slots, size_t i, const char *text,
    enum text_paint paint, size_t indent, struct table_place *places)
{
	size_t inset = text_layout_inset(t, slots, i), width = slots[slots[i].host].width - inset;
	struct table_piece like = {NULL, paint, inset, text_layout_right(t, slots, i)};
	struct buf plain = BUF_INIT;

	for (const char *s = text; *s;) {
		struct text_fold fold = text_fold_first(s, width);

		buf_clear(&plain);
		buf_add(&plain, s, fold.len);
		/* what begins a line only now */
		if (s > text)
			line_tame(plain.s);
		piece_add(&places[slots[i].host], plain.s, plain.len, like);
		if (s == text) {
			like.inset += indent;
			width -= indent;
		}
		s += fold.next;
	}
	buf_free(&plain);
}

static void
piece_draw(const struct text_table *t, struct buf *b, const struct table_piece *piece, size_t start,
    size_t width, size_t *at)
{
	size_t columns = text_columns(piece->text), target = start + piece->inset;

	if (piece->right && columns < width)
		target = start + width - columns;
	if (!columns)
		return;
	buf_printf(b, "%*s", (int)(target - *at), "");
	text_painted(b, t->style, piece->paint, piece->text);
	*at = target + columns;
}

/* Draw the places side by side, and empty them. */
static void
places_draw(const struct text_table *t, const struct text_slot *slots, struct buf *b,
    struct table_place *places)
{
	size_t lines = 0;

	for (size_t i = 0; i < t->ncolumns; i++)
		lines = places[i].n > lines ? places[i].n : lines;
	for (size_t line = 0; line < (lines ? lines : 1); line++) {
		size_t at = 0, start = 0;

		for (size_t i = 0; i < t->ncolumns; i++) {
			if (line < places[i].n)
				piece_draw(
				    t, b, &places[i].pieces[line], start, slots[i].width, &at);
			start += slots[i].width ? slots[i].width + TEXT_LAYOUT_GAP : 0;
		}
		buf_char(b, '\n');
	}
	for (size_t i = 0; i < t->ncolumns; i++) {
		for (size_t k = 0; k < places[i].n; k++)
			free(places[i].pieces[k].text);
		places[i].n = 0;
	}
}

/* Add what column I has in the row ROW, or its title in row 0. */
static void
column_place(const struct text_table *t, const struct text_slot *slots, size_t row, size_t i,
    struct table_place *places)
{
	size_t width = slots[slots[i].host].width - text_layout_inset(t, slots, i);
	const struct text_cell *cell = row ? &t->cells[(row - 1) * t->ncolumns + i] : NULL;
	struct buf fitted = BUF_INIT, rest = BUF_INIT;

	if (cell) {
		buf_str(&rest, cell->text + slots[i].prefix);
		/* without its prefix it may begin a line */
		if (rest.len)
			line_tame(rest.s);
		text_layout_fitted(t, slots, i, rest.s ? rest.s : "", width, &fitted);
		cell_place(
		    t, slots, i, fitted.s, cell->paint, text_layout_indent(t, slots, i), places);
	} else {
		cell_place(t, slots, i, t->titles[i], PAINT_DIM, 0, places);
	}
	buf_free(&fitted);
	buf_free(&rest);
}

static void
row_draw(const struct text_table *t, const struct text_slot *slots, struct buf *b, size_t row,
    struct table_place *places)
{
	/* first what has its own place, then what stands under it */
	for (int under = 0; under < 2; under++)
		for (size_t i = 0; i < t->ncolumns; i++)
			if (text_slot_shown(&slots[i]) && (slots[i].host != i) == under)
				column_place(t, slots, row, i, places);
	places_draw(t, slots, b, places);
}

/* Add LINE, unless it is empty. */
static void
dim_add(const struct text_table *t, struct buf *b, const struct buf *line)
{
	struct buf wrapped = BUF_INIT;

	if (!line->len)
		return;
	text_wrapped(&wrapped, t->style, TEXT_LAYOUT_INDENT, line->s);
	text_painted(b, t->style, PAINT_DIM, wrapped.s);
	buf_char(b, '\n');
	buf_free(&wrapped);
}

/* "every row: metric throughput, benchmark bench/…" */
static void
common_add(const struct text_table *t, const struct text_slot *slots, struct buf *b)
{
	struct buf line = BUF_INIT;

	for (size_t i = 0; i < t->ncolumns; i++) {
		if (!slots[i].once && !slots[i].prefix)
			continue;
		buf_printf(&line, "%s%s ", line.len ? ", " : "every row: ", t->titles[i]);
		if (slots[i].once) {
			buf_str(&line, t->cells[i].text);
		} else {
			buf_add(&line, t->cells[i].text, slots[i].prefix);
			buf_str(&line, "\xE2\x80\xA6");
		}
	}
	dim_add(t, b, &line);
	buf_free(&line);
}

/* "no room for: runs, samples" */
static void
outs_add(const struct text_table *t, const struct text_slot *slots, struct buf *b)
{
	struct buf line = BUF_INIT;

	for (size_t i = 0; i < t->ncolumns; i++)
		if (slots[i].out)
			buf_printf(&line, "%s%s", line.len ? ", " : "no room for: ", t->titles[i]);
	dim_add(t, b, &line);
	buf_free(&line);
}

/* Each row as a list of its cells. */
static void
records_add(const struct text_table *t, struct buf *b)
{
	for (size_t row = 0; row < text_table_rows(t); row++) {
		if (row)
			buf_char(b, '\n');
		for (size_t i = 0; i < t->ncolumns; i++) {
			const struct text_cell *cell = &t->cells[row * t->ncolumns + i];
			struct buf line = BUF_INIT, wrapped = BUF_INIT;

			if (!cell->columns)
				continue;
			buf_printf(&line, "%s: %s", t->titles[i], cell->text);
			text_wrapped(&wrapped, t->style, TEXT_LAYOUT_INDENT, line.s);
			text_painted(b, t->style, cell->paint, wrapped.s);
			buf_char(b, '\n');
			buf_free(&line);
			buf_free(&wrapped);
		}
	}
}

void
text_table_add(const struct text_table *t, struct buf *b)
{
	struct text_slot *slots = text_layout_new(t);
	struct table_place *places;

	if (!slots) {
		records_add(t, b);
		return;
	}
	places = xcalloc(t->ncolumns, sizeof *places);
	common_add(t, slots, b);
	for (size_t row = 0; row <= text_table_rows(t); row++)
		row_draw(t, slots, b, row, places);
	outs_add(t, slots, b);
	for (size_t i = 0; i < t->ncolumns; i++)
		free(places[i].pieces);
	free(places);
	free(slots);
}
