/* progress.h: the progress of long work: a bar on a terminal, a line now and then in a log.
 * Work may have stages: each has a name, and goes from 0 to 100 % once. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>

#include "base/buf.h"

struct progress;

/* The seconds that remain: of the stage, and of all that is known to come. */
struct progress_left {
	double stage, all;
};

/* QUIET: show nothing. */
struct progress *progress_new(bool quiet);

/* Stage NAME, which is copied, begins SECONDS after the start of the work, at 0 %. */
void progress_stage(struct progress *p, const char *name, double seconds);

/* The seconds that the stage has taken SECONDS after the start of the work. */
double progress_spent(const struct progress *p, double seconds);

/* Whether something is to be shown SECONDS after the start: at most five times
 * a second on a terminal, every ten seconds in a log. */
bool progress_due(const struct progress *p, double seconds);

/* Show it: about LEFT remains; WHAT is being done, and came to SO_FAR (NULL: to nothing). The
 * share that is done never gets less within a stage, however LEFT grows. */
void progress_show(struct progress *p, double seconds, const struct progress_left *left,
    const char *what, const char *so_far);

/* Add SECONDS as "1:58", minutes and seconds, or "1:02:03" from an hour on. */
void progress_time_add(struct buf *b, double seconds);

/* Remove the bar, so that a message can be printed; it comes back. */
void progress_hide(struct progress *p);

/* Remove the bar, and free P. */
void progress_free(struct progress *p);

#endif
