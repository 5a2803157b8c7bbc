#include "json/json_window.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/temporary.h"

enum { WINDOW = 1 << 16 };

enum { MESSAGE = 512 };

static void
message_format(char message[MESSAGE], const char *fmt, va_list ap)
{
	vsnprintf(message, MESSAGE, fmt, ap);
	/* It quotes the text, which must not reach a terminal as commands. */
	for (char *c = message; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 127)
			*c = '?';
}

static _Noreturn void
die_at(const struct scanner *s, struct scan_mark m, const char *message)
{
	die("%s:%llu:%llu: %s", s->name, (unsigned long long)m.line, (unsigned long long)m.column,
	    message);
}

void
scan_die_at(const struct scanner *s, struct scan_mark mark, const char *fmt, ...)
{
	char message[MESSAGE];
	va_list ap;

	va_start(ap, fmt);
	message_format(message, fmt, ap);
	va_end(ap);
	die_at(s, mark, message);
}

void
scan_die(const struct scanner *s, const char *fmt, ...)
{
	char message[MESSAGE];
	va_list ap;

	va_start(ap, fmt);
	message_format(message, fmt, ap);
	va_end(ap);
	die_at(s, s->at, message);
}

bool
text_refill(struct scanner *s)
{
	const char *keep = s->token ? s->token : s->p;
	size_t kept = (size_t)(s->end - keep), ahead = (size_t)(s->p - keep);
	size_t room;
	ssize_t n;

	if (s->ended)
		return false;
	if (s->limit && text_offset(s, s->p) > s->limit)
		scan_die(s, "%s is too large", s->limited);
	if (kept >= JSON_STRING_MAX)
		scan_die(s, "a string is longer than %d bytes", JSON_STRING_MAX);
	s->base = text_offset(s, keep);
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
	if (s->copy && fwrite(s->window + kept, 1, (size_t)n, s->copy) != (size_t)n)
		temporary_die();
	s->start = s->window;
	s->p = s->window + ahead;
	s->token = s->token ? s->window : NULL;
	s->end = s->window + kept + n;
	s->window[kept + (size_t)n] = '\0';
	s->ended = n == 0;
	return n > 0;
}

_Noreturn void
text_expected(struct scanner *s, const char *expected)
{
	unsigned char c = (unsigned char)*s->p;
	struct scan_mark m = text_mark(s, s->p);

	if (s->p == s->end)
		scan_die_at(s, m, "the text ends where %s was expected", expected);
	if (c > ' ' && c < 127)
		scan_die_at(s, m, "expected %s, found '%c'", expected, c);
	scan_die_at(s, m, "expected %s, found byte 0x%02x", expected, c);
}

void
text_skip(struct scanner *s)
{
	for (;;) {
		switch (*s->p) {
		case ' ':
		case '\t':
		case '\r': s->p++; break;
		case '\n':
			s->p++;
			s->line++;
			s->line_start = text_offset(s, s->p);
			break;
		case '\0':
			if (s->p == s->end && text_refill(s))
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
	while (s->end - s->start < 4 && text_refill(s))
		continue;
	s->token = NULL;
	n = (size_t)(s->end - s->start);
	if (n == 0)
		scan_die_at(s, text_mark(s, s->p), "the file is empty");
	if (n >= 3 && memcmp(s->start, "\xef\xbb\xbf", 3) == 0)
		scan_die_at(s, text_mark(s, s->p),
		    "the file begins with a byte order mark; save it as UTF-8 without one");
	if (n >= 2 &&
	    (memcmp(s->start, "\xff\xfe", 2) == 0 || memcmp(s->start, "\xfe\xff", 2) == 0))
		scan_die_at(s, text_mark(s, s->p), "the file is UTF-16; save it as UTF-8");
	if ((n >= 2 && memcmp(s->start, "\x1f\x8b", 2) == 0) ||
	    (n >= 4 && memcmp(s->start, "\x28\xb5\x2f\xfd", 4) == 0))
		scan_die_at(s, text_mark(s, s->p), "the file is compressed; decompress it first");
}

struct scanner *
scanner_new(int fd, const char *name)
{
	return scanner_new_copying(fd, name, NULL);
}

struct scanner *
scanner_new_copying(int fd, const char *name, FILE *copy)
{
	struct scanner *s = scanner_alloc(name);

	s->fd = fd;
	s->copy = copy;
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
