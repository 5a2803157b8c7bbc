/* md_row_lists.h: rows of a comparison as lists: what cannot be told in columns. */
#ifndef MD_ROW_LISTS_H
#define MD_ROW_LISTS_H

#include "render/md_row_tables.h"

/* A list under the words WHAT, for rows whose reason is what matters. */
void md_list(struct buf *b, const char *what, struct md_range range, size_t max);

/* Rows that are inconclusive: a list, or where there are many, one line to open. */
void md_open(struct buf *b, struct md_range range, size_t max);

/* A list of rows that got worse since the release and not since the baseline; nothing
 * when there is none. */
void md_drifted(struct buf *b, struct md_range range, size_t max);

#endif
