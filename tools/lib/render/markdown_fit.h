/* markdown_fit.h: Markdown made shorter by whole parts. */
#ifndef MARKDOWN_FIT_H
#define MARKDOWN_FIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Both count: UTF-16 units and bytes. */
struct markdown_size {
	size_t chars, bytes;
};

struct markdown_size markdown_size(const char *text, size_t len);

/* Add TEXT (valid UTF-8, LEN bytes) to B, at most MAX of it. When it is more,
 * rows of tables inside <details> go first, from the last one up; then rows of
 * the other tables; then blocks from the end. Where something went, a line
 * says how much more is in WHERE ("the job summary"). Returns whether anything
 * went. Nothing is added at all when MAX has no room for that line. */
bool markdown_fit(
    struct buf *b, const char *text, size_t len, struct markdown_size max, const char *where);

#endif
