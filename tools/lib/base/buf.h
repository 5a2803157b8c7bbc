/* buf.h: a string that grows. */
#ifndef BUF_H
#define BUF_H

#include <stddef.h>
#include <stdio.h>

#include "base/util.h"

/* Start from BUF_INIT. S is NULL or ends in a NUL that LEN does not count. */
struct buf {
	char *s;
	size_t len, cap;
};

#define BUF_INIT                                                                                   \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}

void buf_add(struct buf *b, const void *data, size_t len);
void buf_str(struct buf *b, const char *s);
void buf_printf(struct buf *b, const char *fmt, ...) UTIL_PRINTF(2, 3);

/* As buf_room(), when there is no room. */
char *buf_grow(struct buf *b, size_t extra);

/* Make room for EXTRA more bytes and return where they go; the caller adds to LEN. */
static inline char *
buf_room(struct buf *b, size_t extra)
{
	return extra < b->cap - b->len ? b->s + b->len : buf_grow(b, extra);
}

static inline void
buf_char(struct buf *b, char c)
{
	if (b->cap - b->len < 2)
		buf_room(b, 1);
	b->s[b->len++] = c;
	b->s[b->len] = '\0';
}

/* Add the rest of F, and no more once B is longer than MOST bytes. Dies, as of
 * NAME, when F cannot be read. */
void buf_read(struct buf *b, FILE *f, size_t most, const char *name);

/* Empty it and keep its memory. */
void buf_clear(struct buf *b);

/* Return the string, never NULL, which the caller owns; B is empty after. */
char *buf_take(struct buf *b);

void buf_free(struct buf *b);

#endif
