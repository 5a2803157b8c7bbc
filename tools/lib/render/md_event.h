/* md_event.h: the rows of a comparison that are one event, and which row matters more. */
#ifndef MD_EVENT_H
#define MD_EVENT_H

#include <stddef.h>

#include "render/md_row.h"

/* strcmp-like, for qsort(): of two rows the first is the one that gates, has the worse verdict,
 * is more severe, changed more, or comes first by its id and its metric. */
int md_row_order(const void *a, const void *b);

/* Bring together what is one event (MD_ROWS_JOINED) among the N kept rows of one case at ROWS;
 * returns how many rows there are then. */
size_t md_events_join(struct md_row *rows, size_t n);

#endif
