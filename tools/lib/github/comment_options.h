/* comment_options.h: the command line of bench-pr-comment. */
#ifndef COMMENT_OPTIONS_H
#define COMMENT_OPTIONS_H

#include <stdbool.h>

#include "github/pull_request.h"

enum comment_on {
	COMMENT_ALWAYS,
	COMMENT_ON_CHANGE,
	COMMENT_ON_REGRESSION,
	COMMENT_NEVER,
	COMMENT_BY_DEFAULT /* only while options are read */
};

struct comment_options {
	const char *input; /* "-": standard input */
	const char *output, *key, *author, *comparison;
	struct pull_request pull;
	int on; /* enum comment_on */
	double max_wait;
	int rewrite; /* whether to write anew what has not changed */
	bool delete_when_clean, status, dry_run, soft;
};

/* Read ARGV; also what says which pull request it is, the repository and the
 * event, from the environment. Dies on usage errors; exits after --help and
 * --version. */
void comment_options_read(struct comment_options *o, int argc, char **argv);

#endif
