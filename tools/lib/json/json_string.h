/* json_string.h: the characters of a string out of JSON text. */
#ifndef JSON_STRING_H
#define JSON_STRING_H

#include <stddef.h>

#include "base/buf.h"

/* Add to B what the LEN bytes of TEXT, a JSON string in its quotes, stand for: escapes become
 * characters. A half of a pair that stands alone becomes U+FFFD. */
void json_string_decode(struct buf *b, const char *text, size_t len);

#endif
