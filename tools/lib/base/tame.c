#include "base/tame.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/util.h"

/* Of space that can be seen; what is hidden is none. */
static bool
is_space(uint32_t c)
{
	return c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
	       c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Whether S, of which LEN bytes are there, begins with a character to be shown as it is;
 * *N is its length, or 0. */
static bool
is_shown(const char *s, size_t len, size_t *n)
{
	*n = utf8_length(s, len);
	return *n > 0 && !utf8_hidden(utf8_code(s, *n));
}

static bool
is_command_sign(const char *s)
{
	return strncmp(s, "##[", 3) == 0;
}

/* The runner takes white space off a line before it looks at it. */
static void
first_colons_tame(char *s)
{
	size_t len = strlen(s), n;

	while (is_shown(s, len, &n) && is_space(utf8_code(s, n))) {
		s += n;
		len -= n;
	}
	if (s[0] == ':' && s[1] == ':')
		s[0] = '?';
}

void
line_tame(char *s)
{
	char *to = s, *end = s + strlen(s);
	size_t n;

	first_colons_tame(s);
	while (s < end) {
		if (is_command_sign(s))
			s[2] = '(';
		if (is_shown(s, (size_t)(end - s), &n)) {
			memmove(to, s, n);
			to += n;
		} else {
			*to++ = '?';
		}
		s += n ? n : 1;
	}
	*to = '\0';
}

/* What line_tame() makes of S; the caller owns it. */
static char *
tamed(const char *s)
{
	char *copy = xstrdup(s);

	line_tame(copy);
	return copy;
}

void
line_print(const char *s, FILE *f)
{
	char *copy = tamed(s);

	fputs(copy, f);
	free(copy);
}

/* S in $'...', as bash reads it and POSIX has it since 2024. */
static void
escaped_print(const char *s, FILE *f)
{
	size_t len = strlen(s), n, size;

	fputs("$'", f);
	for (; len > 0; s += size, len -= size) {
		bool shown = is_shown(s, len, &n) && !is_command_sign(s);

		size = n ? n : 1;
		if (*s == '\n' || *s == '\t') {
			fputs(*s == '\n' ? "\\n" : "\\t", f);
		} else if (!shown) {
			for (size_t i = 0; i < size; i++)
				fprintf(f, "\\x%02x", (unsigned)(unsigned char)s[i]);
		} else {
			if (*s == '\'' || *s == '\\')
				fputc('\\', f);
			fwrite(s, 1, size, f);
		}
	}
	fputc('\'', f);
}

static void
quoted_print(const char *s, FILE *f)
{
	fputc('\'', f);
	for (; *s; s++)
		if (*s == '\'')
			fputs("'\\''", f);
		else
			fputc(*s, f);
	fputc('\'', f);
}

void
word_print(const char *s, FILE *f)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "%+,-./:=@_";
	char *copy = tamed(s);

	if (strcmp(copy, s) != 0)
		escaped_print(s, f);
	else if (*s && !s[strspn(s, plain)])
		fputs(s, f);
	else
		quoted_print(s, f);
	free(copy);
}

/* A code beyond U+FFFF is a pair of surrogates (RFC 8259, section 7). */
static void
json_escape_print(uint32_t code, FILE *f)
{
	if (code > 0xFFFF) {
		fprintf(f, "\\u%04x", (unsigned)(0xD800 + ((code - 0x10000) >> 10)));
		code = 0xDC00 + ((code - 0x10000) & 0x3FF);
	}
	fprintf(f, "\\u%04x", (unsigned)code);
}

void
json_tame_print(const char *json, FILE *f)
{
	size_t len = strlen(json), n, size;

	for (; len > 0; json += size, len -= size) {
		bool shown = is_shown(json, len, &n) && !is_command_sign(json);

		size = n ? n : 1;
		if (n == 0)
			fputs("\\ufffd", f);
		else if (shown || *json == '\n')
			fwrite(json, 1, size, f);
		else
			json_escape_print(utf8_code(json, n), f);
	}
}
