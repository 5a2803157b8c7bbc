/* md_comparison.h: comparison documents as Markdown: what changed, first. */
#ifndef MD_COMPARISON_H
#define MD_COMPARISON_H

#include "md.h"

/* What bench-diff writes. Dies when D is not that. */
void md_comparison(struct buf *b, const struct json_document *d, const struct md_options *options);

/* Whether D, a comparison, is of limits. */
bool md_is_limits(const struct json_document *d);

/* What bench-assert writes: "kind": "limits". */
void md_limits(struct buf *b, const struct json_document *d, const struct md_options *options);

#endif
