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

bool
glob_matches(const char *pattern, const char *text)
{
	const char *star = NULL, *retry = NULL;

	while (*text) {
		if (*pattern == '*') {
			star = ++pattern;
			retry = text;
		} else if (*pattern == '?') {
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
