/* page_ledger.h: a ledger of alerts, with the gate's own rates, put into a page. */
#ifndef PAGE_LEDGER_H
#define PAGE_LEDGER_H

#include "page/page.h"
#include "json/json_document.h"

/* Add D, as bench-trend --report wrote it, to P as data, its alerts as a table and its rates as a
 * sentence. Dies when D lacks what these show. */
void page_ledger(struct page *p, const struct json_document *d);

#endif
