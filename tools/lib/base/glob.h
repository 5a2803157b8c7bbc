/* glob.h: names chosen by a pattern with '*' and '?'. */
#ifndef GLOB_H
#define GLOB_H

#include <stdbool.h>

/* Whether PATTERN matches all of TEXT: '*' stands for any text, '?' for one character of
 * UTF-8, every other character for itself, since names have brackets and backslashes. Takes
 * time in proportion to the product of their lengths at most. */
bool glob_matches(const char *pattern, const char *text);
/* Whether PATTERN matches whatever pattern OTHER matches. A true answer is certain; a false one
 * is not where both have stars beside a '?', as "*?*" and "?*" have. */
bool glob_covers(const char *pattern, const char *other);

#endif
