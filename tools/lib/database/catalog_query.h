/* catalog_query.h: a user's statement, and its rows for programs and for people. */
#ifndef CATALOG_QUERY_H
#define CATALOG_QUERY_H

#include <stdio.h>

#include "base/option.h"
#include "base/terminal.h"
#include "database/duck.h"

enum query_format { QUERY_JSON, QUERY_CSV, QUERY_TABLE };
extern const char *const query_formats[]; /* by the enum, ended by NULL */

struct user_query {
	const char *sql;
	struct option_list values; /* of its parameters: NAME=VALUE */
	enum query_format format;
	struct text_style style; /* of a table */
};

/* Run QUERY and write its rows to F: as JSON an array of objects, one on a line; as CSV with a
 * line of names (RFC 4180), NULL is empty; as a table for people. What JSON has no type for, such
 * as a time, is text as DuckDB writes it. Dies when the statement is wrong, or is more than one. */
void user_query_run(struct duck *d, const struct user_query *query, FILE *f);

#endif
