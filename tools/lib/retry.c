#include "retry.h"

#include <errno.h>
#include <math.h>
#include <time.h>
#include <unistd.h>

static const double first_wait = 0.5, longest_wait = 30;

static double
now(clockid_t clock, uint64_t *seed)
{
	struct timespec t;

	clock_gettime(clock, &t);
	if (seed)
		*seed = (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void
retry_start(struct retry *r, double max_wait)
{
	uint64_t seed;

	now(CLOCK_REALTIME, &seed);
	rng_seed(&r->rng, seed ^ (uint64_t)getpid() << 32);
	r->max_wait = max_wait;
	r->deadline = now(CLOCK_MONOTONIC, NULL) + max_wait;
	r->end = r->deadline + fmax(1 - max_wait, 0);
}

double
retry_patience(const struct retry *r)
{
	double left = fmax(r->end - now(CLOCK_MONOTONIC, NULL), 0);

	return fmin(fmin(fmax(r->max_wait / 4, 1), 30), left);
}

double
retry_delay(unsigned nth, double after, double jitter)
{
	double wait = fmin(ldexp(first_wait, nth < 16 ? (int)nth : 16), longest_wait);

	/* Jobs that were refused together must not come back together. */
	if (!isnan(after))
		return fmax(after, 0) + jitter * fmin(wait, 1);
	return wait * (0.5 + jitter / 2);
}

bool
retry_wait(struct retry *r, unsigned nth, double after)
{
	double delay = retry_delay(nth, after, rng_uniform(&r->rng));
	struct timespec t;

	if (now(CLOCK_MONOTONIC, NULL) + delay > r->deadline)
		return false;
	t.tv_sec = (time_t)delay;
	t.tv_nsec = (long)((delay - floor(delay)) * 1e9);
	while (nanosleep(&t, &t) && errno == EINTR)
		;
	return true;
}
