/* catalog_rows.h: the rows of results documents, appended to the index of a history. */
#ifndef CATALOG_ROWS_H
#define CATALOG_ROWS_H

#include "database/duck.h"

/* What case ID is called now, which the caller owns, or NULL when it has its name still. */
struct catalog_names {
	char *(*renamed)(const void *who, const char *id);
	const void *who;
};

struct catalog_rows;

/* Rows for the tables of D, with the names that NAMES (borrowed) tells. */
struct catalog_rows *catalog_rows_open(struct duck *d, const struct catalog_names *names);
/* Append what is in the results document FD, which can seek: NAME in the history (store.h), with
 * its DIGEST. Returns how many rows of benchmark_results it is. Dies when it is no results. */
size_t catalog_rows_document(
    struct catalog_rows *rows, int fd, const char *name, const char *digest);
/* Make all that was appended part of the transaction of D. */
void catalog_rows_flush(struct catalog_rows *rows);
void catalog_rows_close(struct catalog_rows *rows);

#endif
