/* catalog_schema.h: the tables of the index of a history. */
#ifndef CATALOG_SCHEMA_H
#define CATALOG_SCHEMA_H

#include "database/duck.h"
#include "database/duck_table.h"

/* Of tables that are appended to: in the order of their columns. */
enum { CATALOG_RUN_COLUMNS = 14, CATALOG_RESULT_COLUMNS = 24, CATALOG_FURTHER_COLUMNS = 11 };
extern const enum duck_column_type catalog_run_types[CATALOG_RUN_COLUMNS],
    catalog_result_types[CATALOG_RESULT_COLUMNS], catalog_further_types[CATALOG_FURTHER_COLUMNS];

/* Make the tables where D has none. Dies when it has those of another version. */
void catalog_schema_make(struct duck *d);
/* Whether D has tables of this version. */
bool catalog_schema_is(struct duck *d);

#endif
