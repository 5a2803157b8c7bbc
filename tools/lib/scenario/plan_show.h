/* plan_show.h: a plan for people: a table of its cases, or a graph. */
#ifndef PLAN_SHOW_H
#define PLAN_SHOW_H

#include <stdio.h>

#include "scenario/plan.h"

/* Write to F a line for each case: its id, what gates, how often it runs, and its command, in
 * columns of a terminal. */
void plan_table_write(const struct plan *plan, FILE *f);

/* Write to F a graph in the language of Graphviz: the suite, its benchmarks, their cases. */
void plan_dot_write(const struct plan *plan, FILE *f);

#endif
