#define _GNU_SOURCE /* O_TMPFILE */
#include "measure/scratch_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/util.h"

int
scratch_open(void)
{
	const char *tmp = getenv("TMPDIR");
	char *path;
	int fd;

	tmp = tmp && *tmp ? tmp : "/tmp";
	fd = open(tmp, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	/* Some file systems have none without a name. */
	path = xasprintf("%s/bench-XXXXXX", tmp);
	fd = mkstemp(path);
	if (fd < 0)
		die("cannot make a temporary file '%s':", path);
	unlink(path);
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	free(path);
	return fd;
}

char *
scratch_path(int fd)
{
	return xasprintf("/proc/%ld/fd/%d", (long)getpid(), fd);
}
