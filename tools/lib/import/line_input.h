/* line_input.h: the lines of a file, in memory that does not grow with them. */
#ifndef LINE_INPUT_H
#define LINE_INPUT_H

#include <stddef.h>
#include <stdio.h>

/* All is the caller's. */
struct line_input {
	FILE *f;
	char *block; /* of MOST bytes */
	size_t most;
	size_t at, end; /* what of it is unread; both 0 at first */
};

/* The next line, of *LEN bytes with the line break that may end it, good until the next call; of a
 * longer one than MOST - 1 its beginning. A byte behind it can be written to when it has no line
 * break. NULL at the end of the file, or when it cannot be read. */
char *line_input_next(struct line_input *in, size_t *len);

#endif
