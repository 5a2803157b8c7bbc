/* md_headline.h: the first lines of a comparison: the answer, and its counts. */
#ifndef MD_HEADLINE_H
#define MD_HEADLINE_H

#include "render/md.h"
#include "render/md_rows.h"

/* A heading of TITLE and the answer, then one sentence with the counts. */
void md_headline(struct buf *b, const struct md_rows *rows, const char *title);

/* The same for limits. */
void md_limits_headline(struct buf *b, const struct md_rows *rows, const char *title);

#endif
