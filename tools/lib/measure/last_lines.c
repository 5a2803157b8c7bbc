#include "measure/last_lines.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

struct piece {
	const char *s;
	size_t len;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* What of LINE is to be seen at its end: what follows its last carriage return. */
static struct piece
line_shown(struct piece line)
{
	size_t start;

	while (line.len > 0 && is_blank(line.s[line.len - 1]))
		line.len--;
	for (start = line.len; start > 0 && line.s[start - 1] != '\r'; start--)
		;
	line.s += start;
	line.len -= start;
	return line;
}

/* How many bytes of LINE whole characters have, LAST_LINE_MAX at most. */
static size_t
whole_length(struct piece line)
{
	size_t at = 0, n;

	while (at < line.len) {
		n = utf8_length(line.s + at, line.len - at);
		n = n ? n : 1; /* what is no character is replaced where it is written */
		if (at + n > LAST_LINE_MAX)
			break;
		at += n;
	}
	return at;
}

char *
last_lines(const char *s, size_t len, size_t n)
{
	struct piece found[LAST_LINES];
	size_t end = len, start, have = 0;
	struct buf b = BUF_INIT;

	n = n < LAST_LINES ? n : LAST_LINES;
	while (have < n && end > 0) {
		struct piece line;

		for (start = end; start > 0 && s[start - 1] && s[start - 1] != '\n'; start--)
			;
		line = line_shown((struct piece){s + start, end - start});
		if (line.len > 0)
			found[have++] = line;
		end = start > 0 ? start - 1 : 0;
	}
	if (have == 0)
		return NULL;
	while (have-- > 0) {
		buf_add(&b, found[have].s, whole_length(found[have]));
		if (have > 0)
			buf_char(&b, '\n');
	}
	return buf_take(&b);
}
