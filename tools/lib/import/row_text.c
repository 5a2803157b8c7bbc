#include "import/row_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "import/raw_rows.h"

void
row_text_clear(struct row_text *row)
{
	buf_clear(&row->same);
	buf_clear(&row->moved);
	row->nmoved = 0;
	for (size_t i = 0; i < row->ncolumns; i++) {
		buf_clear(&row->columns[i].key);
		buf_clear(&row->columns[i].numbers);
	}
	row->ncolumns = 0;
}

void
row_text_free(struct row_text *row)
{
	for (size_t i = 0; i < row->cap; i++) {
		buf_free(&row->columns[i].key);
		buf_free(&row->columns[i].numbers);
	}
	free(row->columns);
	buf_free(&row->same);
	buf_free(&row->moved);
}

static bool
bufs_equal(const struct buf *a, const struct buf *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->s, b->s, a->len) == 0);
}

bool
row_texts_alike(const struct row_text *a, const struct row_text *b)
{
	if (a->ncolumns != b->ncolumns || !bufs_equal(&a->same, &b->same) ||
	    !bufs_equal(&a->moved, &b->moved))
		return false;
	for (size_t i = 0; i < a->ncolumns; i++)
		if (!bufs_equal(&a->columns[i].key, &b->columns[i].key))
			return false;
	return a->ncolumns > 0;
}

void
row_text_copy(struct row_text *to, const struct row_text *from)
{
	row_text_clear(to);
	buf_add(&to->same, from->same.s, from->same.len);
	buf_add(&to->moved, from->moved.s, from->moved.len);
	memcpy(to->ends, from->ends, sizeof to->ends);
	to->nmoved = from->nmoved;
}

struct row_column *
row_column_add(struct row_text *row)
{
	if (row->ncolumns == row->cap) {
		size_t cap = row->cap ? 2 * row->cap : 4;

		row->columns = xreallocarray(row->columns, cap, sizeof *row->columns);
		memset(row->columns + row->cap, 0, (cap - row->cap) * sizeof *row->columns);
		row->cap = cap;
	}
	return &row->columns[row->ncolumns++];
}

bool
row_column_plain(const struct row_column *c, const char *key, size_t len)
{
	return c->key.len == len + 2 && memcmp(c->key.s + 1, key, len) == 0;
}

struct row_column *
row_column_of(struct row_text *row, const char *key, size_t len, struct buf *scratch)
{
	struct row_column *c;

	for (size_t i = 0; i < row->ncolumns; i++)
		if (row_column_plain(&row->columns[i], key, len))
			return &row->columns[i];
	buf_clear(scratch);
	raw_text_add(scratch, key, len);
	for (size_t i = 0; i < row->ncolumns && scratch->len != len + 2; i++)
		if (bufs_equal(&row->columns[i].key, scratch))
			return &row->columns[i];
	c = row_column_add(row);
	buf_add(&c->key, scratch->s, scratch->len);
	return c;
}

void
row_column_put(struct row_column *c, const char *number, size_t len)
{
	if (c->numbers.len)
		buf_char(&c->numbers, ',');
	buf_add(&c->numbers, number, len);
}
