#include "github/retry.h"

#include <errno.h>
#include <math.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

static const double first_wait = 0.5, longest_wait = 30;

void
retry_start(struct retry *r, double max_wait)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	rng_seed(&r->rng,
	    ((uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec) ^ (uint64_t)getpid() << 32);
	r->max_wait = max_wait;
	r->deadline = clock_seconds() + max_wait;
	r->end = r->deadline + fmax(1 - max_wait, 0);
}

double
retry_patience(const struct retry *r)
{
	double left = fmax(r->end - clock_seconds(), 0);

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

	if (clock_seconds() + delay > r->deadline)
		return false;
	t.tv_sec = (time_t)delay;
	t.tv_nsec = (long)((delay - floor(delay)) * 1e9);
	while (nanosleep(&t, &t) && errno == EINTR)
		;
	return true;
}
