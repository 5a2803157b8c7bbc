/* comparison_summary.h: the outcome of a comparison document in one line. */
#ifndef COMPARISON_SUMMARY_H
#define COMPARISON_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "json/json_document.h"

enum { DESCRIPTION_MAX = 140 }; /* bytes, what a commit status may have */

struct comparison_summary {
	bool fails; /* the job must fail: also for a budget */
	/* A row that can fail the job is neither equivalent, within its limit, nor added; or
	 * there is no row that was judged. */
	bool changed;                          /* or a budget is near its end */
	char description[DESCRIPTION_MAX + 1]; /* "1 regression, 47 equivalent, 1 waived" */
};

/* How many rows of the comparison ROOT have a budget that its change overdraws (bench-budget(1)),
 * and in *NAMED how many are near its end or beyond it. */
size_t summary_overdrawn(const struct json_at *root, size_t *named);

/* Read the comparison document in file PATH; dies when it is none. */
void comparison_summary_load(struct comparison_summary *s, const char *path);

#endif
