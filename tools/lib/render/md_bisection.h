/* md_bisection.h: a bisection as Markdown and as text: the answer, and what led to it. */
#ifndef MD_BISECTION_H
#define MD_BISECTION_H

#include "render/bisected.h"
#include "render/text.h"

/* The answer, and a table of the commits that were measured or may have made the change. */
void md_bisection(struct buf *b, const struct bisected *d, const struct md_options *options);
void text_bisection(struct buf *b, const struct bisected *d, const struct text_options *options);

#endif
