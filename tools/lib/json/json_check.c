#include "json/json_check.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "base/utf8.h"
#include "base/util.h"

struct key {
	size_t decoded, len; /* where in the pool */
	const char *s;       /* the same, once the pool stands still */
	size_t offset;       /* in the text */
};

struct check {
	const char *name, *text;
	size_t len, at;
	struct buf pool;  /* the keys of all open objects, decoded */
	struct key *keys; /* of all open objects, innermost last */
	size_t nkeys, cap;
};

void
json_check_die(const char *name, const char *text, size_t len, size_t offset, const char *message)
{
	size_t line = 1, column = 1;

	for (size_t i = 0; i < offset && i < len; i++) {
		if (text[i] == '\n') {
			line++;
			column = 1;
		} else if (((unsigned char)text[i] & 0xC0) != 0x80) {
			column++;
		}
	}
	die("%s:%zu:%zu: %s", name, line, column, message);
}

static _Noreturn void
check_wrong(const struct check *s, size_t offset, const char *message)
{
	json_check_die(s->name, s->text, s->len, offset, message);
}

/* Four hex digits, which json-c has checked. */
static uint32_t
check_hex4(const char *p)
{
	char digits[5] = {p[0], p[1], p[2], p[3], '\0'};

	return (uint32_t)strtoul(digits, NULL, 16);
}

static void
scan_escape(struct check *s)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	size_t start = s->at;
	char c = s->text[start + 1], utf8[4];
	const char *plain = strchr(from, c);
	uint32_t code;

	s->at += 2;
	if (c != 'u') {
		buf_char(&s->pool, plain ? to[plain - from] : c);
		return;
	}
	code = check_hex4(s->text + s->at);
	s->at += 4;
	if (code >= 0xD800 && code < 0xDC00 && s->text[s->at] == '\\' &&
	    s->text[s->at + 1] == 'u') {
		uint32_t low = check_hex4(s->text + s->at + 2);

		if (low >= 0xDC00 && low < 0xE000) {
			code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
			s->at += 6;
		}
	}
	if (code == 0)
		check_wrong(s, start, "a string with a NUL in it");
	if (code >= 0xD800 && code < 0xE000)
		check_wrong(s, start, "half of a surrogate pair");
	buf_add(&s->pool, utf8, utf8_encode(utf8, code));
}

/* From the opening quote to after the closing one; the decoded text is added to the pool. */
static void
check_string(struct check *s)
{
	s->at++;
	while (s->text[s->at] != '"') {
		if (s->text[s->at] == '\\') {
			scan_escape(s);
			continue;
		}
		if ((unsigned char)s->text[s->at] < 0x20)
			check_wrong(s, s->at, "a control character in a string");
		buf_char(&s->pool, s->text[s->at++]);
	}
	s->at++;
}

static void
scan_word(struct check *s, size_t end)
{
	const char *word = s->text + s->at;
	size_t n = 0;
	double v;

	while (s->at + n < end && !strchr(",]} \t\r\n", word[n]))
		n++;
	if ((n == 4 && (memcmp(word, "true", 4) == 0 || memcmp(word, "null", 4) == 0)) ||
	    (n == 5 && memcmp(word, "false", 5) == 0)) {
		s->at += n;
		return;
	}
	if (!number_parse(word, n, &v))
		check_wrong(s, s->at, "not a finite JSON number");
	/* json-c would quietly take the nearest 64-bit integer. */
	if (fabs(v) >= 9223372036854775807.0 && !memchr(word, '.', n) && !memchr(word, 'e', n) &&
	    !memchr(word, 'E', n))
		check_wrong(s, s->at, "an integer of more than 64 bits");
	s->at += n;
}

static int
key_text_order(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = memcmp(x->s, y->s, x->len < y->len ? x->len : y->len);

	if (order == 0 && x->len != y->len)
		order = x->len < y->len ? -1 : 1;
	return order ? order : (x->offset > y->offset) - (x->offset < y->offset);
}

/* The object whose first key is KEYS[FIRST] ends: no two of them may be equal. */
static void
check_keys(struct check *s, size_t first)
{
	struct key *keys = s->keys + first;
	size_t n = s->nkeys - first;

	if (n == 0)
		return;
	s->pool.len = keys[0].decoded;
	for (size_t i = 0; i < n; i++)
		keys[i].s = s->pool.s + keys[i].decoded;
	qsort(keys, n, sizeof *keys, key_text_order);
	for (size_t i = 1; i < n; i++)
		if (keys[i].len == keys[i - 1].len &&
		    memcmp(keys[i].s, keys[i - 1].s, keys[i].len) == 0)
			check_wrong(s, keys[i].offset, "a key given twice");
	s->nkeys = first;
}

static void
scan_key_or_string(struct check *s, bool is_key)
{
	size_t pool = s->pool.len, offset = s->at;

	check_string(s);
	if (!is_key) {
		s->pool.len = pool;
		return;
	}
	s->keys = xgrow(s->keys, s->nkeys, &s->cap, sizeof *s->keys);
	s->keys[s->nkeys++] = (struct key){pool, s->pool.len - pool, NULL, offset};
}

void
json_check(const char *name, const char *text, size_t len, size_t end)
{
	struct check s = {.name = name, .text = text, .len = len, .pool = BUF_INIT};
	size_t *first = NULL, depth = 0, cap = 0;
	bool in_object = false, expect_key = false;

	while (s.at < end && s.at < len) {
		char c = text[s.at];

		if (c == '{' || c == '[') {
			/* The lowest bit remembers whether the container is an object. */
			first = xgrow(first, depth, &cap, sizeof *first);
			first[depth++] = s.nkeys << 1 | (c == '{');
			in_object = expect_key = c == '{';
			s.at++;
		} else if ((c == '}' || c == ']') && depth > 0) {
			if (in_object)
				check_keys(&s, first[depth - 1] >> 1);
			depth--;
			in_object = depth > 0 && (first[depth - 1] & 1);
			expect_key = false;
			s.at++;
		} else if (c == '"') {
			scan_key_or_string(&s, expect_key);
			expect_key = false;
		} else if (c == ',') {
			expect_key = in_object;
			s.at++;
		} else if (c == ':' || c == ' ' || c == '\t' || c == '\r' || c == '\n') {
			s.at++;
		} else {
			scan_word(&s, end);
		}
	}
	while (s.at < len && strchr(" \t\r\n", text[s.at]) && text[s.at])
		s.at++;
	if (s.at < len)
		check_wrong(&s, s.at, "more after the end of the document");
	free(first);
	free(s.keys);
	buf_free(&s.pool);
}
