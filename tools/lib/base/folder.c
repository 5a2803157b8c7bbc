#include "base/folder.h"

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { AGAIN = 1, WALKS_MAX = 1000 };

/* Says AGAIN when there is more to see in a folder than before. */
static int
remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	char folder[PATH_MAX];

	(void)st;
	if (type == FTW_DNR && chmod(path, 0700) == 0)
		return AGAIN;
	if (ftw->level == 0 || remove(path) == 0 || errno == ENOENT)
		return 0;
	/* What a folder holds stays while it may not be written or searched. */
	snprintf(folder, sizeof folder, "%.*s", ftw->base - 1, path);
	chmod(folder, 0700);
	return remove(path) && type == FTW_NS ? AGAIN : 0;
}

void
folder_empty(const char *path)
{
	for (int i = 0; i < WALKS_MAX; i++)
		if (nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS) != AGAIN)
			return;
}
