#include "import/raw_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/util.h"
#include "import/row_text.h"

enum { ALIKE_MOST = 4096 }; /* rows that become one at most: bounds the memory */

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
	bool again;     /* numbers go straight to WAITING, whose texts the row has */
	size_t at;      /* the column whose number is next when AGAIN */
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
	struct raw_piece moved[ROW_MOVED_MOST];
	struct raw_piece *numbers = xcalloc(row->ncolumns + 1, sizeof *numbers);
	struct raw_apart apart = {
	    .moved = moved, .numbers = numbers, .nmoved = row->nmoved, .nnumbers = row->ncolumns};

	for (size_t i = 0, from = 0; i < row->nmoved; from = row->ends[i++])
		moved[i] = (struct raw_piece){row->moved.s + from, row->ends[i] - from};
	buf_clear(&r->shape);
	buf_char(&r->shape, '{');
	buf_add(&r->shape, row->same.s ? row->same.s : "", row->same.len);
	for (size_t i = 0; i < row->ncolumns; i++) {
		const struct row_column *c = &row->columns[i];

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

/* The numbers of the row that began again differ in their keys: it stands by itself, as NOW. */
static void
again_leave(struct raw_rows *r)
{
	r->again = false;
	r->begun = true;
	row_text_copy(&r->now, &r->waiting);
	for (size_t i = 0; i < r->waiting.ncolumns; i++) {
		struct row_column *from = &r->waiting.columns[i], *to;

		if (i < r->at) {
			to = row_column_add(&r->now);
			buf_add(&to->key, from->key.s, from->key.len);
			row_column_put(to, from->numbers.s + from->whole + 1,
			    from->numbers.len - from->whole - 1);
		}
		from->numbers.len = from->whole;
	}
}

static void
now_end(struct raw_rows *r)
{
	struct row_text swap = r->waiting;

	if (r->again && r->at == r->waiting.ncolumns) {
		r->again = false;
		r->count++;
		r->alike++;
		return;
	}
	if (r->again)
		again_leave(r);
	if (!r->begun)
		return;
	r->begun = false;
	r->count++;
	if (r->alike > 0 && r->alike < ALIKE_MOST && row_texts_alike(&r->waiting, &r->now)) {
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
	row_text_clear(&r->now);
	r->now.line = line;
	r->begun = true;
}

void
raw_row_again(struct raw_rows *r, uint64_t line)
{
	now_end(r);
	r->now.line = line;
	if (r->alike == ALIKE_MOST || r->waiting.ncolumns == 0) {
		row_text_copy(&r->now, &r->waiting);
		r->begun = true;
		return;
	}
	for (size_t i = 0; i < r->waiting.ncolumns; i++)
		r->waiting.columns[i].whole = r->waiting.columns[i].numbers.len;
	r->at = 0;
	r->again = true;
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
	if (!r->moved || r->now.nmoved == ROW_MOVED_MOST || !import_words_have(r->moved, key, len))
		return &r->now.same;
	buf_str(&r->now.same, "\"" RAW_MOVED);
	buf_char(&r->now.same, (char)('0' + r->now.nmoved)); /* ROW_MOVED_MOST is one digit */
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
	struct row_text *waiting = &r->waiting;

	if (r->again &&
	    (r->at == waiting->ncolumns || !row_column_plain(&waiting->columns[r->at], key, len)))
		again_leave(r);
	row_column_put(
	    r->again ? &waiting->columns[r->at++] : row_column_of(&r->now, key, len, &r->key),
	    number, number_len);
}

size_t
raw_rows_end(struct raw_rows *r)
{
	size_t count;

	now_end(r);
	waiting_write(r);
	count = r->count;
	row_text_free(&r->waiting);
	row_text_free(&r->now);
	buf_free(&r->key);
	buf_free(&r->shape);
	free(r);
	return count;
}
