/* page_results.h: results put into a page: medians with their intervals, by case. */
#ifndef PAGE_RESULTS_H
#define PAGE_RESULTS_H

#include "page/page.h"
#include "results/results.h"

/* Add all that R reads to P: head and cases as data, each metric of a case with its median, the
 * 95 % interval of it where there are 6 samples, and its extremes; and the cases as a table. */
void page_results(struct page *p, struct results *r);

#endif
