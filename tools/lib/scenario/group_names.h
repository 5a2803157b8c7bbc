/* group_names.h: names for the groups of a pattern, '(?<name>...)', which POSIX has not. */
#ifndef GROUP_NAMES_H
#define GROUP_NAMES_H

#include <stddef.h>

enum { GROUP_NAMES_MAX = 32 };

struct group_names {
	char *pattern;                /* as regcomp() takes it: without the names */
	size_t n;                     /* groups, those without a name counted */
	char *names[GROUP_NAMES_MAX]; /* of group I + 1, or NULL */
};

/* Fill G from PATTERN, an extended regular expression whose groups may have names:
 * '(?<name>' or '(?P<name>'. Returns NULL, or what is wrong with the names, which the caller
 * owns. G is to be freed either way. */
char *group_names_read(struct group_names *g, const char *pattern);
/* As pattern_error(), of PATTERN with names. */
char *group_names_error(const char *pattern);
void group_names_free(struct group_names *g);

/* The number of the group called NAME, from 1; 0: there is none. */
size_t group_number(const struct group_names *g, const char *name);

#endif
