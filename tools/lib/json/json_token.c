#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "json/json_window.h"

enum { NUMBER_LENGTH = 400 };

/* Die at P in the token. */
static _Noreturn void
die_in_string(struct scanner *s, const char *p, const char *message)
{
	struct scan_mark m = s->at;

	m.offset += (uint64_t)(p - s->token);
	for (const char *c = s->token; c < p; c++)
		m.column += ((unsigned char)*c & 0xC0) != 0x80;
	scan_die_at(s, m, "%s", message);
}

/* Four hexadecimal digits at P, before END. */
static bool
token_hex4(const char *p, const char *end, uint32_t *code)
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

	if (!token_hex4(p, end, &code))
		die_in_string(s, escape, "'\\u' must be followed by four hexadecimal digits");
	p += 4;
	if (code >= 0xD800 && code <= 0xDBFF) {
		if (end - p < 6 || p[0] != '\\' || p[1] != 'u' || !token_hex4(p + 2, end, &low) ||
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
		const char *escape = memchr(p, '\\', (size_t)(end - p));
		size_t k = 0;

		buf_add(&s->text, p, (size_t)((escape ? escape : end) - p));
		if (!escape)
			break;
		p = escape + 2; /* a string cannot end in a lone backslash */
		if (escape[1] == 'u') {
			p = unescape_unicode(s, p, end);
			continue;
		}
		while (names[k] && names[k] != escape[1])
			k++;
		if (!names[k])
			die_in_string(s, escape, "an escape that JSON does not have");
		buf_char(&s->text, values[k]);
	}
}

const char *
token_plain(const char *p, const char *end)
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

void
token_string(struct scanner *s)
{
	bool escaped = false;
	const char *p = s->p + 1;

	s->token = s->p;
	for (;;) {
		unsigned char c;

		p = token_plain(p, s->end);
		c = (unsigned char)*p;
		while (c >= ' ' && c < 0x80 && c != '"' && c != '\\')
			c = (unsigned char)*++p;
		if (c == '"')
			break;
		if (s->end - p < 4 && !s->ended) { /* an escape or a character may be cut */
			s->p = p;
			text_refill(s);
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
			s->line_start += n - 1;
		} else if (p >= s->end || c == '\\') {
			scan_die(s, "a string without its closing quote");
		} else if (c == '\n') {
			scan_die(s, "a string without its closing quote on the same line");
		} else {
			die_in_string(s, p, "a control character in a string");
		}
	}
	s->p = p + 1;
	s->escaped = escaped;
	if (escaped)
		unescape(s, s->token + 1, p);
}

/* It and the power of ten are exact, so that one division rounds correctly (Clinger 1990). */
bool
token_short_number(struct scanner *s, double *v)
{
	static const double power[] = {
	    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
	const char *p = s->p + (*s->p == '-'), *start = p, *point = NULL;
	uint64_t n = 0; /* of more digits than are let through it is anything */
	unsigned digit;

	for (; (digit = (unsigned)*p - '0') < 10; p++)
		n = n * 10 + digit;
	if (p == start || (*start == '0' && p - start > 1))
		return false;
	if (*p == '.') {
		point = ++p;
		for (; (digit = (unsigned)*p - '0') < 10; p++)
			n = n * 10 + digit;
	}
	if (p == point || p - start - (point != NULL) > 15 || p == s->end || *p == '.' ||
	    (*p | 32) == 'e' || *p == '-' || *p == '+')
		return false;
	*v = (double)n / power[point ? p - point : 0];
	if (*s->p == '-')
		*v = -*v;
	s->p = p;
	return true;
}

double
token_number(struct scanner *s)
{
	const char *p = s->p;
	size_t len;
	double v;

	s->token = p;
	if (token_short_number(s, &v))
		return v;
	for (;;) {
		while ((*p >= '0' && *p <= '9') || *p == '.' || *p == '-' || *p == 'e' ||
		       *p == 'E' || *p == '+')
			p++;
		s->p = p;
		if (p < s->end || p - s->token > NUMBER_LENGTH || !text_refill(s))
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

static const char *
number_end(const char *p, const char *end)
{
	const char *start = p += *p == '-';

	while ((unsigned)*p - '0' < 10 || *p == '.')
		p++;
	return p < end && (*p == ',' || *p == ']' || *p == '}') &&
		       number_plain(start, (size_t)(p - start))
		   ? p
		   : NULL;
}

/* The same of a key with its colon. */
static const char *
key_end(const char *p, const char *end)
{
	if (p == end || *p++ != '"')
		return NULL;
	p = token_plain(p, end);
	while (p < end && (unsigned char)*p >= ' ' && (unsigned char)*p < 0x80 && *p != '"' &&
	       *p != '\\')
		p++;
	return end - p >= 2 && p[0] == '"' && p[1] == ':' ? p + 2 : NULL;
}

static const char *
value_end(const char *p, const char *end, unsigned depth)
{
	enum { DEEPEST = 4 };
	char close = *p == '{' ? '}' : *p == '[' ? ']' : '\0';

	if (!close)
		return number_end(p, end);
	if (depth == DEEPEST)
		return NULL;
	if (p[1] == close)
		return p + 2;
	do {
		p++;
		if (close == '}' && !(p = key_end(p, end)))
			return NULL;
		p = value_end(p, end, depth + 1);
	} while (p && *p == ',');
	return p && *p == close ? p + 1 : NULL;
}

const char *
token_value_end(const char *p, const char *end, bool number)
{
	p = number ? number_end(p, end) : value_end(p, end, 0);
	return p && p < end ? p : NULL;
}

const char *
token_word(struct scanner *s)
{
	const char *word = *s->p == 't'   ? "true"
			   : *s->p == 'f' ? "false"
			   : *s->p == 'N' ? "NaN"
			   : *s->p == 'I' ? "Infinity"
			   : *s->p == '-' ? "-Infinity"
					  : "null";
	size_t len = strlen(word);

	s->token = s->p;
	while ((size_t)(s->end - s->token) < len && !s->ended)
		text_refill(s);
	if ((size_t)(s->end - s->token) < len || memcmp(s->token, word, len) != 0)
		scan_die(s, "expected a value");
	s->p = s->token + len;
	s->token = NULL;
	return *word == 't' || *word == 'f' ? word : "null";
}
