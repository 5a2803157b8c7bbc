/* retry.h: when to try again, within a bound for all of it. */
#ifndef RETRY_H
#define RETRY_H

#include <stdbool.h>

#include "rng.h"

struct retry {
	double deadline; /* on the monotonic clock */
	double max_wait;
	struct rng rng;
};

/* From now on, retries may begin for MAX_WAIT seconds. */
void retry_start(struct retry *r, double max_wait);

/* How long one attempt may take, in seconds: a quarter of the bound, from 1 to 30. */
double retry_patience(const struct retry *r);

/* Seconds before the retry after attempt NTH (from 0): a random part, JITTER
 * from 0 to 1, of an exponentially growing wait; or a little more than AFTER
 * when the server asked for that (NAN: it did not). */
double retry_delay(unsigned nth, double after, double jitter);

/* Sleep so. False, at once, when the retry would begin after the bound. */
bool retry_wait(struct retry *r, unsigned nth, double after);

#endif
