/* md_limits.h: comparison documents of limits as Markdown. */
#ifndef MD_LIMITS_H
#define MD_LIMITS_H

#include "render/md.h"

/* Whether D, a comparison, is of limits. */
bool md_is_limits(const struct json_document *d);

/* What bench-assert writes: "kind": "limits". */
void md_limits(struct buf *b, const struct json_document *d, const struct md_options *options);

#endif
