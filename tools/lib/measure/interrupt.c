#include "measure/interrupt.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>

#include "base/signals.h"

/* What a handler needs: a signal has no other place to leave its word. */
static volatile sig_atomic_t caught;
static void (*volatile stop_now)(void *);
static void *volatile stop_what;

static void
interrupt_note(int sig, siginfo_t *info, void *context)
{
	int saved = errno;

	(void)context;
	/* That nobody reads the log any more is no wish to end the measuring. */
	if (signal_is_of_write(sig, info))
		return;
	if (!caught)
		caught = sig;
	if (stop_now)
		stop_now(stop_what);
	errno = saved;
}

void
interrupt_catch(void)
{
	/* SA_RESTART: a document that is being written must not end by it. */
	struct sigaction sa = {.sa_sigaction = interrupt_note, .sa_flags = SA_SIGINFO | SA_RESTART};
	struct sigaction old;

	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < SIGNALS_ENDING; i++)
		sigaddset(&sa.sa_mask, signals_ending[i]);
	for (size_t i = 0; i < SIGNALS_ENDING; i++)
		if (sigaction(signals_ending[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(signals_ending[i], &sa, NULL);
}

int
interrupt_signal(void)
{
	return caught;
}

void
interrupt_notify(void (*stop)(void *what), void *what)
{
	stop_now = NULL; /* never one with the other's WHAT */
	stop_what = what;
	stop_now = stop;
}

void
interrupt_raise(void)
{
	if (caught)
		signal_end(caught);
}
