/* watch_show.h: runs that go on, for people: a live table on a terminal, else lines. */
#ifndef WATCH_SHOW_H
#define WATCH_SHOW_H

#include "base/terminal.h"
#include "watch/watched_run.h"

enum watch_way { WATCH_TABLE, WATCH_LINES };

struct watch_show;

/* Show to standard output, as a table that is drawn again and again, or as lines; with
 * ANNOTATIONS, also GitHub's of what went wrong. STYLE is borrowed. */
struct watch_show *watch_show_new(
    enum watch_way way, const struct text_style *style, bool annotations);
void watch_show_free(struct watch_show *s);

/* Event E has come to R. */
void watch_show_event(struct watch_show *s, const struct watched_run *r, const struct event *e);
/* R is taken for lost. */
void watch_show_lost(struct watch_show *s, const struct watched_run *r);
/* How the N RUNS stand at NOW: a table anew, or a line now and then; always when it is the END. */
void watch_show_runs(
    struct watch_show *s, const struct watched_run *runs, size_t n, double now, bool end);

#endif
