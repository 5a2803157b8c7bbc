#include "measure/build.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/util.h"
#include "measure/interrupt.h"

/* Between two looks at a build, and looks that it has to end when told to. */
enum { PAUSE_NS = 10 * 1000 * 1000, GRACE = 500 };

static _Noreturn void
child(char *const *argv, const char *dir)
{
	int null = open("/dev/null", O_RDONLY);

	setpgid(0, 0);
	if (null > STDIN_FILENO) {
		dup2(null, STDIN_FILENO);
		close(null);
	}
	dup2(STDERR_FILENO, STDOUT_FILENO);
	if (dir && chdir(dir))
		warn("cannot enter '%s':", dir);
	else if (execvp(argv[0], argv))
		warn("cannot run '%s':", argv[0]);
	_exit(127);
}

/* A build takes its time: to look now and then costs nothing and misses no signal. */
static void
pause_short(void)
{
	nanosleep(&(struct timespec){0, PAUSE_NS}, NULL);
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
			kill(-pid, interrupt_signal());
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

char *
build_run(char *const *argv, const char *dir)
{
	pid_t pid;
	int status;

	fflush(NULL);
	/* Who started this may ignore it: then there would be no status to wait for. */
	signal(SIGCHLD, SIG_DFL);
	pid = fork();
	if (pid < 0)
		die("cannot fork:");
	if (pid == 0)
		child(argv, dir);
	setpgid(pid, pid); /* whichever of the two comes first */
	status = group_wait(pid, GRACE);
	if (WIFSIGNALED(status))
		return xasprintf("the build was killed by signal %d", WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		return xasprintf("the build ended with exit status %d", WEXITSTATUS(status));
	return NULL;
}
