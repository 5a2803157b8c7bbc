/* text_document.h: what the tools read beside results and comparisons, as text for a terminal. */
#ifndef TEXT_DOCUMENT_H
#define TEXT_DOCUMENT_H

#include <stdio.h>

#include "render/text.h"

/* Add what F has, which is read to its end and called NAME in messages: an environment, a plan or a
 * scenario, waivers, or aliases. Dies when it is none of these; EXPECTED is what else it might have
 * been. */
void text_document(
    struct buf *b, FILE *f, const char *name, const struct text_style *style, const char *expected);

#endif
