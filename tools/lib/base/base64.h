/* base64.h: bytes as text of 64 characters (RFC 4648, 4), which is read strictly. */
#ifndef BASE64_H
#define BASE64_H

#include <stdbool.h>

#include "base/buf.h"

/* Add the LEN bytes at DATA to B as text with padding. */
void base64_add(struct buf *b, const void *data, size_t len);

/* Add the bytes that TEXT stands for to B. False, with B as it may be, when TEXT is not what
 * base64_add() would write: one text stands for some bytes, and no other. */
bool base64_read(struct buf *b, const char *text);

#endif
