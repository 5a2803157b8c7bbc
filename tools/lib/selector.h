/* selector.h: checks of what finds a value in a command's output. */
#ifndef SELECTOR_H
#define SELECTOR_H

enum { SELECTOR_MAX = 1024 }; /* bytes */

/* Why PATTERN is not a POSIX extended regular expression that may be used, or
 * NULL. Words of other dialects are refused with what to write instead, and so
 * is what the C library could only compile or match without bound:
 * back-references and repetitions of repetitions. The caller owns it. */
char *pattern_error(const char *pattern);

/* Why PATH is not a path into a JSON document, or NULL: '.' alone, or one or
 * more of .key, ["key"], [N] and [] for each element. The caller owns it. */
char *json_path_error(const char *path);

#endif
