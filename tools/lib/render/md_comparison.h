/* md_comparison.h: comparison documents as Markdown: what changed, first. */
#ifndef MD_COMPARISON_H
#define MD_COMPARISON_H

#include "render/md.h"
#include "render/md_rows.h"

/* What bench-diff writes: HEAD is the document but its rows, which are ROWS. Dies when it
 * is not that. */
void md_comparison(struct buf *b, const struct json_document *head, const struct md_rows *rows,
    const struct md_options *options);

#endif
