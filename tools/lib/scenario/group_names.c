#include "scenario/group_names.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/util.h"
#include "scenario/pattern.h"

/* The length of "?<" or "?P<" at S, where a name begins; 0: there is none. */
static size_t
name_opening(const char *s)
{
	if (strncmp(s, "?<", 2) == 0)
		return 2;
	return strncmp(s, "?P<", 3) == 0 ? 3 : 0;
}

static size_t
name_length(const char *s)
{
	size_t n = 0;

	if (isdigit((unsigned char)*s))
		return 0;
	while (isalnum((unsigned char)s[n]) || s[n] == '_')
		n++;
	return n;
}

/* Take the group that opens at *S, a '(', and move behind its name. */
static char *
group_take(struct group_names *g, const char **s)
{
	const char *name = *s + 1;
	size_t opening = name_opening(name), len;

	if (g->n == GROUP_NAMES_MAX)
		return xasprintf("it has more than %d groups", GROUP_NAMES_MAX);
	if (!opening) {
		g->n++;
		*s = name;
		return NULL;
	}
	name += opening;
	len = name_length(name);
	/* '(?<=' and '(?<!' look behind, in other dialects. */
	if (len == 0 || name[len] != '>')
		return xasprintf("'(?%.20s' does not name a group: write '(?<name>', the name of "
				 "letters, digits and '_'",
		    *s + 2);
	g->names[g->n] = xstrndup(name, len);
	if (group_number(g, g->names[g->n]) != g->n + 1)
		return xasprintf("two of its groups are called '%s'", g->names[g->n]);
	g->n++;
	*s = name + len + 1;
	return NULL;
}

char *
group_names_read(struct group_names *g, const char *pattern)
{
	struct buf plain = BUF_INIT;
	const char *s = pattern;
	char *error = NULL;

	memset(g, 0, sizeof *g);
	while (*s && !error) {
		size_t n = 1;

		if (*s == '(') {
			buf_char(&plain, '(');
			error = group_take(g, &s);
			continue;
		}
		if (*s == '\\' && s[1])
			n = 2;
		else if (*s == '[')
			n = pattern_bracket_length(s);
		n = n ? n : 1;
		buf_add(&plain, s, n);
		s += n;
	}
	g->pattern = buf_take(&plain);
	return error;
}

char *
group_names_error(const char *pattern)
{
	struct group_names g;
	char *error = group_names_read(&g, pattern);

	if (!error)
		error = pattern_error(g.pattern);
	group_names_free(&g);
	return error;
}

void
group_names_free(struct group_names *g)
{
	for (size_t i = 0; i < GROUP_NAMES_MAX; i++)
		free(g->names[i]);
	free(g->pattern);
	memset(g, 0, sizeof *g);
}

size_t
group_number(const struct group_names *g, const char *name)
{
	for (size_t i = 0; i < GROUP_NAMES_MAX; i++)
		if (g->names[i] && strcmp(g->names[i], name) == 0)
			return i + 1;
	return 0;
}
