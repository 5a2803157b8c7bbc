/* comparison_summary.h: the outcome of a comparison document in one line. */
#ifndef COMPARISON_SUMMARY_H
#define COMPARISON_SUMMARY_H

#include <stdbool.h>

enum { DESCRIPTION_MAX = 140 }; /* bytes, what a commit status may have */

struct comparison_summary {
	bool fails; /* the job must fail */
	/* A row that can fail the job is neither equivalent, within its limit, nor added; or
	 * there is no row that was judged. */
	bool changed;
	char description[DESCRIPTION_MAX + 1]; /* "1 regression, 47 equivalent" */
};

/* Read the comparison document in file PATH; dies when it is none. */
void comparison_summary_load(struct comparison_summary *s, const char *path);

#endif
