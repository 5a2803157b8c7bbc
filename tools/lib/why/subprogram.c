#include "why/subprogram.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/program_beside.h"
#include "base/temporary.h"
#include "base/util.h"

extern char **environ;

/* The environment with messages in English; the caller frees it, not its strings. */
static char **
environment_english(void)
{
	static char english[] = "LC_ALL=C";
	size_t n = 0, kept = 0;
	char **env;

	while (environ[n])
		n++;
	env = xcalloc(n + 2, sizeof *env);
	for (size_t i = 0; i < n; i++)
		if (strncmp(environ[i], "LC_ALL=", 7) != 0)
			env[kept++] = environ[i];
	env[kept] = english;
	return env;
}

static int
child_start(const char *const *argv, FILE *input, FILE *out, bool told, pid_t *pid)
{
	char *beside = program_beside(argv[0]), **env = environment_english();
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);

	if (!error && input)
		error = posix_spawn_file_actions_adddup2(&actions, fileno(input), 0);
	else if (!error)
		error = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	if (!error)
		error = posix_spawn_file_actions_adddup2(&actions, fileno(out), 1);
	if (!error && !told)
		error = posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	if (!error)
		error = posix_spawnp(
		    pid, beside ? beside : argv[0], &actions, NULL, (char *const *)argv, env);
	posix_spawn_file_actions_destroy(&actions);
	free(beside);
	free(env);
	return error;
}

FILE *
subprogram_run(const char *const *argv, FILE *input, bool told, int *status)
{
	FILE *out = temporary_file();
	int ended, error;
	pid_t pid;

	if (input && (fflush(input) || lseek(fileno(input), 0, SEEK_SET) < 0))
		temporary_die();
	error = child_start(argv, input, out, told, &pid);
	if (error) {
		fclose(out);
		errno = error;
		return NULL;
	}
	while (waitpid(pid, &ended, 0) < 0)
		if (errno != EINTR)
			die("cannot wait for '%s':", argv[0]);
	if (WIFSIGNALED(ended))
		die("'%s' was ended by signal %d", argv[0], WTERMSIG(ended));
	if (status)
		*status = WEXITSTATUS(ended);
	rewind(out);
	return out;
}
