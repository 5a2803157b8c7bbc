/* run_times.h: the durations of subjects beside each other, in the summary of a run. */
#ifndef RUN_TIMES_H
#define RUN_TIMES_H

#include <stdio.h>

#include "base/buf.h"
#include "base/terminal.h"
#include "measure/subject.h"
#include "stats/shift.h"

/* The median duration of U, those that --resume brought too; INFINITY when it has none that is
 * worth to be compared. */
double run_median_time(const struct subject *u);

/* The logarithm of the times of B over those of A, which both have run_median_time(): the shift
 * between them with its 95 % interval (shift.h); of too few for an interval, which is NaN then, the
 * ratio of their medians. */
struct interval run_times_ratio(const struct subject *a, const struct subject *b);

/* Print LINE to F in the STYLE, behind two blanks, its further lines behind four; empties LINE. */
void run_line_print(FILE *f, const struct text_style *style, struct buf *line);

#endif
