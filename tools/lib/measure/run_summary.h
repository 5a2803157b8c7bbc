/* run_summary.h: the summary that bench-run prints for people at its end. */
#ifndef RUN_SUMMARY_H
#define RUN_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/terminal.h"
#include "machine/warnings.h"
#include "measure/subject.h"

/* In which order the subjects are told: as they are, by their median times, by their names. */
enum summary_order { SUMMARY_GIVEN, SUMMARY_TIME, SUMMARY_NAME };
extern const char *const summary_orders[]; /* their words, NULL at the end */

/* In which unit times are told: the first word is for what suits each of them. */
extern const char *const summary_time_units[];

struct run_summary_options {
	struct text_style style;
	bool compare; /* the subjects are commands for one purpose */
	bool plot;    /* with a strip of each one's times */
	enum summary_order order;
	int time_unit; /* index in summary_time_units */
	const struct plan_case
	    *reference; /* whom the others are compared with; NULL: the fastest */
};

/* Print to F a table with a line for each of the N subjects: median with the relative half width
 * of its interval, range, invocations, peak memory, outliers; then what failed and why, with the
 * last lines of its output; then how the other subjects' times relate to the fastest one's, as
 * far as their intervals show it: of all, to compare, else of the cases of each benchmark. */
void run_summary_print(
    FILE *f, const struct subject *subjects, size_t n, const struct run_summary_options *options);

/* Add the median duration of the last invocations of U to B; nothing when there is none. */
void run_estimate_add(struct buf *b, const struct subject *u);

/* Print to F those of W that say that this measurement was disturbed. */
void run_warnings_print(FILE *f, const struct warnings *w, const struct text_style *style);

#endif
