#include "measure/interrupt.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>

enum { NSIGNALS = 3 };
static const int signals[NSIGNALS] = {SIGINT, SIGTERM, SIGHUP};

/* What a handler needs: a signal has no other place to leave its word. */
static volatile sig_atomic_t caught;
static void (*volatile stop_now)(void *);
static void *volatile stop_what;

static void
interrupt_note(int sig)
{
	int saved = errno;

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
	struct sigaction sa = {.sa_handler = interrupt_note, .sa_flags = SA_RESTART}, old;

	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < NSIGNALS; i++)
		sigaddset(&sa.sa_mask, signals[i]);
	for (size_t i = 0; i < NSIGNALS; i++)
		if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(signals[i], &sa, NULL);
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
	if (!caught)
		return;
	signal(caught, SIG_DFL);
	raise(caught);
}
