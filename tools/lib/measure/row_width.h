/* row_width.h: how well the rows of a command are known, so far. */
#ifndef ROW_WIDTH_H
#define ROW_WIDTH_H

#include "measure/row_table.h"

/* The widest relative half width of the 95 % intervals for the medians of the first N
 * invocations, of all rows and metrics of T that gate and have not failed; INFINITY when one
 * has too few values, 0 when there is none. */
double row_width_widest(const struct row_table *t, size_t n);

/* What a row's width depends on: whether metric METRIC of row R, which T has, gates and has
 * values. */
bool row_width_counts(const struct row_table *t, const struct reported_row *r, size_t metric);

#endif
