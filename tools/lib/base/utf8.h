/* utf8.h: which bytes are UTF-8. */
#ifndef UTF8_H
#define UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The length of the character at S, of which LEN bytes are there: 1 to 4, or 0
 * when they are not well-formed UTF-8 (RFC 3629: no overlong forms, no
 * surrogates, nothing over U+10FFFF). */
size_t utf8_length(const char *s, size_t len);

/* The code point of the well-formed character of N bytes at S. */
uint32_t utf8_code(const char *s, size_t n);

/* Whether CODE is invisible, or changes how other characters are shown: control
 * characters of terminals, direction and lines, and characters without width. */
bool utf8_hidden(uint32_t code);

/* Write CODE (a scalar value) as UTF-8 into DST; returns its length, 1 to 4. */
size_t utf8_encode(char dst[4], uint32_t code);

#endif
