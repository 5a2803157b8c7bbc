#include "build.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "util.h"

static _Noreturn void
child(char *const *argv, const char *dir)
{
	int null = open("/dev/null", O_RDONLY);

	if (null >= 0)
		dup2(null, STDIN_FILENO);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	if (dir && chdir(dir))
		warn("cannot enter '%s':", dir);
	else if (execvp(argv[0], argv))
		warn("cannot run '%s':", argv[0]);
	_exit(127);
}

char *
build_run(char *const *argv, const char *dir)
{
	pid_t pid;
	int status;

	fflush(NULL);
	pid = fork();
	if (pid < 0)
		die("cannot fork:");
	if (pid == 0)
		child(argv, dir);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			die("cannot wait for '%s':", argv[0]);
	if (WIFSIGNALED(status))
		return xasprintf("the build was killed by signal %d", WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		return xasprintf("the build ended with exit status %d", WEXITSTATUS(status));
	return NULL;
}
