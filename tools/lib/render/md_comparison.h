/* md_comparison.h: comparison documents as Markdown: what changed, first. */
#ifndef MD_COMPARISON_H
#define MD_COMPARISON_H

#include "render/md.h"

/* What bench-diff writes. Dies when D is not that. */
void md_comparison(struct buf *b, const struct json_document *d, const struct md_options *options);

#endif
