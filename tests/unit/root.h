/* root.h: a folder that stands for a machine's root, for unit tests of what reads /proc and /sys.
 */
#ifndef ROOT_H
#define ROOT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/util.h"

/* Make file PATH below ROOT, with its folders, hold TEXT: in place, as /proc does. The folder
 * ROOT itself is there. */
static void
root_put(const char *root, const char *path, const char *text)
{
	char *full = xasprintf("%s%s", root, path);
	FILE *f;

	for (char *s = full + strlen(root) + 1; (s = strchr(s, '/')); s++) {
		*s = '\0';
		mkdir(full, 0777);
		*s = '/';
	}
	f = fopen(full, "w");
	if (!f || fputs(text, f) == EOF || fclose(f))
		die("cannot write '%s':", full);
	free(full);
}

#endif
