/* secret.h: the token, and keeping it out of what is printed. */
#ifndef SECRET_H
#define SECRET_H

#include <stddef.h>

#include "base/buf.h"

/* Die when TOKEN has a character that no token has: a line break would end the
 * header that it is sent in. */
void secret_check(const char *token);

/* Add the LEN bytes of TEXT with "***" wherever TOKEN is in it. Without a
 * token (NULL), or one too short to be one, add TEXT as it is. */
void secret_scrub(struct buf *b, const char *text, size_t len, const char *token);

/* The same for a line of a message: control characters become spaces. */
void secret_scrub_line(struct buf *b, const char *text, const char *token);

/* TEXT of a stranger for a message: such a line of at most 300 bytes, which the
 * caller owns. It is cut after it is scrubbed, or a part of TOKEN could stay. */
char *secret_quote(const char *text, const char *token);

#endif
