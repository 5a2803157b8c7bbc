/* pattern.h: checks of the patterns that find values in a command's output. */
#ifndef PATTERN_H
#define PATTERN_H

#include <stddef.h>

enum { PATTERN_MAX = 1024 /* bytes */, PATTERN_GROUP_MAX = 9 /* the last that can be named */ };

/* Why PATTERN is not a POSIX extended regular expression that may be used, or
 * NULL. Notation of other dialects is refused with what to write instead, and so
 * is a pattern that the C library could only compile or match without bound:
 * back-references and repetitions of repetitions; and so is a line break, which no line
 * has. The caller owns it. */
char *pattern_error(const char *pattern);

/* How many groups PATTERN, which pattern_error() lets through, has. */
size_t pattern_groups(const char *pattern);
/* The length of the bracket expression at S, or 0 when it does not end. */
size_t pattern_bracket_length(const char *s);

#endif
