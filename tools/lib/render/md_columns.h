/* md_columns.h: which columns the table of results has. */
#ifndef MD_COLUMNS_H
#define MD_COLUMNS_H

#include "render/md_cases.h"

enum field {
	FIELD_NAME,
	FIELD_ID,
	FIELD_DESCRIPTION,
	FIELD_VARIANT,
	FIELD_STATUS,
	FIELD_ITERATIONS,
	FIELD_PARAM,
	FIELD_PARAMS,
	FIELD_METRIC
};

struct md_column_plan {
	enum field field;
	struct buf title; /* escaped */
	char *unit;       /* that an asked title names at its end, or NULL */
	const char *key;  /* of FIELD_PARAM; of a FIELD_METRIC that was asked for by name */
	size_t metric;    /* of FIELD_METRIC; out of range: no case has it */
	bool fixed;       /* SCALE is for all the rows */
	struct scale scale;
	bool interval; /* with its interval */
	int digits;
};

struct md_columns {
	struct md_column_plan *columns;
	size_t n, cap;
	size_t hidden;          /* usual metrics for which there was no room */
	ptrdiff_t first_metric; /* where a case without values says why, or -1 */
};

/* The columns for the first SHOWN cases of C: those that OPTIONS ask for, or
 * the usual ones. Borrows from both. */
void md_columns_choose(
    struct md_columns *t, const struct md_cases *c, size_t shown, const struct md_options *options);
void md_columns_free(struct md_columns *t);

/* Warn of metrics and parameters that OPTIONS name and no case has. */
void md_columns_check(const struct md_cases *c, const struct md_options *options);

/* The table of the first SHOWN cases. */
void md_cases_table(
    struct buf *b, const struct md_cases *c, size_t shown, const struct md_options *options);

#endif
