#include "scenario/pattern.h"

#include <ctype.h>
#include <regex.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

/* Repetitions multiply what regcomp() makes of a pattern. */
enum { PATTERN_MAX_COPIES = 100000 };

static const struct {
	char letter;
	const char *instead;
} classes[] = {{'d', "[0-9]"}, {'D', "[^0-9]"}, {'w', "[A-Za-z0-9_]"}, {'W', "[^A-Za-z0-9_]"},
    {'s', "[[:space:]]"}, {'S', "[^[:space:]]"}, {'b', "the characters around it"},
    {'n', "nothing: a pattern sees one line at a time"}, {'t', "a tab in double quotes, \"\\t\""}};

/* Complain about the backslash and the letter at S. */
static char *
escape_error(const char *s, bool bracket)
{
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		if (s[1] != classes[i].letter)
			continue;
		if (bracket)
			return xasprintf("'\\%c' in brackets is a backslash and a letter: write %s "
					 "without the outer brackets",
			    s[1], classes[i].instead);
		return xasprintf("'\\%c' is not POSIX: write %s", s[1], classes[i].instead);
	}
	if (!bracket && s[1] >= '1' && s[1] <= '9')
		return xasprintf("back-references like '\\%c' are not supported", s[1]);
	return NULL;
}

size_t
pattern_bracket_length(const char *s)
{
	const char *p = s + 1;

	p += *p == '^';
	p += *p == ']';
	for (; *p && *p != ']'; p++) {
		if (*p == '[' && (p[1] == ':' || p[1] == '.' || p[1] == '=')) {
			char close[3] = {p[1], ']', '\0'};
			const char *end = strstr(p + 2, close);

			if (!end)
				return 0;
			p = end + 1;
		}
	}
	return *p ? (size_t)(p - s) + 1 : 0;
}

/* What other dialects have and POSIX has not. */
static char *
dialect_error(const char *pattern)
{
	size_t copies = strlen(pattern) + 1, len;
	unsigned long most;
	char *error = NULL, *end;

	for (const char *s = pattern; *s && !error; s++) {
		if (*s == '\\' && s[1]) {
			error = escape_error(s, false);
			s++;
		} else if (*s == '[') {
			len = pattern_bracket_length(s);
			for (size_t i = 1; i + 1 < len && !error; i++)
				if (s[i] == '\\' && strchr("dDwWsS", s[i + 1]))
					error = escape_error(s + i, true);
			s += len ? len - 1 : 0;
		} else if (*s == '(' && s[1] == '?') {
			error =
			    xasprintf("'(?%.1s' is not POSIX: write '(' for a group; the value is "
				      "the first group, or all when there is none",
				s + 2);
		} else if (s > pattern && *s == '?' && strchr("*+?}", s[-1]) &&
			   (s < pattern + 2 || s[-2] != '\\')) {
			error =
			    xasprintf("the lazy quantifier '%c?' is not POSIX: write a class that "
				      "stops where it must, like [^ ]*",
				s[-1]);
		} else if (*s == '{' && isdigit((unsigned char)s[1])) {
			most = strtoul(s + 1, &end, 10);
			if (*end == ',' && isdigit((unsigned char)end[1]))
				most = strtoul(end + 1, NULL, 10);
			if (most > 1 && copies > PATTERN_MAX_COPIES / most)
				error = xstrdup("the repetitions '{...}' are too many");
			else if (most > 1)
				copies *= most;
		}
	}
	return error;
}

char *
pattern_error(const char *pattern)
{
	char message[200], *error;
	regex_t regex;
	int code;

	if (!*pattern)
		return xstrdup("it is empty");
	if (strlen(pattern) > PATTERN_MAX)
		return xasprintf("it is longer than %d bytes", PATTERN_MAX);
	if (strpbrk(pattern, "\n\r"))
		return xstrdup("it has a line break, but sees one line at a time: write ^ and $ "
			       "for the ends of a line");
	error = dialect_error(pattern);
	if (error)
		return error;
	code = regex_result(regcomp(&regex, pattern, REG_EXTENDED));
	if (code == 0) {
		regfree(&regex);
		return NULL;
	}
	regerror(code, &regex, message, sizeof message);
	return xstrdup(message);
}

size_t
pattern_groups(const char *pattern)
{
	regex_t regex;
	size_t n;

	if (regex_result(regcomp(&regex, pattern, REG_EXTENDED)))
		return 0;
	n = regex.re_nsub;
	regfree(&regex);
	return n;
}
