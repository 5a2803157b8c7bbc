#define _GNU_SOURCE /* O_TMPFILE, pipe2() */
#include "base/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/signals.h"
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

enum { LIFE = 3, DESCRIPTORS_MAX = 1024, REMOVALS_MAX = 100 };

/* Nothing of the process that is watched, its output least of all, is held open. */
static void
watcher_prepare(int life)
{
	int null = open("/dev/null", O_RDWR);

	setsid();
	for (size_t i = 0; i < SIGNALS_ENDING; i++)
		signal(signals_ending[i], SIG_IGN);
	for (int fd = 0; fd < LIFE; fd++)
		dup2(null, fd);
	dup2(life, LIFE);
	for (int fd = LIFE + 1; fd < DESCRIPTORS_MAX; fd++)
		close(fd);
}

/* Wait for the end of who has the other end of LIFE; then remove the folder PATH, unless it is
 * gone, or another one by now. What a dying command still writes there is removed too. */
static _Noreturn void
watcher_run(const char *path, int life)
{
	static const struct timespec pause = {0, 50000000};
	struct stat watched, there;
	char byte;
	int folder;

	watcher_prepare(life);
	folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC); /* so that no other is this one */
	while (read(LIFE, &byte, 1) < 0 && errno == EINTR)
		;
	for (int i = 0; i < REMOVALS_MAX && folder >= 0; i++) {
		if (fstat(folder, &watched) || stat(path, &there) ||
		    watched.st_ino != there.st_ino || watched.st_dev != there.st_dev)
			break;
		folder_empty(path);
		if (rmdir(path) == 0)
			break;
		nanosleep(&pause, NULL);
	}
	_exit(STATUS_OK);
}

/* Have PATH removed also when this process is killed. The write end of the pipe, which no command
 * inherits, is open as long as this process lives. */
static void
folder_watch(const char *path)
{
	int life[2];
	pid_t pid;

	if (pipe2(life, O_CLOEXEC))
		return;
	pid = fork();
	if (pid == 0) {
		if (fork() == 0)
			watcher_run(path, life[0]);
		_exit(STATUS_OK);
	}
	close(life[0]);
	if (pid < 0)
		close(life[1]);
	while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}

char *
temporary_folder(void)
{
	char *path = xasprintf("%s/bench-XXXXXX", temporary_place());

	if (!mkdtemp(path))
		die("cannot make a temporary folder in '%s%s:", temporary_place(), place_note());
	folder_watch(path);
	return path;
}
