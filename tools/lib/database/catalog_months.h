/* catalog_months.h: months of a history that become one file each, and the end of old documents. */
#ifndef CATALOG_MONTHS_H
#define CATALOG_MONTHS_H

#include "database/catalog.h"

/* How many documents, in how many files. */
struct catalog_counted {
	size_t documents, files;
};

/* Put the documents of each month before BEFORE, 2026-11, into the month's one Parquet file:
 * unchanged, so that the index can be made from it as from them. A document's file goes only when
 * the Parquet file was read back and has its bytes. */
struct catalog_counted catalog_compact(const char *history, const char *before, const char *memory);

/* Remove the documents before BEFORE, the beginning of a stem as "20261129", from index D and
 * from the history. DRY: only count them. A kill leaves a document in both or in the history. */
struct catalog_counted catalog_prune(
    struct duck *d, const char *history, const char *before, const char *memory, bool dry);
/* The stem of the oldest of the newest KEEP documents in D, which the caller owns; NULL: there are
 * no more. */
char *catalog_keep_from(struct duck *d, size_t keep);

#endif
