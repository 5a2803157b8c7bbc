/* page_comparison.h: a comparison, or limits, put into a page. */
#ifndef PAGE_COMPARISON_H
#define PAGE_COMPARISON_H

#include "comparison/comparison_reader.h"
#include "page/page.h"

/* Add all that R reads to P: the head and the rows as data, the rows that are not equivalent as a
 * table. Dies when a row is none. */
void page_comparison(struct page *p, struct comparison_reader *r);

#endif
