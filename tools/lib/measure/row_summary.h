/* row_summary.h: the rows of a command in the summary that bench-run prints for people. */
#ifndef ROW_SUMMARY_H
#define ROW_SUMMARY_H

#include <stdio.h>

#include "measure/row_table.h"

/* Print a line for each of the first rows of T to F: its name, and of each metric the median with
 * the relative half width of its interval, or why it failed; then how many rows there are more,
 * and how many of them failed. */
void row_summary_print(const struct row_table *t, FILE *f);

#endif
