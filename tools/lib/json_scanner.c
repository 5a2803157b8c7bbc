#include "json_scanner.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "number.h"
#include "utf8.h"

enum { WINDOW = 1 << 16, NUMBER_LENGTH = 400 };

struct scanner {
	char *name;
	int fd;       /* -1: all is in the window */
	char *window; /* NULL: the text is borrowed */
	size_t cap;
	const char *start;   /* of the window */
	const char *p, *end; /* the next byte; a NUL stands at END */
	const char *token;   /* what refill() must keep, or NULL */
	size_t want;         /* how much the next read() asks for; 0: as much as there is room */
	uint64_t base;       /* offset of START in the text */
	uint64_t line, line_start;
	struct scan_mark at;
	uint64_t limit;
	const char *limited;
	unsigned depth;
	bool filled[SCAN_DEPTH + 1]; /* a value was seen in the array or object at this depth */
	bool ended;                  /* nothing is left to read from FD */
	bool escaped;                /* the last string had escapes, and is in TEXT */
	struct buf text;
};

static uint64_t
offset_of(const struct scanner *s, const char *p)
{
	return s->base + (uint64_t)(p - s->start);
}

static struct scan_mark
mark_of(const struct scanner *s, const char *p)
{
	struct scan_mark m = {offset_of(s, p), s->line, 0};

	m.column = m.offset - s->line_start + 1;
	return m;
}

static _Noreturn void
vdie_at(const struct scanner *s, struct scan_mark m, const char *fmt, va_list ap)
{
	char message[512];

	vsnprintf(message, sizeof message, fmt, ap);
	/* It quotes the text, which must not reach a terminal as commands. */
	for (char *c = message; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 127)
			*c = '?';
	die("%s:%llu:%llu: %s", s->name, (unsigned long long)m.line, (unsigned long long)m.column,
	    message);
}

void
scan_die_at(const struct scanner *s, struct scan_mark mark, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vdie_at(s, mark, fmt, ap);
}

void
scan_die(const struct scanner *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vdie_at(s, s->at, fmt, ap);
}

/* Read more behind what is unread (or from the token on); false at the end of the text. */
static bool
refill(struct scanner *s)
{
	const char *keep = s->token ? s->token : s->p;
	size_t kept = (size_t)(s->end - keep), ahead = (size_t)(s->p - keep);
	size_t room;
	ssize_t n;

	if (s->ended)
		return false;
	if (s->limit && offset_of(s, s->p) > s->limit)
		scan_die(s, "%s is too large", s->limited);
	if (kept >= SCAN_TOKEN)
		scan_die(s, "a string is longer than %d bytes", SCAN_TOKEN);
	s->base = offset_of(s, keep);
	memmove(s->window, keep, kept);
	if (kept + 1 >= s->cap / 2) {
		s->cap *= 2;
		s->window = xreallocarray(s->window, s->cap, 1);
	}
	room = s->cap - kept - 1;
	if (s->want && s->want < room)
		room = s->want;
	s->want = 0;
	do
		n = read(s->fd, s->window + kept, room);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		die("cannot read '%s':", s->name);
	s->start = s->window;
	s->p = s->window + ahead;
	s->token = s->token ? s->window : NULL;
	s->end = s->window + kept + n;
	s->window[kept + (size_t)n] = '\0';
	s->ended = n == 0;
	return n > 0;
}

static _Noreturn void
die_here(struct scanner *s, const char *expected)
{
	unsigned char c = (unsigned char)*s->p;
	struct scan_mark m = mark_of(s, s->p);

	if (s->p == s->end)
		scan_die_at(s, m, "the text ends where %s was expected", expected);
	if (c > ' ' && c < 127)
		scan_die_at(s, m, "expected %s, found '%c'", expected, c);
	scan_die_at(s, m, "expected %s, found byte 0x%02x", expected, c);
}

static void
skip_space(struct scanner *s)
{
	if (*s->p > ' ')
		return;
	for (;;) {
		switch (*s->p) {
		case ' ':
		case '\t':
		case '\r': s->p++; break;
		case '\n':
			s->p++;
			s->line++;
			s->line_start = offset_of(s, s->p);
			break;
		case '\0':
			if (s->p == s->end && refill(s))
				break;
			return;
		default: return;
		}
	}
}

static struct scanner *
scanner_alloc(const char *name)
{
	struct scanner *s = xcalloc(1, sizeof *s);

	s->name = xstrdup(name);
	s->line = 1;
	s->fd = -1;
	return s;
}

/* Tell what is certainly no JSON, by how such files begin. */
static void
check_start(struct scanner *s)
{
	size_t n;

	/* A pipe may give a first byte alone. */
	s->token = s->start;
	while (s->end - s->start < 4 && refill(s))
		continue;
	s->token = NULL;
	n = (size_t)(s->end - s->start);
	if (n == 0)
		scan_die_at(s, mark_of(s, s->p), "the file is empty");
	if (n >= 3 && memcmp(s->start, "\xef\xbb\xbf", 3) == 0)
		scan_die_at(s, mark_of(s, s->p),
		    "the file begins with a byte order mark; save it as UTF-8 without one");
	if (n >= 2 &&
	    (memcmp(s->start, "\xff\xfe", 2) == 0 || memcmp(s->start, "\xfe\xff", 2) == 0))
		scan_die_at(s, mark_of(s, s->p), "the file is UTF-16; save it as UTF-8");
	if ((n >= 2 && memcmp(s->start, "\x1f\x8b", 2) == 0) ||
	    (n >= 4 && memcmp(s->start, "\x28\xb5\x2f\xfd", 4) == 0))
		scan_die_at(s, mark_of(s, s->p), "the file is compressed; decompress it first");
}

struct scanner *
scanner_new(int fd, const char *name)
{
	struct scanner *s = scanner_alloc(name);

	s->fd = fd;
	s->cap = 2 * WINDOW;
	s->window = xmalloc(s->cap);
	s->window[0] = '\0';
	s->start = s->p = s->end = s->window;
	check_start(s);
	return s;
}

struct scanner *
scanner_of_text(const char *text, size_t len, const char *name)
{
	struct scanner *s = scanner_alloc(name);

	s->start = s->p = text;
	s->end = text + len;
	s->ended = true;
	return s;
}

void
scanner_free(struct scanner *s)
{
	if (!s)
		return;
	buf_free(&s->text);
	free(s->window);
	free(s->name);
	free(s);
}

void
scanner_seek(struct scanner *s, struct scan_mark mark, size_t len)
{
	uint64_t window_end = s->base + (uint64_t)(s->end - s->start);

	s->token = NULL;
	s->depth = 0;
	s->limit = 0;
	if (mark.offset >= s->base && mark.offset + len < window_end) {
		s->p = s->start + (mark.offset - s->base);
	} else {
		if (lseek(s->fd, (off_t)mark.offset, SEEK_SET) < 0)
			die("cannot seek in '%s':", s->name);
		s->window[0] = '\0';
		s->start = s->p = s->end = s->window;
		s->base = mark.offset;
		s->ended = false;
		/* Neighbours are read ahead; what is far off is read alone. */
		s->want =
		    mark.offset >= window_end && mark.offset - window_end < WINDOW ? 0 : len + 1;
	}
	s->line = mark.line;
	s->line_start = mark.offset - (mark.column - 1);
}

enum scan_type
scan_type(struct scanner *s)
{
	skip_space(s);
	s->at = mark_of(s, s->p);
	switch (*s->p) {
	case '"': return SCAN_STRING;
	case '[': return SCAN_ARRAY;
	case '{': return SCAN_OBJECT;
	case 't':
	case 'f': return SCAN_BOOL;
	case 'n': return SCAN_NULL;
	case '-':
	case '0':
	case '1':
	case '2':
	case '3':
	case '4':
	case '5':
	case '6':
	case '7':
	case '8':
	case '9': return SCAN_NUMBER;
	default: die_here(s, "a value");
	}
}

static _Noreturn void
die_in_string(struct scanner *s, const char *p, const char *message)
{
	scan_die_at(s, mark_of(s, p), "%s", message);
}

/* Four hexadecimal digits at P, before END. */
static bool
hex4(const char *p, const char *end, uint32_t *code)
{
	*code = 0;
	if (end - p < 4)
		return false;
	for (int i = 0; i < 4; i++) {
		char c = p[i];
		uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
				 : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
				 : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
							: 16;

		if (digit > 15)
			return false;
		*code = *code << 4 | digit;
	}
	return true;
}

/* P is behind "\u": append the character to the text, return what is behind it. */
static const char *
unescape_unicode(struct scanner *s, const char *p, const char *end)
{
	const char *escape = p - 2;
	uint32_t code, low;
	char utf8[4];

	if (!hex4(p, end, &code))
		die_in_string(s, escape, "'\\u' must be followed by four hexadecimal digits");
	p += 4;
	if (code >= 0xD800 && code <= 0xDBFF) {
		if (end - p < 6 || p[0] != '\\' || p[1] != 'u' || !hex4(p + 2, end, &low) ||
		    low < 0xDC00 || low > 0xDFFF)
			die_in_string(s, escape, "half of a surrogate pair");
		code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
		p += 6;
	} else if (code >= 0xDC00 && code <= 0xDFFF) {
		die_in_string(s, escape, "half of a surrogate pair");
	}
	if (code == 0)
		die_in_string(s, escape, "a string with a NUL character");
	buf_add(&s->text, utf8, utf8_encode(utf8, code));
	return p;
}

/* Put the string from P to END, which has escapes, into the text. */
static void
unescape(struct scanner *s, const char *p, const char *end)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";

	buf_clear(&s->text);
	while (p < end) {
		const char *escape = memchr(p, '\\', (size_t)(end - p)), *name;

		buf_add(&s->text, p, (size_t)((escape ? escape : end) - p));
		if (!escape)
			break;
		p = escape + 2; /* a string cannot end in a lone backslash */
		if (escape[1] == 'u') {
			p = unescape_unicode(s, p, end);
			continue;
		}
		name = escape[1] ? strchr(names, escape[1]) : NULL;
		if (!name)
			die_in_string(s, escape, "an escape that JSON does not have");
		buf_char(&s->text, values[name - names]);
	}
}

/* Step over what is plain in a string, eight bytes at a time. */
static const char *
plain_end(const char *p, const char *end)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones * 0x80;
	uint64_t x, quote, backslash;

	for (; end - p >= 8; p += 8) {
		memcpy(&x, p, sizeof x);
		quote = x ^ ones * '"';
		backslash = x ^ ones * '\\';
		/* A byte under N borrows into its high bit (Warren, Hacker's Delight, 6.1). */
		if (((x - ones * ' ') | (quote - ones) | (backslash - ones) | x) & high)
			break;
	}
	return p;
}

/* Read a string: the token is then all of it with its quotes. */
static void
string_token(struct scanner *s)
{
	bool escaped = false;
	const char *p = s->p + 1;

	s->token = s->p;
	for (;;) {
		unsigned char c;

		p = plain_end(p, s->end);
		c = (unsigned char)*p;
		while (c >= ' ' && c < 0x80 && c != '"' && c != '\\')
			c = (unsigned char)*++p;
		if (c == '"')
			break;
		if (s->end - p < 4 && !s->ended) { /* an escape or a character may be cut */
			s->p = p;
			refill(s);
			p = s->p;
			continue;
		}
		if (c == '\\' && p + 1 < s->end) {
			escaped = true;
			p += 2;
		} else if (c >= 0x80) {
			size_t n = utf8_length(p, (size_t)(s->end - p));

			if (n == 0)
				die_in_string(s, p, "not UTF-8");
			p += n;
		} else if (p >= s->end || c == '\\') {
			scan_die_at(s, mark_of(s, s->token), "a string without its closing quote");
		} else if (c == '\n') {
			scan_die_at(s, mark_of(s, s->token),
			    "a string without its closing quote on the same line");
		} else {
			die_in_string(s, p, "a control character in a string");
		}
	}
	s->p = p + 1;
	s->escaped = escaped;
	if (escaped)
		unescape(s, s->token + 1, p);
}

const char *
scan_string(struct scanner *s, size_t *len)
{
	const char *token;

	string_token(s);
	token = s->token;
	s->token = NULL;
	*len = s->escaped ? s->text.len : (size_t)(s->p - token) - 2;
	return s->escaped ? s->text.s : token + 1;
}

/* Read a plain decimal of at most 15 digits: it and the power of ten are
 * exact, so that one division rounds correctly (Clinger 1990). False, with
 * nothing read, when the number is of another kind. */
static bool
short_number(struct scanner *s, double *v)
{
	static const double power[] = {
	    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
	const char *p = s->p + (*s->p == '-'), *start = p, *point = NULL;
	uint64_t n = 0;

	while (*p >= '0' && *p <= '9' && p - start < 17)
		n = n * 10 + (uint64_t)(*p++ - '0');
	if (p == start || (*start == '0' && p - start > 1))
		return false;
	if (*p == '.') {
		point = ++p;
		while (*p >= '0' && *p <= '9' && p - start < 17)
			n = n * 10 + (uint64_t)(*p++ - '0');
	}
	if (p == point || p - start - (point != NULL) > 15 || p == s->end || *p == '.' ||
	    (*p | 32) == 'e' || *p == '-' || *p == '+' || (*p >= '0' && *p <= '9'))
		return false;
	*v = (double)n / power[point ? p - point : 0];
	if (*s->p == '-')
		*v = -*v;
	s->p = p;
	return true;
}

/* Read a number: the token is then its text. */
static double
number_token(struct scanner *s)
{
	const char *p = s->p;
	size_t len;
	double v;

	s->token = p;
	if (short_number(s, &v))
		return v;
	for (;;) {
		while ((*p >= '0' && *p <= '9') || *p == '.' || *p == '-' || *p == 'e' ||
		       *p == 'E' || *p == '+')
			p++;
		s->p = p;
		if (p < s->end || p - s->token > NUMBER_LENGTH || !refill(s))
			break;
		p = s->p;
	}
	len = (size_t)(s->p - s->token);
	if (len > NUMBER_LENGTH)
		scan_die(s, "a number of more than %d characters", NUMBER_LENGTH);
	if (!number_parse(s->token, len, &v))
		scan_die(
		    s, "'%.*s' is not a JSON number within a double's range", (int)len, s->token);
	return v;
}

double
scan_number(struct scanner *s)
{
	double v = number_token(s);

	s->token = NULL;
	return v;
}

/* Read the word that begins at the next byte. */
static const char *
literal(struct scanner *s)
{
	const char *word = *s->p == 't' ? "true" : *s->p == 'f' ? "false" : "null";
	size_t len = strlen(word);

	s->token = s->p;
	while ((size_t)(s->end - s->token) < len && !s->ended)
		refill(s);
	if ((size_t)(s->end - s->token) < len || memcmp(s->token, word, len) != 0)
		scan_die(s, "expected a value");
	s->p = s->token + len;
	s->token = NULL;
	return word;
}

bool
scan_bool(struct scanner *s)
{
	return literal(s)[0] == 't';
}

void
scan_null(struct scanner *s)
{
	literal(s);
}

static void
enter(struct scanner *s)
{
	if (s->depth == SCAN_DEPTH)
		scan_die(s, "nested more than %d levels deep", SCAN_DEPTH);
	s->filled[++s->depth] = false;
	s->p++;
}

void
scan_array(struct scanner *s)
{
	enter(s);
}

void
scan_object(struct scanner *s)
{
	enter(s);
}

/* Step to the next value in an array or object that CLOSE ends. */
static bool
next(struct scanner *s, char close, const char *expected)
{
	skip_space(s);
	if (*s->p == close) {
		s->p++;
		s->depth--;
		return false;
	}
	if (s->filled[s->depth]) {
		if (*s->p != ',')
			die_here(s, expected);
		s->p++;
	}
	s->filled[s->depth] = true;
	return true;
}

bool
scan_element(struct scanner *s)
{
	return next(s, ']', "',' or ']'");
}

/* Step to the next member: its key is read, and the colon is next. */
static bool
next_key(struct scanner *s)
{
	if (!next(s, '}', "',' or '}'"))
		return false;
	skip_space(s);
	s->at = mark_of(s, s->p);
	if (*s->p != '"')
		die_here(s, "a key in double quotes");
	string_token(s);
	return true;
}

static void
colon(struct scanner *s)
{
	s->token = NULL;
	skip_space(s);
	if (*s->p != ':')
		die_here(s, "':'");
	s->p++;
}

bool
scan_member(struct scanner *s, const char **key, size_t *len)
{
	if (!next_key(s))
		return false;
	*len = (size_t)(s->p - s->token) - 2;
	if (!s->escaped && *s->p != ':') {
		/* What follows may move the window. */
		buf_clear(&s->text);
		buf_add(&s->text, s->token + 1, *len);
		s->escaped = true;
	}
	if (s->escaped)
		*len = s->text.len;
	*key = s->escaped ? s->text.s : s->token + 1;
	colon(s);
	return true;
}

static void
keep_token(struct scanner *s, struct buf *b)
{
	if (b)
		buf_add(b, s->token, (size_t)(s->p - s->token));
	s->token = NULL;
}

static void
keep(struct buf *b, char c)
{
	if (b)
		buf_char(b, c);
}

static void
raw_value(struct scanner *s, struct buf *b)
{
	const char *word;
	bool follows = false;

	switch (scan_type(s)) {
	case SCAN_STRING:
		string_token(s);
		keep_token(s, b);
		break;
	case SCAN_NUMBER:
		number_token(s);
		keep_token(s, b);
		break;
	case SCAN_BOOL:
	case SCAN_NULL:
		word = literal(s);
		if (b)
			buf_str(b, word);
		break;
	case SCAN_ARRAY:
		keep(b, '[');
		scan_array(s);
		for (; scan_element(s); follows = true) {
			if (follows)
				keep(b, ',');
			raw_value(s, b);
		}
		keep(b, ']');
		break;
	case SCAN_OBJECT:
		keep(b, '{');
		scan_object(s);
		for (; next_key(s); follows = true) {
			if (follows)
				keep(b, ',');
			keep_token(s, b);
			keep(b, ':');
			colon(s);
			raw_value(s, b);
		}
		keep(b, '}');
		break;
	}
}

void
scan_raw(struct scanner *s, struct buf *b)
{
	raw_value(s, b);
}

void
scan_skip(struct scanner *s)
{
	raw_value(s, NULL);
}

void
scan_end(struct scanner *s)
{
	skip_space(s);
	if (s->p < s->end)
		die_here(s, "the end of the file");
}

struct scan_mark
scan_mark(const struct scanner *s)
{
	return s->at;
}

uint64_t
scan_offset(const struct scanner *s)
{
	return offset_of(s, s->p);
}

void
scan_limit(struct scanner *s, uint64_t len, const char *what)
{
	s->limit = scan_offset(s) + len;
	s->limited = what;
}
