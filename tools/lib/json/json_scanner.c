#include "json/json_scanner.h"

#include <string.h>

#include "json/json_window.h"

/* Whether "-I" is next and may be. */
static bool
scan_infinite(struct scanner *s)
{
	if (!s->not_finite)
		return false;
	s->token = s->p;
	while (s->end - s->token < 2 && text_refill(s))
		continue;
	s->p = s->token;
	s->token = NULL;
	return s->end - s->p >= 2 && s->p[1] == 'I';
}

void
scan_not_finite(struct scanner *s)
{
	s->not_finite = true;
}

bool
scan_begins(struct scanner *s)
{
	text_space(s);
	return *s->p == '\0' || strchr("\"[{tfn-0123456789", *s->p);
}

enum scan_type
scan_type(struct scanner *s)
{
	text_space(s);
	s->at = text_mark(s, s->p);
	switch (*s->p) {
	case '"': return SCAN_STRING;
	case '[': return SCAN_ARRAY;
	case '{': return SCAN_OBJECT;
	case 't':
	case 'f': return SCAN_BOOL;
	case 'n': return SCAN_NULL;
	case 'N':
	case 'I':
		if (!s->not_finite)
			text_expected(s, "a value");
		return SCAN_NULL;
	case '-': return scan_infinite(s) ? SCAN_NULL : SCAN_NUMBER;
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
	default: text_expected(s, "a value");
	}
}

const char *
scan_string(struct scanner *s, size_t *len)
{
	const char *token;

	token_string(s);
	token = s->token;
	s->token = NULL;
	*len = s->escaped ? s->text.len : (size_t)(s->p - token) - 2;
	return s->escaped ? s->text.s : token + 1;
}

static void
keep_token(struct scanner *s, struct buf *b)
{
	if (b)
		buf_add(b, s->token, (size_t)(s->p - s->token));
	s->token = NULL;
}

double
scan_number(struct scanner *s)
{
	double v = token_number(s);

	s->token = NULL;
	return v;
}

double
scan_number_text(struct scanner *s, struct buf *b)
{
	double v = token_number(s);

	keep_token(s, b);
	return v;
}

bool
scan_bool(struct scanner *s)
{
	return token_word(s)[0] == 't';
}

void
scan_null(struct scanner *s)
{
	token_word(s);
}

static void
enter(struct scanner *s)
{
	if (s->depth == JSON_DEPTH_MAX)
		scan_die(s, "nested more than %d levels deep", JSON_DEPTH_MAX);
	if (s->deepest && s->depth == s->deepest)
		scan_die(s, "a member that is passed on is nested more than %d levels deep",
		    JSON_KEPT_DEPTH);
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
	text_space(s);
	if (*s->p == close) {
		s->p++;
		s->depth--;
		return false;
	}
	if (s->filled[s->depth]) {
		if (*s->p != ',')
			text_expected(s, expected);
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

size_t
scan_numbers(struct scanner *s, double *v, size_t most)
{
	bool *filled = &s->filled[s->depth];
	const char *last;
	size_t n = 0;

	for (; n < most; n++) {
		bool comma = *filled;

		if (comma && *s->p != ',')
			break;
		s->p += comma;
		last = s->p;
		if (!token_short_number(s, &v[n])) {
			s->p -= comma;
			break;
		}
		s->at = text_mark(s, last);
		*filled = true;
	}
	return n;
}

/* Step to the next member, whose key is next. */
static bool
next_member(struct scanner *s)
{
	if (!next(s, '}', "',' or '}'"))
		return false;
	text_space(s);
	s->at = text_mark(s, s->p);
	if (*s->p != '"')
		text_expected(s, "a key in double quotes");
	return true;
}

static void
colon(struct scanner *s)
{
	s->token = NULL;
	text_space(s);
	if (*s->p != ':')
		text_expected(s, "':'");
	s->p++;
}

static void
read_key(struct scanner *s, const char **key, size_t *len)
{
	token_string(s);
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
}

/* The key among the N names that begins at P, as canonical files write it: of plain
 * text, with the colon right behind it. Which is tried first makes no difference. */
static int
plain_key(const char *p, const char *end, const struct scan_name *names, unsigned n, unsigned first)
{
	size_t room = (size_t)(end - p);

	for (unsigned tried = 0, i = first < n ? first : 0; tried < n; tried++) {
		const struct scan_name *name = &names[i];

		if (*name->s == p[1] && name->len + 3 <= room && p[name->len + 1] == '"' &&
		    p[name->len + 2] == ':' && memcmp(p + 1, name->s, name->len) == 0)
			return (int)i;
		i = i + 1 < n ? i + 1 : 0;
	}
	return -1;
}

bool
scan_member_of(struct scanner *s, const struct scan_name *names, unsigned n, unsigned first,
    int *which, const char **key, size_t *len)
{
	if (!next_member(s))
		return false;
	*which = plain_key(s->p, s->end, names, n, first);
	if (*which >= 0) {
		s->p += names[*which].len + 3;
		return true;
	}
	read_key(s, key, len);
	for (unsigned i = 0; i < n && *which < 0; i++)
		if (names[i].len == *len && memcmp(names[i].s, *key, *len) == 0)
			*which = (int)i;
	return true;
}

bool
scan_skip_plain(struct scanner *s, const struct scan_name *name, bool number)
{
	const char *key = s->p + 1, *end;

	if (!s->filled[s->depth] || *s->p != ',' || plain_key(key, s->end, name, 1, 0) < 0)
		return false;
	end = token_value_end(key + name->len + 3, s->end, number);
	if (!end)
		return false;
	s->at = text_mark(s, key);
	s->p = end;
	return true;
}

bool
scan_member(struct scanner *s, const char **key, size_t *len)
{
	if (!next_member(s))
		return false;
	read_key(s, key, len);
	return true;
}

static void
scanner_keep(struct buf *b, char c)
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
		token_string(s);
		keep_token(s, b);
		break;
	case SCAN_NUMBER:
		token_number(s);
		keep_token(s, b);
		break;
	case SCAN_BOOL:
	case SCAN_NULL:
		word = token_word(s);
		if (b)
			buf_str(b, word);
		break;
	case SCAN_ARRAY:
		scanner_keep(b, '[');
		scan_array(s);
		for (; scan_element(s); follows = true) {
			if (follows)
				scanner_keep(b, ',');
			raw_value(s, b);
		}
		scanner_keep(b, ']');
		break;
	case SCAN_OBJECT:
		scanner_keep(b, '{');
		scan_object(s);
		for (; next_member(s); follows = true) {
			if (follows)
				scanner_keep(b, ',');
			token_string(s);
			keep_token(s, b);
			scanner_keep(b, ':');
			colon(s);
			raw_value(s, b);
		}
		scanner_keep(b, '}');
		break;
	}
}

void
scan_raw_holder(struct scanner *s, struct buf *b, unsigned levels)
{
	s->deepest = s->depth + JSON_KEPT_DEPTH + levels;
	raw_value(s, b);
	s->deepest = 0;
}

void
scan_raw(struct scanner *s, struct buf *b)
{
	scan_raw_holder(s, b, 0);
}

void
scan_skip(struct scanner *s)
{
	raw_value(s, NULL);
}

bool
scan_more(struct scanner *s)
{
	text_space(s);
	return s->p < s->end;
}

void
scan_end(struct scanner *s)
{
	if (scan_more(s))
		text_expected(s, "the end of the file");
}

struct scan_mark
scan_mark(const struct scanner *s)
{
	return s->at;
}

uint64_t
scan_offset(const struct scanner *s)
{
	return text_offset(s, s->p);
}

void
scan_limit(struct scanner *s, uint64_t len, const char *what)
{
	s->limit = scan_offset(s) + len;
	s->limited = what;
}
