#define _GNU_SOURCE /* environ */
#include "measure/build.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/util.h"
#include "exec/program_exec.h"
#include "exec/program_file.h"
#include "measure/interrupt.h"

/* Between two looks at a build, and looks that it has to end when told to. */
enum { PAUSE_NS = 10 * 1000 * 1000, GRACE = 500 };

/* Returns when it failed, and has said why. */
static void
command_exec(char *const *argv)
{
	volatile int64_t start_ns;
	char **words;
	size_t n = 0;
	int err;

	while (argv[n])
		n++;
	words = xcalloc(n + 2, sizeof *words);
	memcpy(words + 1, argv, n * sizeof *words);
	err = program_exec(words + 1, environ, &start_ns);
	warn("cannot run '%s': %s", argv[0], program_refusal(argv[0], environ, NULL, err));
}

static _Noreturn void
child(char *const *argv, const char *dir)
{
	int null = open("/dev/null", O_RDONLY);

	if (null > STDIN_FILENO) {
		dup2(null, STDIN_FILENO);
		close(null);
	}
	dup2(STDERR_FILENO, STDOUT_FILENO);
	if (dir && chdir(dir))
		warn("cannot enter '%s':", dir);
	else
		command_exec(argv);
	_exit(127);
}

/* A build takes its time: to look now and then costs nothing and misses no signal. */
static void
pause_short(void)
{
	nanosleep(&(struct timespec){0, PAUSE_NS}, NULL);
}

/* What a person's ^C or a job's end would send; by others, make and its like do not end. */
static int
signal_for_build(int sig)
{
	return sig == SIGINT || sig == SIGHUP || sig == SIGQUIT ? sig : SIGTERM;
}

/* Wait for PID, the leader of its group. When a signal comes, tell the group;
 * what is left of it at the end of LOOKS is killed: make, asked to end, removes
 * what it has made by half, and its shell does not wait for it. */
static int
group_wait(pid_t pid, int looks)
{
	pid_t ended;
	int status, told = 0;

	while ((ended = waitpid(pid, &status, WNOHANG)) != pid) {
		if (ended < 0 && errno != EINTR)
			die("cannot wait for the build:");
		if (interrupt_signal() && !told++)
			kill(-pid, signal_for_build(interrupt_signal()));
		if (told && looks-- <= 0)
			kill(-pid, SIGKILL);
		pause_short();
	}
	if (!interrupt_signal())
		return status;
	for (; kill(-pid, 0) == 0; pause_short())
		if (looks-- <= 0) {
			kill(-pid, SIGKILL);
			break;
		}
	return status;
}

/* fork() into a session of its own, which has no terminal: one that asks for a password
 * fails, where in a group alone it would be stopped and wait for ever. */
static pid_t
session_fork(void)
{
	int ready[2];
	pid_t pid;
	char c;

	if (pipe(ready))
		die("cannot make a pipe:");
	pid = fork();
	if (pid < 0)
		die("cannot fork:");
	if (pid == 0) {
		close(ready[0]);
		setsid();
		close(ready[1]);
		return 0;
	}
	close(ready[1]);
	/* The end of the pipe: from now on there is a group to send signals to. */
	while (read(ready[0], &c, 1) < 0 && errno == EINTR)
		;
	close(ready[0]);
	return pid;
}

char *
build_run(char *const *argv, const char *dir)
{
	pid_t pid;
	int status;

	fflush(NULL);
	/* Who started this may ignore it: then there would be no status to wait for. */
	signal(SIGCHLD, SIG_DFL);
	pid = session_fork();
	if (pid == 0)
		child(argv, dir);
	status = group_wait(pid, GRACE);
	if (WIFSIGNALED(status))
		return xasprintf("the build was killed by signal %d", WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		return xasprintf("the build ended with exit status %d", WEXITSTATUS(status));
	return NULL;
}
