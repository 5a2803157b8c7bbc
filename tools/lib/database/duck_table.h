/* duck_table.h: rows appended to a table, column by column. */
#ifndef DUCK_TABLE_H
#define DUCK_TABLE_H

#include "database/duck.h"

struct duck_table;

/* The types of the columns of such a table. */
enum duck_column_type {
	COLUMN_TEXT,
	COLUMN_INTEGER,
	COLUMN_NUMBER,
	COLUMN_FLAG,
	COLUMN_TIME,
	COLUMN_NUMBERS
};

/* Append to table NAME, which has N columns of TYPES. The caller closes it. */
struct duck_table *duck_table_open(
    struct duck *d, const char *name, const enum duck_column_type *types, size_t n);
/* What was appended is part of the transaction; dies when it cannot be. */
void duck_table_flush(struct duck_table *t);
void duck_table_close(struct duck_table *t); /* flushes; may be NULL */

/* The next column of the row; after the last one the row is there. */
void table_text(struct duck_table *t, const char *text); /* UTF-8; NULL: null */
void table_integer(struct duck_table *t, int64_t v);
void table_number(struct duck_table *t, double v); /* not finite: null */
void table_flag(struct duck_table *t, bool v);
void table_time(struct duck_table *t, int64_t microseconds);
void table_null(struct duck_table *t);
/* A list of N numbers, of which what is not finite is null; V NULL: null. */
void table_numbers(struct duck_table *t, const double *v, size_t n);

#endif
