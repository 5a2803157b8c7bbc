/* catalog_export.h: the tables of an index as Parquet files. */
#ifndef CATALOG_EXPORT_H
#define CATALOG_EXPORT_H

#include "base/buf.h"
#include "database/duck.h"

/* Write FOLDER/TABLE/2026-11.parquet for each month of D and each of the tables of the benchmarks,
 * each whole or not at all, with Zstandard; a month at a time, so that memory does not grow with a
 * history. Returns how many files these are; empty ones are left out. */
size_t catalog_export(struct duck *d, const char *folder);

/* TEXT as a string of SQL. */
void sql_text(struct buf *b, const char *text);
/* Let the rows of statement SELECT become Parquet file PATH, whole or not at all. */
void parquet_write(struct duck *d, const char *select, const char *path);

#endif
