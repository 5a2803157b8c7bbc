/* catalog.h: the index of a history: a database that can be made anew from the history's files at
 * any time. */
#ifndef CATALOG_H
#define CATALOG_H

#include "database/catalog_rows.h"
#include "database/duck.h"

struct catalog_place {
	const char *history;  /* the folder; store.h */
	const char *database; /* the index */
	const char *memory;   /* the most that DuckDB may take */
	double wait;          /* seconds for others to be done with the index */
};

/* Open the index to be read, by statements of our own or, CONFINED, by a user's. Dies when there
 * is none, with what makes it. The caller closes it. */
struct duck *catalog_read(const struct catalog_place *place, bool confined);
/* Open the index to be changed; it is made when it is not there. No other process reads or changes
 * it then. */
struct duck *catalog_write(const struct catalog_place *place);

/* What catalog_fill() found: documents that are new in the index, their rows of
 * benchmark_results, and documents whose bytes were there already under another name. */
struct catalog_filled {
	size_t documents, rows, same;
};
/* Bring index D up to what the history has: its documents and its months. A document is in the
 * index whole or not at all. Dies when a document is not what its name says. */
struct catalog_filled catalog_fill(
    struct duck *d, const char *history, const struct catalog_names *names);

/* Make the index anew and put it in the place of the one there is, if any. */
struct catalog_filled catalog_rebuild(
    const struct catalog_place *place, const struct catalog_names *names);

#endif
