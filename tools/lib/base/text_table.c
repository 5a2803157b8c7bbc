#include "base/text_table.h"

#include <stdlib.h>

#include "base/text_cut.h"
#include "base/text_width.h"

enum { GAP = 2 };

struct text_cell {
	char *text;
	size_t columns;
	enum text_paint paint;
};

struct text_table {
	const struct text_style *style;
	const struct text_column *columns;
	size_t ncolumns;
	char **titles; /* plain */
	struct text_cell *cells;
	size_t n, cap;
};

/* A column as it is shown; WIDTH 0: it is not. */
struct text_fit {
	size_t width;
	bool out;
};

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
	t->cells[t->n].text = buf_take(&b);
	t->cells[t->n].columns = text_columns(t->cells[t->n].text);
	t->cells[t->n++].paint = paint;
}

static void
widths_find(const struct text_table *t, struct text_fit *fits)
{
	for (size_t i = 0; i < t->ncolumns; i++)
		fits[i].width = 0;
	for (size_t i = 0; t->ncolumns > 0 && i < t->n; i++) {
		struct text_fit *fit = &fits[i % t->ncolumns];

		if (!fit->out && t->cells[i].columns > fit->width)
			fit->width = t->cells[i].columns;
	}
	for (size_t i = 0; i < t->ncolumns; i++) {
		size_t title = text_columns(t->titles[i]);

		if (fits[i].width && fits[i].width < title)
			fits[i].width = title;
		if (t->columns[i].most && fits[i].width > t->columns[i].most)
			fits[i].width = t->columns[i].most;
	}
}

static size_t
width_sum(const struct text_table *t, const struct text_fit *fits)
{
	size_t sum = 0;

	for (size_t i = 0; i < t->ncolumns; i++)
		sum += fits[i].width ? fits[i].width + (sum ? GAP : 0) : 0;
	return sum;
}

/* How many columns more a cut name fills without UTF-8, where both its dots are spelled. */
static size_t
mark_longer(const struct text_table *t)
{
	return t->style->unicode ? 0 : 4;
}

static size_t
least_width(const struct text_table *t)
{
	return TEXT_CUT_LEAST + mark_longer(t);
}

/* Make names narrower by up to EXCESS columns. */
static void
names_narrow(const struct text_table *t, struct text_fit *fits, size_t excess)
{
	for (size_t i = 0; i < t->ncolumns && excess; i++) {
		size_t over = t->columns[i].name && fits[i].width > least_width(t)
				  ? fits[i].width - least_width(t)
				  : 0;
		size_t cut = over < excess ? over : excess;

		fits[i].width -= cut;
		excess -= cut;
	}
}

/* The column that can be spared best; NULL: none. */
static struct text_fit *
spare_find(const struct text_table *t, struct text_fit *fits)
{
	struct text_fit *best = NULL;
	int most = 0;

	for (size_t i = 0; i < t->ncolumns; i++)
		if (fits[i].width && t->columns[i].spare > most) {
			most = t->columns[i].spare;
			best = &fits[i];
		}
	return best;
}

static struct text_fit *
columns_fit(const struct text_table *t)
{
	struct text_fit *fits = xcalloc(t->ncolumns, sizeof *fits), *spare;

	for (;;) {
		size_t sum;

		widths_find(t, fits);
		sum = width_sum(t, fits);
		if (sum <= t->style->columns)
			return fits;
		names_narrow(t, fits, sum - t->style->columns);
		spare = spare_find(t, fits);
		if (width_sum(t, fits) <= t->style->columns || !spare)
			return fits;
		spare->out = true;
	}
}

/* TEXT in at most WIDTH columns, if it is a name that can be cut. */
static void
name_fitted(const struct text_table *t, struct buf *b, const char *text, size_t width)
{
	struct buf cut = BUF_INIT;

	if (text_columns(text) <= width || width < least_width(t)) {
		buf_str(b, text);
		return;
	}
	text_cut_add(&cut, text, width - mark_longer(t));
	text_plain(b, t->style, cut.s);
	buf_free(&cut);
}

/* Where a line has got to, and where its next column begins. */
struct text_line {
	size_t at, start;
};

static void
cell_add(const struct text_table *t, struct buf *b, struct text_line *line, size_t i, size_t width,
    const char *text, enum text_paint paint)
{
	struct buf fitted = BUF_INIT;
	size_t columns, target = line->start;

	if (t->columns[i].name)
		name_fitted(t, &fitted, text, width);
	else
		buf_str(&fitted, text);
	columns = text_columns(fitted.s);
	if (t->columns[i].right && columns < width)
		target += width - columns;
	if (columns) {
		buf_printf(b, "%*s", (int)(target - line->at), "");
		text_painted(b, t->style, paint, fitted.s);
		line->at = target + columns;
	}
	line->start += width + GAP;
	buf_free(&fitted);
}

void
text_table_add(const struct text_table *t, struct buf *b)
{
	struct text_fit *fits = columns_fit(t);

	for (size_t row = 0; row <= t->n / t->ncolumns; row++) {
		struct text_line line = {0, 0};

		for (size_t i = 0; i < t->ncolumns; i++) {
			const struct text_cell *cell =
			    row ? &t->cells[(row - 1) * t->ncolumns + i] : NULL;

			if (fits[i].width)
				cell_add(t, b, &line, i, fits[i].width,
				    cell ? cell->text : t->titles[i],
				    cell ? cell->paint : PAINT_DIM);
		}
		buf_char(b, '\n');
	}
	free(fits);
}
