/* md_why.h: which functions a row got slower in, as bench-why found. */
#ifndef MD_WHY_H
#define MD_WHY_H

#include <stddef.h>

#include "base/buf.h"
#include "render/md_row.h"

struct text_style;

/* Lines of Markdown about those of the N ROWS, and of those beside them, that are explained: each
 * text once, with all the rows that have it. */
void md_why(struct buf *b, const struct md_row *rows, size_t n);
/* The same as text. */
void text_why(struct buf *b, const struct md_row *rows, size_t n, const struct text_style *style);

#endif
