#define _GNU_SOURCE /* O_TMPFILE */
#include "base/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/util.h"

const char *
temporary_place(void)
{
	const char *named = getenv("TMPDIR");

	return named && *named ? named : "/tmp";
}

/* Where the file system knows no file without a name: it has one for a moment, in
 * which no signal ends this program. */
static int
named_and_removed(const char *folder, mode_t mode)
{
	char *path = xasprintf("%s/.bench-XXXXXX", folder);
	sigset_t all, old;
	mode_t mask;
	int fd, err;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &old);
	fd = mkstemp(path);
	err = errno;
	if (fd >= 0)
		unlink(path);
	sigprocmask(SIG_SETMASK, &old, NULL);
	free(path);
	if (fd >= 0) {
		fcntl(fd, F_SETFD, FD_CLOEXEC);
		mask = umask(0);
		umask(mask);
		fchmod(fd, mode & ~mask);
	}
	errno = err;
	return fd;
}

int
temporary_open(const char *folder, mode_t mode)
{
#ifdef O_TMPFILE
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, mode);

	/* Who does not know the flag sees a folder opened to be written to. */
	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
		return fd;
#endif
	return named_and_removed(folder, mode);
}

/* What the user can change. */
static const char *
place_note(void)
{
	const char *named = getenv("TMPDIR");

	return named && *named ? "', which TMPDIR names" : "'";
}

void
temporary_die(void)
{
	die("cannot write a temporary file in '%s%s:", temporary_place(), place_note());
}

FILE *
temporary_file(void)
{
	int fd = temporary_open(temporary_place(), 0600);
	FILE *f = fd >= 0 ? fdopen(fd, "w+") : NULL;

	if (!f)
		die("cannot make a temporary file in '%s%s:", temporary_place(), place_note());
	return f;
}

char *
temporary_folder(void)
{
	char *path = xasprintf("%s/bench-XXXXXX", temporary_place());

	if (!mkdtemp(path))
		die("cannot make a temporary folder in '%s%s:", temporary_place(), place_note());
	return path;
}
