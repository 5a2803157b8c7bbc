/* row_values.h: the values of all rows in one invocation, of which some become one. */
#ifndef ROW_VALUES_H
#define ROW_VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "scenario/reduction.h"

enum { ROW_VALUES_MAX = 1 << 20 };

struct row_value {
	unsigned row, metric;
	unsigned order; /* as it was reported */
	double v;
};

/* Start from zeroes. */
struct row_values {
	struct row_value *list;
	size_t n, cap;
	double *room; /* for those of one row */
	size_t cap_room;
};

/* False: there are ROW_VALUES_MAX already. */
bool row_values_add(struct row_values *values, unsigned row, unsigned metric, double v);
/* Bring those of one row and metric together, in the order reported. */
void row_values_sort(struct row_values *values);
/* What those from FROM on, of one row and metric, become as HOW says, in *V; NAN with why
 * appended to WHY, as reduce_values(). Returns where the next ones begin. */
size_t row_values_reduce(
    struct row_values *values, size_t from, struct reduction how, double *v, struct buf *why);
void row_values_free(struct row_values *values);

#endif
