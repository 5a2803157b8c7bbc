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
#include "base/signals.h"
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
child_start(
    const char *const *argv, FILE *input, FILE *out, bool told, const sigset_t *mask, pid_t *pid)
{
	char *beside = program_beside(argv[0]), **env = environment_english();
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int error = posix_spawn_file_actions_init(&actions);

	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setsigmask(&attributes, mask);
	if (!error && input)
		error = posix_spawn_file_actions_adddup2(&actions, fileno(input), 0);
	else if (!error)
		error = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	if (!error)
		error = posix_spawn_file_actions_adddup2(&actions, fileno(out), 1);
	if (!error && !told)
		error = posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	if (!error)
		error = posix_spawnp(pid, beside ? beside : argv[0], &actions, &attributes,
		    (char *const *)argv, env);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	free(beside);
	free(env);
	return error;
}

/* From here on what would end this program waits, and so does the word that a child has ended; SET
 * is all of that, and OLD what waited before. */
static void
signals_hold(sigset_t *set, sigset_t *old)
{
	sigemptyset(set);
	sigaddset(set, SIGCHLD);
	for (size_t i = 0; i < SIGNALS_ENDING; i++) {
		struct sigaction sa;

		if (sigaction(signals_ending[i], NULL, &sa) == 0 && sa.sa_handler == SIG_DFL)
			sigaddset(set, signals_ending[i]);
	}
	sigprocmask(SIG_BLOCK, set, old);
}

/* Wait for the child PID; a signal of those that are HELD goes on to it and then, when it has
 * ended, is in *ASKED. Returns how it ended; -1: that is not known. */
static int
child_wait(pid_t pid, const sigset_t *held, int *asked)
{
	int ended, sig;
	pid_t got;

	while ((got = waitpid(pid, &ended, WNOHANG)) == 0)
		if (sigwait(held, &sig) == 0 && sig != SIGCHLD) {
			*asked = sig;
			kill(pid, sig);
		}
	return got < 0 ? -1 : ended;
}

FILE *
subprogram_run(const char *const *argv, FILE *input, bool told, int *status)
{
	FILE *out = temporary_file();
	int ended = -1, error, asked = 0;
	sigset_t held, before;
	pid_t pid;

	if (input && (fflush(input) || lseek(fileno(input), 0, SEEK_SET) < 0))
		temporary_die();
	signals_hold(&held, &before);
	error = child_start(argv, input, out, told, &before, &pid);
	if (!error)
		ended = child_wait(pid, &held, &asked);
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (asked)
		signal_end(asked);
	if (error) {
		fclose(out);
		errno = error;
		return NULL;
	}
	if (ended == -1)
		die("cannot wait for '%s'", argv[0]);
	if (WIFSIGNALED(ended))
		die("'%s' was ended by signal %d", argv[0], WTERMSIG(ended));
	if (status)
		*status = WEXITSTATUS(ended);
	rewind(out);
	return out;
}
