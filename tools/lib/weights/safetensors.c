/* The format: README of the crate safetensors. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "weights/weights_parts.h"
#include "json/json_scanner.h"

enum { LENGTH = 8, NAME_ROOM = 256, DIMS_MAX = 64 };
#define HEADER_MAX UINT64_C(100000000)

bool
safetensors_begins(struct weights_file *f)
{
	uint64_t len = 0;
	char first = '\0';

	if (f->size > LENGTH) {
		len = weights_u64(f, "");
		weights_take(f, &first, 1, "");
	}
	f->at = 0;
	return first == '{' && (len <= HEADER_MAX || len <= f->size);
}

/* The whole number that is next. */
static uint64_t
whole_read(struct scanner *s, struct buf *b)
{
	uint64_t v = 0;
	const char *c;

	if (scan_type(s) != SCAN_NUMBER)
		scan_die(s, "expected a whole number");
	buf_clear(b);
	scan_number_text(s, b);
	for (c = b->s; *c >= '0' && *c <= '9'; c++) {
		if (v > (UINT64_MAX - 9) / 10)
			scan_die(s, "'%.40s' does not fit in 64 bits", b->s);
		v = v * 10 + (uint64_t)(*c - '0');
	}
	if (*c)
		scan_die(s, "expected a whole number, not '%.40s'", b->s);
	return v;
}

struct tensor_read {
	const struct dtype *dtype;
	uint64_t elements, from, to;
	bool shaped, placed;
};

static void
shape_read(struct scanner *s, const struct weights_file *f, struct tensor_read *t, struct buf *b)
{
	size_t n = 0;

	if (scan_type(s) != SCAN_ARRAY)
		scan_die(s, "'shape' must be an array of whole numbers");
	t->elements = 1;
	t->shaped = true;
	for (scan_array(s); scan_element(s); n++) {
		if (n == DIMS_MAX)
			scan_die(s, "more than %d dimensions", DIMS_MAX);
		weights_multiply(f, &t->elements, whole_read(s, b));
	}
}

static void
offsets_read(struct scanner *s, struct tensor_read *t, struct buf *b)
{
	uint64_t at[2];
	size_t n = 0;

	if (scan_type(s) != SCAN_ARRAY)
		scan_die(s, "'data_offsets' must be two whole numbers");
	for (scan_array(s); scan_element(s); n++) {
		if (n == 2)
			scan_die(s, "'data_offsets' must be two whole numbers");
		at[n] = whole_read(s, b);
	}
	if (n != 2 || at[0] > at[1])
		scan_die(s, "'data_offsets' must be two whole numbers, the smaller one first");
	t->from = at[0];
	t->to = at[1];
	t->placed = true;
}

static const struct dtype *
dtype_read(struct scanner *s)
{
	const char *text;
	char name[32];
	size_t len;

	if (scan_type(s) != SCAN_STRING)
		scan_die(s, "'dtype' must be a string");
	text = scan_string(s, &len);
	snprintf(name, sizeof name, "%.*s", (int)(len < sizeof name ? len : sizeof name - 1), text);
	return dtype_of_safetensors(name);
}

/* The tensor NAME whose object is next; returns its bytes. DATA: how many the file has for all. */
static uint64_t
tensor_take(struct weights *w, const struct weights_file *f, struct scanner *s, const char *name,
    uint64_t data, struct buf *b)
{
	struct tensor_read t = {.dtype = NULL};
	const char *key;
	uint64_t bytes;
	size_t len;

	if (scan_type(s) != SCAN_OBJECT)
		scan_die(s, "a tensor must be an object");
	for (scan_object(s); scan_member(s, &key, &len);) {
		if (len == 5 && memcmp(key, "dtype", len) == 0)
			t.dtype = dtype_read(s);
		else if (len == 5 && memcmp(key, "shape", len) == 0)
			shape_read(s, f, &t, b);
		else if (len == 12 && memcmp(key, "data_offsets", len) == 0)
			offsets_read(s, &t, b);
		else
			scan_skip(s);
	}
	if (!t.dtype || !t.shaped || !t.placed)
		scan_die(s, "tensor '%s' needs 'dtype', 'shape' and 'data_offsets'", name);
	if (t.to > data)
		scan_die(s, "tensor '%s' ends at byte %" PRIu64 " of the data, which has %" PRIu64,
		    name, t.to, data);
	bytes = weights_tensor_bytes(f, t.dtype, t.elements);
	if (bytes != UINT64_MAX && bytes != t.to - t.from)
		scan_die(s, "tensor '%s' has %" PRIu64 " bytes, where its shape has %" PRIu64, name,
		    t.to - t.from, bytes);
	weights_tensor(w, f, name, t.dtype, t.elements);
	return t.to - t.from;
}

/* "__metadata__": names of the architecture and the model as modelspec has them. */
static void
metadata_read(struct weights *w, struct scanner *s)
{
	const char *key, *text;
	char value[WEIGHTS_WORD];
	bool architecture, title;
	size_t len, n;

	if (scan_type(s) != SCAN_OBJECT)
		scan_die(s, "'__metadata__' must be an object");
	for (scan_object(s); scan_member(s, &key, &len);) {
		architecture = len == 22 && memcmp(key, "modelspec.architecture", len) == 0;
		title = len == 15 && memcmp(key, "modelspec.title", len) == 0;
		if (scan_type(s) != SCAN_STRING || !(architecture || title)) {
			scan_skip(s);
			continue;
		}
		text = scan_string(s, &n);
		snprintf(value, sizeof value, "%.*s",
		    (int)(n < sizeof value ? n : sizeof value - 1), text);
		if (architecture)
			weights_architecture(w, value, "modelspec.architecture", false);
		else if (!*w->name)
			memcpy(w->name, value, sizeof value);
	}
}

/* What follows the object of S up to F's place, the end of the header, must be blanks. */
static void
padding_check(struct weights_file *f, const struct scanner *s)
{
	uint64_t end = f->at;
	char c = ' ';

	if (scan_offset(s) > end)
		weights_die(f, "the header goes on over its end");
	for (f->at = scan_offset(s); f->at < end && c == ' ';)
		weights_take(f, &c, 1, "the header");
	if (c != ' ')
		weights_die(f, "the header has more than one object");
}

static void
header_read(struct weights *w, struct weights_file *f, struct scanner *s)
{
	uint64_t data = weights_left(f);
	struct buf b = BUF_INIT;
	char name[NAME_ROOM];
	const char *key;
	uint64_t sum = 0;
	size_t len;

	scan_type(s);
	for (scan_object(s); scan_member(s, &key, &len);) {
		if (len == 12 && memcmp(key, "__metadata__", len) == 0) {
			metadata_read(w, s);
			continue;
		}
		snprintf(
		    name, sizeof name, "%.*s", (int)(len < sizeof name ? len : NAME_ROOM - 1), key);
		sum += tensor_take(w, f, s, name, data, &b);
		if (sum > data)
			scan_die(s, "tensor '%s' lies where another one does", name);
	}
	padding_check(f, s);
	if (sum != data)
		weights_die(f,
		    "the tensors have %" PRIu64 " bytes, and the file has %" PRIu64 " for them",
		    sum, data);
	buf_free(&b);
}

void
safetensors_read(struct weights *w, struct weights_file *f)
{
	struct scan_mark start = {LENGTH, 1, LENGTH + 1};
	uint64_t len = weights_u64(f, "the length of the header");
	struct scanner *s;

	if (len > HEADER_MAX)
		weights_die(f, "a header of %" PRIu64 " bytes, where %" PRIu64 " are the most", len,
		    HEADER_MAX);
	weights_skip(f, len, "the header");
	s = scanner_new(fileno(f->f), f->name);
	scanner_seek(s, start, (size_t)len);
	header_read(w, f, s);
	scanner_free(s);
}
