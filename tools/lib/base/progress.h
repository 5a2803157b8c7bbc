/* progress.h: the progress of long work: a bar on a terminal, a line now and then in a log. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>

struct progress;

/* QUIET: show nothing. */
struct progress *progress_new(bool quiet);

/* Whether something is to be shown SECONDS after the start: at most five times
 * a second on a terminal, every ten seconds in a log. */
bool progress_due(const struct progress *p, double seconds);

/* Show it: about LEFT seconds remain; WHAT is being done, and came to SO_FAR (NULL: to nothing). */
void progress_show(
    struct progress *p, double seconds, double left, const char *what, const char *so_far);

/* Remove the bar, so that a message can be printed; it comes back. */
void progress_hide(struct progress *p);

/* Remove the bar, and free P. */
void progress_free(struct progress *p);

#endif
