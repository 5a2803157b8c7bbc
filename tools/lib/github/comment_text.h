/* comment_text.h: the text of a comment, made fit to be posted. */
#ifndef COMMENT_TEXT_H
#define COMMENT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Whether KEY is 1 to 100 of A-Z a-z 0-9 . _ / -. */
bool comment_key_valid(const char *key);

/* Add the LEN bytes of TEXT as valid UTF-8 with lines that end in LF: other
 * bytes and control characters become U+FFFD, and what would look like a
 * marker of ours loses its '<'. False when there is a NUL. */
bool comment_text_clean(struct buf *b, const char *text, size_t len);

/* Whether there is anything but white space. */
bool comment_text_blank(const char *text);

#endif
