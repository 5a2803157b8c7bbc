/* md_headline.h: the first lines of a comparison: the answer, and its counts. */
#ifndef MD_HEADLINE_H
#define MD_HEADLINE_H

#include "render/md.h"
#include "render/md_rows.h"

/* A heading of TITLE and the answer, then one sentence with the counts. */
void md_headline(struct buf *b, const struct md_rows *rows, const char *title);

/* The heading alone: SIGN, TITLE and ANSWER, which is Markdown. */
void md_heading(struct buf *b, const char *sign, const char *title, const char *answer);
/* A part of the sentence, when N is not 0: "; 3 improvements", by the word for ONE or MANY. */
void md_also(struct buf *b, size_t n, const char *one, const char *many);

#endif
