#include "base/glob.h"

#include <stddef.h>
#include <string.h>

#include "base/utf8.h"

/* The length of the character at S, which is not at its end; of what is not UTF-8, a byte. */
static size_t
glob_step(const char *s)
{
	size_t n = utf8_length(s, strnlen(s, 4));

	return n ? n : 1;
}

/* Whether PATTERN matches all of TEXT. A WILD character of TEXT, if that is not 0, stands for any
 * text: a star alone can match it. */
static bool
glob_fits(const char *pattern, const char *text, char wild)
{
	const char *star = NULL, *retry = NULL;

	while (*text) {
		if (*pattern == '*') {
			star = ++pattern;
			retry = text;
		} else if (*pattern == '?' && *text != wild) {
			pattern++;
			text += glob_step(text);
		} else if (*pattern == *text) {
			pattern++;
			text++;
		} else if (star) {
			/* Only the last star may take more: what is before it has matched. */
			pattern = star;
			retry += glob_step(retry);
			text = retry;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

bool
glob_matches(const char *pattern, const char *text)
{
	return glob_fits(pattern, text, '\0');
}

bool
glob_covers(const char *pattern, const char *other)
{
	return glob_fits(pattern, other, '*');
}
