#include "import/raw_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/util.h"

enum { ALIKE_MOST = 4096 }; /* rows that become one at most: bounds the memory */

/* The measured numbers of one key. */
struct column {
	struct buf key, numbers; /* as JSON; several with commas between */
};

/* One row: what is equal in several, and what is measured. */
struct row_text {
	struct buf same;
	struct column *columns;
	size_t ncolumns, cap;
	uint64_t line;
};

struct raw_rows {
	FILE *to;
	struct row_text waiting, now;
	size_t alike; /* rows that are WAITING; 0: none */
	size_t count;
	bool begun;
};

struct raw_rows *
raw_rows_new(FILE *to)
{
	struct raw_rows *r = xcalloc(1, sizeof *r);

	r->to = to;
	return r;
}

void
raw_text_add(struct buf *b, const char *s, size_t len)
{
	static const char hex[] = "0123456789abcdef";
	const char *end = s + len;

	buf_char(b, '"');
	while (s < end) {
		unsigned char c = (unsigned char)*s;
		size_t n;

		if (c == '"' || c == '\\') {
			buf_char(b, '\\');
			buf_char(b, *s++);
		} else if (c < 0x20) {
			buf_str(b, "\\u00");
			buf_char(b, hex[c >> 4]);
			buf_char(b, hex[c & 15]);
			s++;
		} else if (c < 0x80) {
			buf_char(b, *s++);
		} else if ((n = utf8_length(s, (size_t)(end - s))) > 0) {
			buf_add(b, s, n);
			s += n;
		} else {
			buf_str(b, "\xef\xbf\xbd");
			s++;
		}
	}
	buf_char(b, '"');
}

static void
row_clear(struct row_text *row)
{
	buf_clear(&row->same);
	for (size_t i = 0; i < row->ncolumns; i++) {
		buf_clear(&row->columns[i].key);
		buf_clear(&row->columns[i].numbers);
	}
	row->ncolumns = 0;
}

static void
row_free(struct row_text *row)
{
	for (size_t i = 0; i < row->cap; i++) {
		buf_free(&row->columns[i].key);
		buf_free(&row->columns[i].numbers);
	}
	free(row->columns);
	buf_free(&row->same);
}

static bool
bufs_equal(const struct buf *a, const struct buf *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->s, b->s, a->len) == 0);
}

static bool
rows_alike(const struct row_text *a, const struct row_text *b)
{
	if (a->ncolumns != b->ncolumns || !bufs_equal(&a->same, &b->same))
		return false;
	for (size_t i = 0; i < a->ncolumns; i++)
		if (!bufs_equal(&a->columns[i].key, &b->columns[i].key))
			return false;
	return a->ncolumns > 0;
}

static void
waiting_write(struct raw_rows *r)
{
	struct row_text *row = &r->waiting;

	if (r->alike == 0)
		return;
	fputc('{', r->to);
	if (row->same.len)
		fwrite(row->same.s, 1, row->same.len, r->to);
	for (size_t i = 0; i < row->ncolumns; i++)
		fprintf(r->to, "%s%s:[%s]", i || row->same.len ? "," : "", row->columns[i].key.s,
		    row->columns[i].numbers.s);
	fprintf(r->to, "%s\"$line\":%llu}\n", row->same.len || row->ncolumns ? "," : "",
	    (unsigned long long)row->line);
	r->alike = 0;
}

static void
now_end(struct raw_rows *r)
{
	struct row_text swap = r->waiting;

	if (!r->begun)
		return;
	r->begun = false;
	r->count++;
	if (r->alike > 0 && r->alike < ALIKE_MOST && rows_alike(&r->waiting, &r->now)) {
		for (size_t i = 0; i < r->now.ncolumns; i++) {
			buf_char(&r->waiting.columns[i].numbers, ',');
			buf_add(&r->waiting.columns[i].numbers, r->now.columns[i].numbers.s,
			    r->now.columns[i].numbers.len);
		}
		r->alike++;
		return;
	}
	waiting_write(r);
	r->waiting = r->now;
	r->now = swap;
	r->alike = 1;
}

void
raw_row_begin(struct raw_rows *r, uint64_t line)
{
	now_end(r);
	row_clear(&r->now);
	r->now.line = line;
	r->begun = true;
}

static void
key_add(struct raw_rows *r, const char *key, size_t len)
{
	if (r->now.same.len)
		buf_char(&r->now.same, ',');
	raw_text_add(&r->now.same, key, len);
	buf_char(&r->now.same, ':');
}

void
raw_row_text(struct raw_rows *r, const char *key, size_t len, const char *text, size_t text_len)
{
	key_add(r, key, len);
	raw_text_add(&r->now.same, text, text_len);
}

void
raw_row_json(struct raw_rows *r, const char *key, size_t len, const char *json, size_t json_len)
{
	key_add(r, key, len);
	buf_add(&r->now.same, json, json_len);
}

void
raw_row_number(
    struct raw_rows *r, const char *key, size_t len, const char *number, size_t number_len)
{
	struct row_text *row = &r->now;
	struct buf quoted = BUF_INIT;
	struct column *c;

	raw_text_add(&quoted, key, len);
	for (size_t i = 0; i < row->ncolumns; i++)
		if (bufs_equal(&row->columns[i].key, &quoted)) {
			buf_char(&row->columns[i].numbers, ',');
			buf_add(&row->columns[i].numbers, number, number_len);
			buf_free(&quoted);
			return;
		}
	if (row->ncolumns == row->cap) {
		size_t cap = row->cap ? 2 * row->cap : 4;

		row->columns = xreallocarray(row->columns, cap, sizeof *row->columns);
		memset(row->columns + row->cap, 0, (cap - row->cap) * sizeof *row->columns);
		row->cap = cap;
	}
	c = &row->columns[row->ncolumns++];
	buf_add(&c->key, quoted.s, quoted.len);
	buf_free(&quoted);
	buf_add(&c->numbers, number, number_len);
}

size_t
raw_rows_end(struct raw_rows *r)
{
	size_t count;

	now_end(r);
	waiting_write(r);
	count = r->count;
	row_free(&r->waiting);
	row_free(&r->now);
	free(r);
	return count;
}
