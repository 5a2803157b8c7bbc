#include "base/input.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/util.h"

FILE *
input_spool(int fd, const char *name)
{
	FILE *f = tmpfile();
	char block[65536];
	ssize_t n;

	if (!f)
		die("cannot make a temporary file:");
	while ((n = read(fd, block, sizeof block)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			die("cannot read '%s':", name);
		if (fwrite(block, 1, (size_t)n, f) != (size_t)n)
			die("cannot write a temporary file:");
	}
	if (fflush(f))
		die("cannot write a temporary file:");
	rewind(f);
	return f;
}

bool
input_is_standard(const char *path)
{
	return !path || strcmp(path, "-") == 0;
}

const char *
input_name(const char *path)
{
	return input_is_standard(path) ? "standard input" : path;
}
