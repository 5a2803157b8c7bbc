#define _GNU_SOURCE /* prctl */
#include "backend/backend_child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/util.h"

void
backend_child_begin(void)
{
	int nothing = open("/dev/null", O_RDWR);

#ifdef __linux__
	prctl(PR_SET_PDEATHSIG, (long)SIGKILL);
#endif
	if (nothing >= 0) {
		dup2(nothing, STDIN_FILENO);
		dup2(nothing, STDOUT_FILENO);
		dup2(nothing, STDERR_FILENO);
	}
}

static void
all_write(int fd, const void *data, size_t n)
{
	const char *s = data;

	while (n > 0) {
		ssize_t got = write(fd, s, n);

		if (got < 0 && errno != EINTR)
			return;
		s += got > 0 ? got : 0;
		n -= got > 0 ? (size_t)got : 0;
	}
}

/* Read N bytes until DEADLINE; whether they came. */
static bool
all_read(int fd, void *data, size_t n, double deadline)
{
	char *s = data;

	while (n > 0) {
		struct pollfd p = {fd, POLLIN, 0};
		double left = deadline - clock_seconds();
		ssize_t got;

		if (left <= 0)
			return false;
		if (poll(&p, 1, (int)(left * 1e3) + 1) <= 0)
			continue;
		got = read(fd, s, n);
		if (got == 0 || (got < 0 && errno != EINTR))
			return false;
		s += got > 0 ? got : 0;
		n -= got > 0 ? (size_t)got : 0;
	}
	return true;
}

/* Why the child that ended as STATUS, or had to be ended (LATE), gave no answer. */
static void
no_answer(struct backend *b, int status, bool late, double seconds)
{
	b->there = false;
	b->ndevices = 0;
	if (late)
		snprintf(b->why, sizeof b->why, "its driver did not answer in %g s", seconds);
	else if (WIFSIGNALED(status))
		snprintf(
		    b->why, sizeof b->why, "its driver crashed (%s)", strsignal(WTERMSIG(status)));
	else
		snprintf(b->why, sizeof b->why, "its driver ended the process that asked it");
}

void
backend_child_probe(
    const struct backend_kind *kind, const char *root, double seconds, struct backend *b)
{
	double deadline = clock_seconds() + seconds;
	struct backend answer;
	int ends[2], status = 0;
	bool got;
	pid_t pid;

	if (pipe(ends) < 0)
		die("cannot make a pipe:");
	pid = fork();
	if (pid < 0)
		die("cannot start a process:");
	if (pid == 0) {
		backend_child_begin();
		b->there = kind->probe(root, b);
		all_write(ends[1], b, sizeof *b);
		_exit(0);
	}
	close(ends[1]);
	got = all_read(ends[0], &answer, sizeof answer, deadline);
	close(ends[0]);
	/* What has ended on its own tells how; one that answered may hang in its library's exit. */
	if (got || clock_seconds() >= deadline)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (got && answer.ndevices <= BACKEND_DEVICES) {
		answer.name = b->name;
		*b = answer;
	} else {
		no_answer(b, status, !got && clock_seconds() >= deadline, seconds);
	}
}
