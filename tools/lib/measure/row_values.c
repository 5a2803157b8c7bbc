#include "measure/row_values.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "measure/reduce.h"

bool
row_values_add(struct row_values *values, unsigned row, unsigned metric, double v)
{
	if (values->n == ROW_VALUES_MAX)
		return false;
	values->list = xgrow(values->list, values->n, &values->cap, sizeof *values->list);
	values->list[values->n] = (struct row_value){row, metric, (unsigned)values->n, v};
	values->n++;
	return true;
}

static int
row_value_order(const void *a, const void *b)
{
	const struct row_value *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	if (x->metric != y->metric)
		return x->metric < y->metric ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

void
row_values_sort(struct row_values *values)
{
	if (values->n > 1)
		qsort(values->list, values->n, sizeof *values->list, row_value_order);
}

size_t
row_values_reduce(
    struct row_values *values, size_t from, struct reduction how, double *v, struct buf *why)
{
	const struct row_value *first = &values->list[from];
	size_t n = 0;

	for (;
	     from + n < values->n && first[n].row == first->row && first[n].metric == first->metric;
	     n++) {
		values->room = xgrow(values->room, n, &values->cap_room, sizeof *values->room);
		values->room[n] = first[n].v;
	}
	if (!reduce_values(values->room, n, how, v, why))
		*v = NAN;
	return from + n;
}

void
row_values_free(struct row_values *values)
{
	free(values->list);
	free(values->room);
	memset(values, 0, sizeof *values);
}
