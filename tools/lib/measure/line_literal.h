/* line_literal.h: text that stands in every match of a pattern, which is fast to look for. */
#ifndef LINE_LITERAL_H
#define LINE_LITERAL_H

/* The longest such text that is plain to see in PATTERN, a POSIX extended regular
 * expression, or "" when none is. The caller owns it. */
char *line_literal_find(const char *pattern);

#endif
