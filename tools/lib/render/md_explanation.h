/* md_explanation.h: explanation documents as Markdown and as text. */
#ifndef MD_EXPLANATION_H
#define MD_EXPLANATION_H

#include <stdio.h>

#include "render/text.h"

/* The explanation in F, called NAME in messages, which the caller owns and F stays the caller's.
 * Dies when it is none. */
struct json_document *explanation_load(FILE *f, const char *name);

/* A heading for each row of the explanation D and its verdict, and its sentences by what they are
 * about; OPTIONS->max_rows rows at most. */
void md_explanation(struct buf *b, const struct json_document *d, const struct md_options *options);

/* The same as text. */
void text_explanation(
    struct buf *b, const struct json_document *d, const struct text_options *options);

#endif
