#include "base/signals.h"

#include <errno.h>
#include <stddef.h>
#include <sys/resource.h>
#include <unistd.h>

const int signals_ending[SIGNALS_ENDING] = {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGALRM, SIGTERM,
    SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGXCPU, SIGPOLL};

bool
signal_is_of_write(int sig, const siginfo_t *info)
{
	return sig == SIGPIPE && info->si_pid == getpid();
}

static void
on_write_failed(int sig, siginfo_t *info, void *context)
{
	int saved = errno;

	(void)context;
	if (sig == SIGPIPE && !signal_is_of_write(sig, info))
		signal_end(sig);
	errno = saved;
}

void
signals_catch_writes(void)
{
	static const int sent[] = {SIGPIPE, SIGXFSZ};
	struct sigaction sa = {
	    .sa_sigaction = on_write_failed, .sa_flags = SA_SIGINFO | SA_RESTART};
	struct sigaction old;

	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < sizeof sent / sizeof *sent; i++)
		if (sigaction(sent[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(sent[i], &sa, NULL);
}

void
signals_keep_children(void)
{
	struct sigaction old;

	if (sigaction(SIGCHLD, NULL, &old) == 0 && old.sa_handler == SIG_IGN)
		signal(SIGCHLD, SIG_DFL);
}

void
signal_end(int sig)
{
	static const struct rlimit none;

	setrlimit(RLIMIT_CORE, &none);
	signal(sig, SIG_DFL);
	raise(sig);
}

void
signal_end_pipe(void)
{
	struct sigaction old;

	if (sigaction(SIGPIPE, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
		signal_end(SIGPIPE);
}
