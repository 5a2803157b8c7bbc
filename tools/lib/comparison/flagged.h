/* flagged.h: the cases, and rows of commands, that a comparison says got worse. */
#ifndef FLAGGED_H
#define FLAGGED_H

#include <stddef.h>

struct flagged {
	char **ids; /* each once, in the document's order */
	char *
	    *commands; /* for each the id of the case whose command reports it, or NULL: its own */
	size_t n;
};

/* Read comparison document PATH ("-": standard input): its gating rows with the
 * verdict regression or worse, less the control row, and those that only the correction for
 * many rows kept from being a regression: inconclusive, the change at the threshold or over
 * it, the interval beyond 0, p under a fifth of alpha. Dies when it is no comparison. */
void flagged_load(struct flagged *f, const char *path);
void flagged_free(struct flagged *f);

#endif
