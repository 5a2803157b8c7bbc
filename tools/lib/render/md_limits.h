/* md_limits.h: comparison documents of limits as Markdown. */
#ifndef MD_LIMITS_H
#define MD_LIMITS_H

#include "render/md.h"
#include "render/md_rows.h"

/* What bench-assert writes, "kind": "limits": HEAD is the document but its rows, which are
 * ROWS. */
void md_limits(struct buf *b, const struct json_document *head, const struct md_rows *rows,
    const struct md_options *options);

#endif
