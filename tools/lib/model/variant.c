#include "model/variant.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/util.h"

enum { VARIANTS_MAX = 16 };

struct variant *
variant_add(struct variant *list, size_t *n, const char *s)
{
	const char *eq = strchr(s, '=');
	struct variant v;
	struct stat st;

	if (!eq || eq == s || !eq[1])
		die_usage("'%s': a variant is NAME=DIR, as in head=.", s);
	v.name = xstrndup(s, (size_t)(eq - s));
	if (stat(eq + 1, &st) || !S_ISDIR(st.st_mode))
		die("variant '%s': '%s' is not a folder", v.name, eq + 1);
	v.directory = realpath(eq + 1, NULL);
	if (!v.directory)
		die("variant '%s': '%s':", v.name, eq + 1);
	for (size_t i = 0; i < *n; i++)
		if (strcmp(list[i].name, v.name) == 0)
			die_usage("variant '%s' is given twice", v.name);
	if (*n >= VARIANTS_MAX)
		die_usage("at most %d variants", VARIANTS_MAX);
	list = xreallocarray(list, *n + 1, sizeof *list);
	list[(*n)++] = v;
	return list;
}

void
variants_free(struct variant *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(list[i].name);
		free(list[i].directory);
	}
	free(list);
}
