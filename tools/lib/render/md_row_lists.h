/* md_row_lists.h: rows of a comparison as lists: what cannot be told in columns. */
#ifndef MD_ROW_LISTS_H
#define MD_ROW_LISTS_H

#include "render/md_row_tables.h"

/* A list under the words WHAT, for rows whose reason is what matters. */
void md_list(struct buf *b, const char *what, struct md_range range, size_t max);

/* Rows that are inconclusive: a list, or where there are many, one line to open. */
void md_open(struct buf *b, struct md_range range, size_t max);

/* More inconclusive rows than these are told in one line. */
enum { MD_OPEN_SEEN = 3 };
/* The next case that such a line names, after NAMED of them, is that of the row *AT of RANGE, which
 * steps behind its rows. Returns how many these are; 0: no more are named. */
size_t md_open_name(struct md_range range, size_t named, size_t *at);
/* "; changes under 31 % to 68 % could not be seen", of the rows of RANGE; or nothing. */
void md_detectable(struct buf *b, struct md_range range);

/* A list of rows that got worse since the release and not since the baseline; nothing
 * when there is none. */
void md_drifted(struct buf *b, struct md_range range, size_t max);

#endif
