/* open_more.h: how much more measuring would settle rows that are inconclusive. */
#ifndef OPEN_MORE_H
#define OPEN_MORE_H

#include "render/md_row_tables.h"

/* Add "; about 45 more rounds would settle half of them, about 345 all", of the rows of RANGE;
 * nothing where they do not say. */
void open_more_add(struct buf *b, struct md_range range);

#endif
