/* events.h: what happens in a run, while it happens, as lines of JSON (bench-watch(1)). */
#ifndef EVENTS_H
#define EVENTS_H

#include "measure/subjects.h"

struct events;

/* Append to file or FIFO PATH, which is made when it is not there; dies when that fails. A write
 * that would block, or fails, loses its event: nothing waits, and the next event that is written
 * says how many were lost. */
struct events *events_open(const char *path);

/* All of these do nothing when EV is NULL. */

/* The run begins: SESSION measures U within BUDGET seconds. U is borrowed until events_free(). */
void events_begin(
    struct events *ev, const struct subjects *u, const struct session *session, double budget);

/* U, one of those that began, is to be invoked: says so the first time. */
void events_case(struct events *ev, const struct subject *u);

/* U was invoked in ROUND, after it had HAD counted invocations; M is what was measured. Says so
 * when it counts or was a WARMUP, and whether it is an outlier: over 3 interquartile ranges away
 * from the quartiles of the up to 64 before it (Tukey, Exploratory data analysis, 1977), at least
 * 10. Says as well when U has failed. */
void events_invoked(struct events *ev, const struct subject *u, const struct measurement *m,
    size_t had, bool warmup, size_t round);

/* Say which of the subjects have failed and did not say so, as after a build or a hook. */
void events_failures(struct events *ev);

/* Say how many subjects are done, and that about LEFT seconds remain: at most twice a second. */
bool events_progress_due(const struct events *ev);
void events_progress(struct events *ev, double left);

/* The run has ended, each subject with its status. */
void events_end(struct events *ev);

void events_free(struct events *ev);

#endif
