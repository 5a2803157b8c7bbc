/* plan_show.h: a plan for people: a table of its cases, or a graph. */
#ifndef PLAN_SHOW_H
#define PLAN_SHOW_H

#include <stdio.h>

#include "base/terminal.h"
#include "scenario/plan.h"

/* Add a table of the cases: their ids, what gates, how often they run, and their commands. */
void plan_table_add(struct buf *b, const struct plan *plan, const struct text_style *style);

/* Write to F a graph in the language of Graphviz: the suite, its benchmarks, their cases. */
void plan_dot_write(const struct plan *plan, FILE *f);

#endif
