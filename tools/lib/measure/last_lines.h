/* last_lines.h: the end of what a command printed, for people. */
#ifndef LAST_LINES_H
#define LAST_LINES_H

#include <stddef.h>

enum { LAST_LINES = 10, LAST_LINE_MAX = 200 /* bytes of one */ };

/* The last N lines of the LEN bytes of S that are not blank, in order, with a newline between
 * two of them; NULL: there are none. A NUL ends a line, a carriage return begins it anew, as on
 * a terminal. A line over LAST_LINE_MAX bytes is cut after a whole character of UTF-8. The
 * caller owns it. */
char *last_lines(const char *s, size_t len, size_t n);

#endif
