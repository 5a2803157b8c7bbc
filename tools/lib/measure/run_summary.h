/* run_summary.h: the summary that bench-run prints for people at its end. */
#ifndef RUN_SUMMARY_H
#define RUN_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "measure/subject.h"

/* Print to standard error a line for each of the N subjects: median with the
 * relative half width of its interval, range, invocations, peak memory; what
 * failed and why; outliers. With COMPARE, also how the other subjects' times
 * relate to the fastest one's, as far as their intervals show it. */
void run_summary_print(const struct subject *subjects, size_t n, bool compare);

#endif
