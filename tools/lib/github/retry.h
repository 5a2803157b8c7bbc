/* retry.h: when to try again, within a bound for all of it. */
#ifndef RETRY_H
#define RETRY_H

#include <stdbool.h>

#include "base/rng.h"

struct retry {
	double deadline, end; /* on the monotonic clock: of retries, and of all */
	double max_wait;
	struct rng rng;
};

/* From now on all of the work may take MAX_WAIT seconds, or the one second that
 * it needs in any case. */
void retry_start(struct retry *r, double max_wait);

/* How long an attempt that begins now may take, in seconds: a quarter of the
 * bound, from 1 to 30, but no longer than there is time; 0 when that is over. */
double retry_patience(const struct retry *r);

/* Seconds before the retry after attempt NTH (from 0): a random part, JITTER
 * from 0 to 1, of an exponentially growing wait; or a little more than AFTER
 * when the server asked for that (NAN: it did not). */
double retry_delay(unsigned nth, double after, double jitter);

/* Sleep so. False, at once, when the retry would begin after the bound. */
bool retry_wait(struct retry *r, unsigned nth, double after);

#endif
