#include "import/import_formats.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/data_beside.h"
#include "base/util.h"

static int
format_order(const void *a, const void *b)
{
	const struct import_format *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

void
import_formats_load(struct import_formats *all)
{
	char *folder = data_beside("import", "the formats are");
	DIR *d = opendir(folder);
	struct dirent *e;

	*all = (struct import_formats){.n = 0};
	if (!d)
		die("%s:", folder);
	while ((e = readdir(d))) {
		size_t len = strlen(e->d_name);
		char *path;

		if (len < 4 || strcmp(e->d_name + len - 3, ".jq") != 0 || *e->d_name == '.')
			continue;
		path = xasprintf("%s/%s", folder, e->d_name);
		all->at = xgrow(all->at, all->n, &all->cap, sizeof *all->at);
		all->at[all->n++] = import_format_load(path);
		free(path);
	}
	closedir(d);
	free(folder);
	if (all->n)
		qsort(all->at, all->n, sizeof *all->at, format_order);
}

void
import_formats_free(struct import_formats *all)
{
	for (size_t i = 0; i < all->n; i++)
		import_format_free(all->at[i]);
	free(all->at);
}

const struct import_format *
import_formats_find(const struct import_formats *all, const char *name)
{
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->at[i]->name, name) == 0 ||
		    import_words_have(&all->at[i]->also, name, strlen(name)))
			return all->at[i];
	return NULL;
}
