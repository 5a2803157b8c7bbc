/* watched_run.h: what is known of one run from its events. */
#ifndef WATCHED_RUN_H
#define WATCHED_RUN_H

#include "watch/event_read.h"

enum run_state { RUN_WAITING, RUN_RUNNING, RUN_ENDED, RUN_INTERRUPTED, RUN_LOST };

struct watched_run {
	const char *path;
	enum run_state state;
	struct buf suite, host, shard;
	struct buf now; /* the case, and its variant, of the last event */
	double subjects, done;
	double left, left_at; /* seconds, as of this moment; NAN: not known */
	double heard;         /* when the last event came, or the watch began */
	double silence;       /* the longest that the run says it may be silent */
	double last_ms;       /* of the last invocation; NAN: none */
	size_t invocations, outliers, failures;
	size_t lost;    /* events that it could not write */
	size_t damaged; /* lines that were no events */
	size_t again;   /* sessions after the first */
};

/* A run that writes to PATH, borrowed, and that nothing is known of at NOW, in seconds. */
void watched_run_init(struct watched_run *r, const char *path, double now);
void watched_run_free(struct watched_run *r);

/* Take event E that came at NOW. */
void watched_run_take(struct watched_run *r, const struct event *e, double now);
/* Take R for lost when nothing came for AFTER seconds, or AFTER over what it said that it might be
 * silent; whether it is now. */
bool watched_run_lose(struct watched_run *r, double after, double now);
/* Whether nothing more is to come. */
bool watched_run_over(const struct watched_run *r);
/* Whether all went well so far. */
bool watched_run_good(const struct watched_run *r);
/* The seconds that R still needs at NOW; NAN: not known. */
double watched_run_left(const struct watched_run *r, double now);

/* "waiting", "running", "ended", "interrupted", "lost". */
const char *watched_run_state(const struct watched_run *r);

#endif
