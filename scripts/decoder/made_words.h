/* made_words.h: a vocabulary that was made up, for programs that take text. */
#ifndef MADE_WORDS_H
#define MADE_WORDS_H

#include <stddef.h>

#include "gguf_write.h"

/* What such a vocabulary has at least: three marks and a token for each byte of ASCII: others, one
 * by one, would not be text. */
enum { MADE_WORDS_LEAST = 3 + 128 };

/* Put a vocabulary of N tokens into H, N at least MADE_WORDS_LEAST. ASCII is read byte by
 * byte, a token each; what is written is made of these and of made-up words. */
void made_words_add(struct gguf_head *h, size_t n);

#endif
