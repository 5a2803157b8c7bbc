#include "spool.h"

#include <errno.h>
#include <unistd.h>

#include "util.h"

FILE *
spool(int fd, const char *name)
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
