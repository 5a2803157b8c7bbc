#include "import/raw_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/util.h"

enum { MOVED_MOST = 8, ALIKE_MOST = 4096 }; /* rows that become one at most: bounds the memory */

/* The measured numbers of one key. */
struct column {
	struct buf key, numbers; /* as JSON; several with commas between */
};

/* One row: what is equal in several, and what is measured. */
struct row_text {
	struct buf same;
	struct buf moved; /* texts, one behind the other, which end at ENDS */
	size_t ends[MOVED_MOST], nmoved;
	struct column *columns;
	size_t ncolumns, cap;
	uint64_t line;
};

struct raw_rows {
	FILE *to; /* NULL: rows go to TAKE */
	void (*take)(void *to, const struct raw_apart *row);
	void *take_to;
	const struct import_words *moved; /* or NULL */
	struct buf shape;
	struct row_text waiting, now;
	size_t alike; /* rows that are WAITING; 0: none */
	size_t count;
	bool begun;
	struct buf key; /* the last one, as JSON */
};

struct raw_rows *
raw_rows_new(FILE *to)
{
	struct raw_rows *r = xcalloc(1, sizeof *r);

	r->to = to;
	return r;
}

struct raw_rows *
raw_rows_apart(
    const struct import_words *moved, void (*take)(void *to, const struct raw_apart *row), void *to)
{
	struct raw_rows *r = raw_rows_new(NULL);

	r->moved = moved;
	r->take = take;
	r->take_to = to;
	return r;
}

static void
row_clear(struct row_text *row)
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

static void
row_free(struct row_text *row)
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

static bool
rows_alike(const struct row_text *a, const struct row_text *b)
{
	if (a->ncolumns != b->ncolumns || !bufs_equal(&a->same, &b->same) ||
	    !bufs_equal(&a->moved, &b->moved))
		return false;
	for (size_t i = 0; i < a->ncolumns; i++)
		if (!bufs_equal(&a->columns[i].key, &b->columns[i].key))
			return false;
	return a->ncolumns > 0;
}

static void
number_add(struct buf *b, size_t n)
{
	if (n > 9)
		number_add(b, n / 10);
	buf_char(b, (char)('0' + n % 10));
}

/* Give ROW to the one who takes it apart. */
static void
row_take(struct raw_rows *r, const struct row_text *row)
{
	struct raw_piece moved[MOVED_MOST];
	struct raw_piece *numbers = xcalloc(row->ncolumns + 1, sizeof *numbers);
	struct raw_apart apart = {
	    .moved = moved, .numbers = numbers, .nmoved = row->nmoved, .nnumbers = row->ncolumns};

	for (size_t i = 0, from = 0; i < row->nmoved; from = row->ends[i++])
		moved[i] = (struct raw_piece){row->moved.s + from, row->ends[i] - from};
	buf_clear(&r->shape);
	buf_char(&r->shape, '{');
	buf_add(&r->shape, row->same.s ? row->same.s : "", row->same.len);
	for (size_t i = 0; i < row->ncolumns; i++) {
		const struct column *c = &row->columns[i];

		if (r->shape.len > 1)
			buf_char(&r->shape, ',');
		buf_add(&r->shape, c->key.s, c->key.len);
		buf_str(&r->shape, ":[\"" RAW_NUMBERS);
		number_add(&r->shape, i);
		buf_str(&r->shape, "\"]");
		numbers[i] = (struct raw_piece){c->numbers.s, c->numbers.len};
	}
	buf_str(&r->shape, "}\n");
	apart.shape = (struct raw_piece){r->shape.s, r->shape.len};
	r->take(r->take_to, &apart);
	free(numbers);
}

static void
waiting_write(struct raw_rows *r)
{
	struct row_text *row = &r->waiting;

	if (r->alike == 0)
		return;
	r->alike = 0;
	if (r->take) {
		row_take(r, row);
		return;
	}
	fputc('{', r->to);
	if (row->same.len)
		fwrite(row->same.s, 1, row->same.len, r->to);
	for (size_t i = 0; i < row->ncolumns; i++)
		fprintf(r->to, "%s%s:[%s]", i || row->same.len ? "," : "", row->columns[i].key.s,
		    row->columns[i].numbers.s);
	fprintf(r->to, "%s\"$line\":%llu}\n", row->same.len || row->ncolumns ? "," : "",
	    (unsigned long long)row->line);
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

/* Begin the value of KEY; where it goes to. When it is one that is moved, its place is there
 * already. */
static struct buf *
value_begin(struct raw_rows *r, const char *key, size_t len)
{
	key_add(r, key, len);
	if (!r->moved || r->now.nmoved == MOVED_MOST || !import_words_have(r->moved, key, len))
		return &r->now.same;
	buf_str(&r->now.same, "\"" RAW_MOVED);
	buf_char(&r->now.same, (char)('0' + r->now.nmoved)); /* MOVED_MOST is one digit */
	buf_char(&r->now.same, '"');
	return &r->now.moved;
}

static void
value_end(struct raw_rows *r, const struct buf *to)
{
	if (to == &r->now.moved)
		r->now.ends[r->now.nmoved++] = to->len;
}

void
raw_row_text(struct raw_rows *r, const char *key, size_t len, const char *text, size_t text_len)
{
	struct buf *to = value_begin(r, key, len);

	raw_text_add(to, text, text_len);
	value_end(r, to);
}

void
raw_row_json(struct raw_rows *r, const char *key, size_t len, const char *json, size_t json_len)
{
	struct buf *to;

	if (*json != '"') { /* null, say, is looked at */
		key_add(r, key, len);
		buf_add(&r->now.same, json, json_len);
		return;
	}
	to = value_begin(r, key, len);
	buf_add(to, json, json_len);
	value_end(r, to);
}

void
raw_row_number(
    struct raw_rows *r, const char *key, size_t len, const char *number, size_t number_len)
{
	struct row_text *row = &r->now;
	struct column *c;

	buf_clear(&r->key);
	raw_text_add(&r->key, key, len);
	for (size_t i = 0; i < row->ncolumns; i++)
		if (bufs_equal(&row->columns[i].key, &r->key)) {
			buf_char(&row->columns[i].numbers, ',');
			buf_add(&row->columns[i].numbers, number, number_len);
			return;
		}
	if (row->ncolumns == row->cap) {
		size_t cap = row->cap ? 2 * row->cap : 4;

		row->columns = xreallocarray(row->columns, cap, sizeof *row->columns);
		memset(row->columns + row->cap, 0, (cap - row->cap) * sizeof *row->columns);
		row->cap = cap;
	}
	c = &row->columns[row->ncolumns++];
	buf_add(&c->key, r->key.s, r->key.len);
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
	buf_free(&r->key);
	buf_free(&r->shape);
	free(r);
	return count;
}
