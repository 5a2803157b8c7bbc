/* run_relations.h: who is how many times as fast, in the summary of a run. */
#ifndef RUN_RELATIONS_H
#define RUN_RELATIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/terminal.h"
#include "measure/subject.h"

/* Add the name that a person knows U by, fit for a line of a log. */
void run_label_add(struct buf *b, const struct subject *u);

/* Print to F in the STYLE how the times of the N subjects relate to the fastest one's, as far as
 * their intervals show it: with COMPARE of all of them, else of the cases of each benchmark, which
 * stand together. Of variants nothing: bench-diff compares these. */
void run_relations_print(FILE *f, const struct subject *subjects, size_t n, bool compare,
    const struct text_style *style);

#endif
