#include "json/json_writer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "base/utf8.h"
#include "json/json_window.h"

enum { FLUSH_AT = 1 << 16 };

struct json_writer {
	FILE *file;
	struct buf text;
	bool follows; /* a value stands before the next one in this object or array */
	bool broken;  /* a line break is due */
};

struct json_writer *
json_writer_new(FILE *file)
{
	struct json_writer *w = xcalloc(1, sizeof *w);

	w->file = file;
	return w;
}

static void
flush(struct json_writer *w)
{
	/* An error stays in the file, where the caller looks for it. */
	if (w->file && w->text.len) {
		fwrite(w->text.s, 1, w->text.len, w->file);
		buf_clear(&w->text);
	}
}

/* What stands in a string as it is: from ' ' to '~', without '"' and '\\'. */
#define EIGHT 1, 1, 1, 1, 1, 1, 1, 1
static const bool plain_chars[256] = {[' '] = 1,
    1,
    0,
    1,
    1,
    1,
    1,
    1,
    EIGHT,
    EIGHT,
    EIGHT,
    EIGHT,
    EIGHT,
    EIGHT,
    1,
    1,
    1,
    1,
    0,
    1,
    1,
    1,
    EIGHT,
    EIGHT,
    EIGHT,
    1,
    1,
    1,
    1,
    1,
    1,
    1};

static bool
plain_char(char c)
{
	return plain_chars[(unsigned char)c];
}

/* How many bytes from S on stand in a string as they are. */
static size_t
plain_length(const char *s)
{
	const char *end = s + strlen(s);
	size_t n;

	/* DEL alone is plain to the scanner, and not here. */
	n = memchr(s, 127, (size_t)(end - s)) ? 0 : (size_t)(token_plain(s, end) - s);
	while (plain_char(s[n]))
		n++;
	return n;
}

/* Add what S begins with: all of it, as long as most keys are. Returns how much that is. */
static size_t
plain_begin(struct buf *b, const char *s)
{
	enum { SHORT = 16 };
	char *room = buf_room(b, SHORT);
	size_t n = 0;

	for (; n < SHORT && plain_char(s[n]); n++)
		room[n] = s[n];
	b->len += n;
	return n;
}

static void
add_string(struct json_writer *w, const char *s)
{
	static const char hex[] = "0123456789abcdef";
	struct buf *b = &w->text;
	size_t plain;

	buf_char(b, '"');
	s += plain_begin(b, s);
	if (*s) {
		plain = plain_length(s);
		buf_add(b, s, plain);
		s += plain;
	}
	while (*s) {
		unsigned char c = (unsigned char)*s;
		size_t n;

		if (c == '"' || c == '\\') {
			buf_char(b, '\\');
			buf_char(b, (char)c);
			s++;
		} else if (c == '\n' || c == '\t' || c == '\r') {
			buf_char(b, '\\');
			buf_char(b, c == '\n' ? 'n' : c == '\t' ? 't' : 'r');
			s++;
		} else if (c < ' ' || c == 127) {
			char esc[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};

			buf_add(b, esc, sizeof esc);
			s++;
		} else if ((n = utf8_length(s, strnlen(s, 4))) > 0) {
			buf_add(b, s, n);
			s += n;
		} else {
			buf_str(b, "\xef\xbf\xbd");
			s++;
		}
		plain = plain_length(s);
		buf_add(b, s, plain);
		s += plain;
	}
	buf_char(b, '"');
}

/* What stands before a value: comma, line break, key. */
static void
lead(struct json_writer *w, const char *key)
{
	if (w->follows)
		buf_char(&w->text, ',');
	if (w->broken)
		buf_char(&w->text, '\n');
	w->broken = false;
	if (w->text.len >= FLUSH_AT)
		flush(w);
	if (key) {
		add_string(w, key);
		buf_char(&w->text, ':');
	}
	w->follows = true;
}

static void
writer_end(struct json_writer *w, char bracket)
{
	if (w->broken)
		buf_char(&w->text, '\n');
	w->broken = false;
	buf_char(&w->text, bracket);
	w->follows = true;
}

void
json_object_begin(struct json_writer *w, const char *key)
{
	lead(w, key);
	buf_char(&w->text, '{');
	w->follows = false;
}

void
json_object_end(struct json_writer *w)
{
	writer_end(w, '}');
}

void
json_array_begin(struct json_writer *w, const char *key)
{
	lead(w, key);
	buf_char(&w->text, '[');
	w->follows = false;
}

void
json_array_end(struct json_writer *w)
{
	writer_end(w, ']');
}

void
json_string(struct json_writer *w, const char *key, const char *s)
{
	if (!s) {
		json_null(w, key);
		return;
	}
	lead(w, key);
	add_string(w, s);
}

void
json_number(struct json_writer *w, const char *key, double v)
{
	if (!isfinite(v)) {
		json_null(w, key);
		return;
	}
	lead(w, key);
	w->text.len += number_format(buf_room(&w->text, NUMBER_MAX), v);
}

void
json_integer(struct json_writer *w, const char *key, long long v)
{
	static const long long most = 1000000000000000; /* that number_format() prints in digits */

	if (v > -most && v < most) {
		json_number(w, key, (double)v);
		return;
	}
	lead(w, key);
	buf_printf(&w->text, "%lld", v);
}

void
json_bool(struct json_writer *w, const char *key, bool v)
{
	lead(w, key);
	buf_str(&w->text, v ? "true" : "false");
}

void
json_null(struct json_writer *w, const char *key)
{
	lead(w, key);
	buf_str(&w->text, "null");
}

void
json_raw(struct json_writer *w, const char *key, const char *s, size_t len)
{
	lead(w, key);
	buf_add(&w->text, s, len);
}

void
json_break(struct json_writer *w)
{
	w->broken = true;
}

const char *
json_writer_text(struct json_writer *w)
{
	return w->text.s ? w->text.s : "";
}

void
json_writer_free(struct json_writer *w)
{
	if (!w)
		return;
	if (w->file) {
		if (w->broken)
			buf_char(&w->text, '\n');
		flush(w);
	}
	buf_free(&w->text);
	free(w);
}

void
json_rounded(struct json_writer *w, const char *key, double v)
{
	json_number(w, key, isfinite(v) ? number_round(v, NUMBER_DIGITS) : NAN);
}

void
json_interval(struct json_writer *w, const char *key, double low, double high)
{
	if (!isfinite(low) || !isfinite(high)) {
		json_null(w, key);
		return;
	}
	json_array_begin(w, key);
	json_rounded(w, NULL, low);
	json_rounded(w, NULL, high);
	json_array_end(w);
}

char *
json_writer_take(struct json_writer *w)
{
	char *text = xstrdup(json_writer_text(w));

	json_writer_free(w);
	return text;
}
