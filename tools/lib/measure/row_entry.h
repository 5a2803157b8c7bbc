/* row_entry.h: a row of a command as an entry of the results. */
#ifndef ROW_ENTRY_H
#define ROW_ENTRY_H

#include "measure/row_table.h"
#include "results/entry.h"

/* Add to E, which has what the command says of all its rows, what R, a row of T, has of its own:
 * status, metrics and limits. RUNS are the case's. The samples are borrowed from R. */
void row_entry_fill(const struct row_table *t, const struct reported_row *r,
    const struct run_limits *runs, struct entry *e);

/* Add to E, the entry of the command of T itself, the limits that no row of T has: there is
 * nothing that keeps them. */
void row_limits_left(const struct row_table *t, struct entry *e);

#endif
