/* row_table_parts.h: what a table of rows is made of; for its own modules only. */
#ifndef ROW_TABLE_PARTS_H
#define ROW_TABLE_PARTS_H

#include "base/arena.h"
#include "base/intern.h"
#include "measure/row_table.h"
#include "measure/row_values.h"

struct row_table {
	const struct plan_case *c;
	const struct rows_rule *rule;
	struct metric_rule **metrics; /* those of the rule, and those that were found */
	size_t nmetrics, cap_metrics;
	struct reported_row *rows;
	size_t n, cap;
	struct word_set *ids;     /* a word's index is the row's number */
	struct row_values values; /* of this invocation */
	unsigned turn;            /* counts the invocations, warm-ups too */
	size_t wide;
	struct arena *arena;
};

/* The values of row R of METRIC, to be added to. */
struct row_series *row_series_need(struct reported_row *r, size_t metric);

#endif
