#include "base/data_beside.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/util.h"

char *
data_beside(const char *name, const char *what)
{
	static const char *const places[] = {"", "../share/benchpipe/"};
	char self[PATH_MAX], *slash, *path;
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

	if (n < 0)
		die("/proc/self/exe:");
	self[n] = '\0';
	slash = strrchr(self, '/');
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		path = xasprintf("%.*s/%s%s", (int)(slash - self), self, places[i], name);
		if (access(path, F_OK) == 0)
			return path;
		free(path);
	}
	die("%s missing: there is neither '%s' beside '%s' nor '../share/benchpipe/%s'", what, name,
	    self, name);
}
