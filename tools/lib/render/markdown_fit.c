#include "render/markdown_fit.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "base/util.h"
#include "render/markdown_scan.h"

struct table {
	size_t rows, dropped;
};

struct fit {
	const char *text, *where;
	struct markdown_line *lines;
	size_t n;
	bool *dropped; /* by line */
	struct table *tables;
	struct markdown_size size, max;
};

struct markdown_size
markdown_size(const char *text, size_t len)
{
	struct markdown_size size = {0, len};

	for (size_t i = 0; i < len;) {
		size_t n = utf8_length(text + i, len - i);

		size.chars += n == 4 ? 2 : 1;
		i += n ? n : 1;
	}
	return size;
}

static bool
is_over(const struct fit *f)
{
	return f->size.chars > f->max.chars || f->size.bytes > f->max.bytes;
}

static void
size_add(struct markdown_size *size, struct markdown_size more)
{
	size->chars += more.chars;
	size->bytes += more.bytes;
}

static void
size_remove(struct markdown_size *size, const struct markdown_line *l)
{
	size->chars -= l->chars;
	size->bytes -= l->len;
}

/* What stands in place of N rows; the empty line before it ends their table. */
static void
rows_notice(struct buf *b, const struct fit *f, size_t n)
{
	buf_printf(b, "\n*%zu more in %s*\n", n, f->where);
}

static void
end_notice(struct buf *b, const struct fit *f)
{
	buf_printf(b, "*The rest is in %s*\n", f->where);
}

static struct markdown_size
notice_size(const struct fit *f, size_t rows)
{
	struct buf b = BUF_INIT;
	struct markdown_size size;

	if (rows)
		rows_notice(&b, f, rows);
	else
		end_notice(&b, f);
	size = markdown_size(b.s, b.len);
	buf_free(&b);
	return size;
}

/* Drop rows from the last one up until it fits; a table without rows loses its head. */
static void
drop_rows(struct fit *f, bool folded)
{
	for (size_t i = f->n; i-- > 0 && is_over(f);) {
		const struct markdown_line *l = &f->lines[i];
		struct table *t = &f->tables[l->table];

		if (l->kind != MARKDOWN_ROW || l->folded != folded)
			continue;
		if (!t->dropped)
			size_add(&f->size, notice_size(f, t->rows));
		t->dropped++;
		f->dropped[i] = true;
		size_remove(&f->size, l);
		for (size_t k = i; t->dropped == t->rows && k-- > 0;) {
			if (f->lines[k].kind != MARKDOWN_HEAD || f->lines[k].table != l->table)
				break;
			f->dropped[k] = true;
			size_remove(&f->size, &f->lines[k]);
		}
	}
}

/* Whether the notice of its table comes in place of line I. */
static bool
is_noticed(const struct fit *f, size_t i)
{
	const struct markdown_line *l = &f->lines[i];

	return l->kind == MARKDOWN_ROW && f->tables[l->table].dropped &&
	       (i + 1 == f->n || f->lines[i + 1].kind != MARKDOWN_ROW);
}

static void
write_line(struct buf *b, const struct fit *f, size_t i)
{
	const struct markdown_line *l = &f->lines[i];

	if (!f->dropped[i])
		buf_add(b, f->text + l->start, l->len);
	if (is_noticed(f, i))
		rows_notice(b, f, f->tables[l->table].dropped);
}

/* Where blocks must end so that they and the last notice fit: the number of lines. */
static size_t
blocks_that_fit(struct fit *f)
{
	struct markdown_size last = notice_size(f, 0), used = last;
	struct buf b = BUF_INIT;
	size_t fit = 0;

	for (size_t i = 0; i <= f->n; i++) {
		struct markdown_size size;

		if (i == f->n || f->lines[i].first) {
			if (used.chars > f->max.chars || used.bytes > f->max.bytes)
				break;
			fit = i;
		}
		if (i == f->n)
			break;
		buf_clear(&b);
		write_line(&b, f, i);
		size = markdown_size(b.s ? b.s : "", b.len);
		size_add(&used, size);
	}
	buf_free(&b);
	return fit;
}

static void
fit_start(struct fit *f)
{
	f->lines = markdown_scan(f->text, f->size.bytes, &f->n);
	f->dropped = xcalloc(f->n + 1, sizeof *f->dropped);
	f->tables = xcalloc(f->n + 1, sizeof *f->tables);
	for (size_t i = 0; i < f->n; i++)
		if (f->lines[i].kind == MARKDOWN_ROW)
			f->tables[f->lines[i].table].rows++;
	drop_rows(f, true);
	drop_rows(f, false);
}

bool
markdown_fit(
    struct buf *b, const char *text, size_t len, struct markdown_size max, const char *where)
{
	struct fit f = {.text = text, .where = where, .size = markdown_size(text, len), .max = max};
	size_t shown;

	if (!is_over(&f)) {
		buf_add(b, text, len);
		return false;
	}
	fit_start(&f);
	shown = is_over(&f) ? blocks_that_fit(&f) : f.n;
	for (size_t i = 0; i < shown; i++)
		write_line(b, &f, i);
	f.size = notice_size(&f, 0);
	if (shown < f.n && !is_over(&f))
		end_notice(b, &f);
	free(f.lines);
	free(f.dropped);
	free(f.tables);
	return true;
}
