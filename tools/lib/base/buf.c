#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 65536 };

char *
buf_grow(struct buf *b, size_t extra)
{
	size_t need, cap = b->cap ? b->cap : 64;

	if (extra > SIZE_MAX / 2 - b->len)
		die("a string is too long");
	need = b->len + extra + 1;
	while (cap < need)
		cap *= 2;
	b->s = xreallocarray(b->s, cap, 1);
	b->cap = cap;
	return b->s + b->len;
}

void
buf_add(struct buf *b, const void *data, size_t len)
{
	char *p = buf_room(b, len);

	if (len)
		memcpy(p, data, len);
	b->len += len;
	b->s[b->len] = '\0';
}

void
buf_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	enum { USUAL = 80 };
	va_list ap;
	char *room = buf_room(b, USUAL);
	size_t size = b->cap - b->len;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(room, size, fmt, ap);
	va_end(ap);
	if (n < 0)
		die("cannot format a string:");
	if ((size_t)n >= size) {
		room = buf_room(b, (size_t)n);
		va_start(ap, fmt);
		vsnprintf(room, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	b->len += (size_t)n;
}

void
buf_read(struct buf *b, FILE *f, size_t most, const char *name)
{
	size_t n;

	do {
		n = fread(buf_room(b, BLOCK), 1, BLOCK, f);
		b->len += n;
		b->s[b->len] = '\0';
	} while (n > 0 && b->len <= most);
	if (ferror(f))
		die("cannot read '%s':", name);
}

void
buf_clear(struct buf *b)
{
	b->len = 0;
	if (b->s)
		b->s[0] = '\0';
}

char *
buf_take(struct buf *b)
{
	char *s = b->s ? b->s : xstrdup("");

	b->s = NULL;
	b->len = b->cap = 0;
	return s;
}

void
buf_free(struct buf *b)
{
	free(b->s);
	b->s = NULL;
	b->len = b->cap = 0;
}
