/* pattern_steps.h: a simple pattern as steps, which match a line in one go; for row_pattern.h
 * alone. */
#ifndef PATTERN_STEPS_H
#define PATTERN_STEPS_H

#include <stdbool.h>
#include <stddef.h>

enum { PATTERN_CHARS = 256 };

enum step_kind { STEP_CHAR, STEP_OPEN, STEP_CLOSE };

/* One character of a set, or many; or where a group begins or ends. */
struct pattern_step {
	enum step_kind kind;
	size_t group;
	unsigned least; /* 0 or 1 */
	bool many;      /* else at most 1 */
	bool all;       /* what follows begins with none of its set: it takes all that it can */
	bool rest;      /* it takes all that is left, whatever that is */
	char only;      /* exactly this character; else NUL */
	bool set[PATTERN_CHARS];
};

/* The steps of PATTERN, an extended regular expression, and in *N how many; the caller owns them.
 * NULL when it is not simple: from '^' to '$' characters and sets, each at most once or any number
 * of times, and groups that are not repeated. */
struct pattern_step *pattern_steps(const char *pattern, size_t *n);

#endif
