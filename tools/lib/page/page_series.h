/* page_series.h: a history put into a page: runs by columns, points packed. */
#ifndef PAGE_SERIES_H
#define PAGE_SERIES_H

#include "history/series.h"
#include "page/page.h"

/* Add all that R reads to P, one series at a time. Values are rounded as pack_step() says; steps,
 * drift and the last value of each series are not. Tables: what moved, and the last values. */
void page_series(struct page *p, struct series_reader *r);

#endif
