#include "base/program_beside.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/util.h"

/* What is called NAME beside this program, when access() allows MODE; or NULL. */
static char *
beside(const char *name, int mode)
{
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	char *slash, *path;

	if (n <= 0)
		return NULL;
	self[n] = '\0';
	slash = strrchr(self, '/');
	if (!slash)
		return NULL;
	*slash = '\0';
	path = xasprintf("%s/%s", self, name);
	if (access(path, mode) == 0)
		return path;
	free(path);
	return NULL;
}

char *
program_beside(const char *name)
{
	return beside(name, X_OK);
}

char *
file_beside(const char *name)
{
	return beside(name, R_OK);
}
