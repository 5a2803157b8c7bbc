#include "link/path_find.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/util.h"

/* The first folder of *AT, which moves on to the next; NULL: there is none. The caller owns it. */
static char *
folder_next(const char **at)
{
	size_t n;
	char *folder;

	if (!*at)
		return NULL;
	n = strcspn(*at, ":");
	folder = n ? xstrndup(*at, n) : xstrdup(".");
	*at = (*at)[n] ? *at + n + 1 : NULL;
	return folder;
}

char *
path_without(const char *folder)
{
	const char *at = getenv("PATH");
	struct buf b = BUF_INIT;
	char *dir;

	buf_str(&b, "");
	for (; (dir = folder_next(&at)); free(dir))
		if (strcmp(dir, folder) != 0)
			buf_printf(&b, "%s%s", b.len ? ":" : "", dir);
	return buf_take(&b);
}

char *
path_find(const char *name, const char *folder)
{
	const char *at = getenv("PATH");
	char *dir, *file = NULL;

	while (!file && (dir = folder_next(&at))) {
		if (strcmp(dir, folder) != 0)
			file = xasprintf("%s/%s", dir, name);
		if (file && access(file, X_OK)) {
			free(file);
			file = NULL;
		}
		free(dir);
	}
	return file;
}

void
path_names(void (*each)(const char *name, void *data), void *data)
{
	const char *at = getenv("PATH");
	char *dir;

	for (; (dir = folder_next(&at)); free(dir)) {
		DIR *d = opendir(dir);
		struct dirent *entry;

		while (d && (entry = readdir(d)))
			each(entry->d_name, data);
		if (d)
			closedir(d);
	}
}
