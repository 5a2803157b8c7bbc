#include "import/import_shapes.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/util.h"
#include "import/import_map.h"

enum { SLOTS = 1024, SHAPES_MOST = 4096, BYTES_MOST = 4 << 20 };

/* What stands behind a piece of text. */
enum hole_kind { HOLE_NONE, HOLE_MOVED, HOLE_NUMBERS, HOLE_NUMBER };

/* LEN bytes of what the program made, and what is filled in behind them. */
struct hole {
	size_t from, len, index;
	enum hole_kind kind;
};

struct row_shape {
	struct row_shape *same_slot;
	char *row; /* the program got this */
	size_t row_len;
	char *made; /* and made that */
	struct hole *holes;
	size_t n, cap;
};

struct import_shapes {
	const struct import_format *format;
	const char *file, *made;
	struct import_cases *cases;
	struct import_map *map;
	struct row_shape *slots[SLOTS], *last;
	size_t n, bytes; /* shapes, and what they take about */
	size_t count;
	struct buf text;
};

struct import_shapes *
import_shapes_new(const struct import_format *format, const char *file, const char *made,
    struct import_cases *cases, unsigned seconds)
{
	struct import_shapes *s = xcalloc(1, sizeof *s);

	s->format = format;
	s->file = file;
	s->made = made;
	s->cases = cases;
	s->map = import_map_open(format, seconds);
	return s;
}

static void
shapes_forget(struct import_shapes *s)
{
	for (size_t i = 0; i < SLOTS; i++)
		while (s->slots[i]) {
			struct row_shape *shape = s->slots[i];

			s->slots[i] = shape->same_slot;
			free(shape->row);
			free(shape->made);
			free(shape->holes);
			free(shape);
		}
	s->n = s->bytes = 0;
	s->last = NULL;
}

/* The end of the mark that begins at AT with its quote, and what it stands for; NULL when it is
 * not alone in its string. */
static const char *
mark_read(const char *at, const char *begin, struct hole *hole)
{
	const size_t len = strlen("\"" RAW_MOVED);
	bool moved = strncmp(at, "\"" RAW_MOVED, len) == 0;
	char *end;

	if (!moved && strncmp(at, "\"" RAW_NUMBERS, len) != 0)
		return NULL;
	hole->index = strtoul(at + len, &end, 10);
	/* In an object a list is a single number: the program took the first one. */
	hole->kind = moved ? HOLE_MOVED : at > begin && at[-1] == ':' ? HOLE_NUMBER : HOLE_NUMBERS;
	return end > at + len && *end == '"' ? end + 1 : NULL;
}

/* Find the holes in what was made for SHAPE. */
static void
holes_find(const struct import_shapes *s, struct row_shape *shape)
{
	const char *p = shape->made, *mark;

	for (;;) {
		struct hole *hole;

		shape->holes = xgrow(shape->holes, shape->n, &shape->cap, sizeof *shape->holes);
		hole = &shape->holes[shape->n++];
		*hole = (struct hole){.from = (size_t)(p - shape->made), .len = strlen(p)};
		mark = strstr(p, RAW_MARK);
		if (!mark)
			return;
		mark--;
		hole->len = (size_t)(mark - p);
		p = mark_read(mark, shape->made, hole);
		if (!p)
			die("%s: %s: what is 'moved', or measured, must be moved as it is", s->file,
			    s->format->path);
	}
}

static struct row_shape *
shape_ask(struct import_shapes *s, const struct raw_piece *row)
{
	struct row_shape *shape;
	struct buf made = BUF_INIT;

	if (s->n == SHAPES_MOST || s->bytes > BYTES_MOST)
		shapes_forget(s);
	if (!import_map_ask(s->map, s->file, row->s, row->len, &made)) {
		import_map_end(s->map, s->file);
		die("%s: %s: jq ended too early", s->file, s->format->path);
	}
	shape = xcalloc(1, sizeof *shape);
	shape->row = xstrndup(row->s, row->len);
	shape->row_len = row->len;
	shape->made = buf_take(&made);
	holes_find(s, shape);
	s->n++;
	s->bytes += row->len + strlen(shape->made) + shape->cap * sizeof *shape->holes;
	return shape;
}

static bool
shape_is(const struct row_shape *shape, const struct raw_piece *row)
{
	return shape->row_len == row->len && memcmp(shape->row, row->s, row->len) == 0;
}

static struct row_shape *
shape_of(struct import_shapes *s, const struct raw_piece *row)
{
	struct row_shape **slot, *shape;
	uint64_t hash;

	if (s->last && shape_is(s->last, row))
		return s->last;
	hash = hash_string(HASH_START, row->s);
	slot = &s->slots[(hash ^ hash >> 32) % SLOTS];
	for (shape = *slot; shape && !shape_is(shape, row); shape = shape->same_slot)
		continue;
	if (!shape) {
		shape = shape_ask(s, row);
		shape->same_slot = *slot;
		*slot = shape;
	}
	s->last = shape;
	return shape;
}

static void
hole_fill(struct import_shapes *s, const struct hole *hole, const struct raw_apart *row)
{
	const struct raw_piece *piece =
	    hole->kind == HOLE_MOVED ? &row->moved[hole->index] : &row->numbers[hole->index];
	const char *comma = NULL;

	if (hole->index >= (hole->kind == HOLE_MOVED ? row->nmoved : row->nnumbers))
		die("%s: has a mark that is not its own in a text", s->file);
	if (hole->kind == HOLE_NUMBER)
		comma = memchr(piece->s, ',', piece->len);
	buf_add(&s->text, piece->s, comma ? (size_t)(comma - piece->s) : piece->len);
}

void
import_shapes_take(void *shapes, const struct raw_apart *row)
{
	struct import_shapes *s = shapes;
	const struct row_shape *shape = shape_of(s, &row->shape);
	struct scanner *scanner;

	buf_clear(&s->text);
	for (size_t i = 0; i < shape->n; i++) {
		const struct hole *hole = &shape->holes[i];

		buf_add(&s->text, shape->made + hole->from, hole->len);
		if (hole->kind != HOLE_NONE)
			hole_fill(s, hole, row);
	}
	scanner = scanner_of_text(s->text.s, s->text.len, s->made);
	for (; scan_more(scanner); s->count++)
		import_cases_add(s->cases, scanner);
	scanner_free(scanner);
}

size_t
import_shapes_end(struct import_shapes *s)
{
	size_t count = s->count;

	shapes_forget(s);
	import_map_end(s->map, s->file);
	buf_free(&s->text);
	free(s);
	return count;
}
