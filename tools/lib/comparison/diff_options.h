/* diff_options.h: the command line of bench-diff(1). */
#ifndef DIFF_OPTIONS_H
#define DIFF_OPTIONS_H

#include <stddef.h>

#include "base/option.h"
#include "comparison/comparison.h"

struct diff_options {
	struct comparison_options options;
	/* Of the baseline and the current document. With VARIANTS there is the
	 * second only, with BASELINES too, and the first has to be found there. */
	const char *paths[2];
	const char *baselines, *confirmation, *elsewhere, *release, *aliases; /* or NULL */
	const char *plans[2];                                                 /* or NULL */
	const char *output;                                                   /* or NULL */
	int color;               /* of text (terminal.h) */
	const char *variants[2]; /* or NULL */
	struct metric_threshold *thresholds;
	size_t thresholds_cap;
	struct option_list metrics;
};

/* Fill O from the command line, whose strings it borrows and changes. Dies of
 * usage; --help and --version exit. */
void diff_options_read(struct diff_options *o, int argc, char **argv);
void diff_options_free(struct diff_options *o);

#endif
