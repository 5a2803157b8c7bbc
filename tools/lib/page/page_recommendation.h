/* page_recommendation.h: a recommendation put into a page. */
#ifndef PAGE_RECOMMENDATION_H
#define PAGE_RECOMMENDATION_H

#include "page/page.h"
#include "json/json_document.h"

/* Add D, as bench-recommend wrote it, to P as data, and its rows as a table. Dies when D lacks
 * what the table shows. */
void page_recommendation(struct page *p, const struct json_document *d);

#endif
