/* bench-watch: follow the events of runs that go on. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/duplicate.h"
#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/terminal.h"
#include "base/util.h"
#include "watch/growing_file.h"
#include "watch/watch_metrics.h"
#include "watch/watch_show.h"

static const struct option_usage usage = {
    .forms = "[OPTION]... [EVENTS]...",
    .about = "Follow the runs that write EVENTS (bench-run --events) until all of them are over: "
	     "a table on a terminal, else lines.",
    .operands = OPERANDS_ANY,
};

static const double look_every = 0.2, metrics_every = 1, lost_after = 300;

struct watch {
	struct watched_run *runs;
	struct growing_file **files;
	size_t n;
	struct event event;
	struct watch_show *show;
	const char *metrics; /* file, or NULL */
	double metrics_at;   /* when it is due */
};

/* Take what came to run I. */
static void
run_read(struct watch *w, size_t i, double now)
{
	struct watched_run *r = &w->runs[i];
	enum growing_news news;
	const char *line;
	size_t len;

	while ((news = growing_file_next(w->files[i], &line, &len)) == GROWING_LINE ||
	       news == GROWING_DAMAGED || news == GROWING_FRESH) {
		if (news == GROWING_FRESH)
			continue;
		if (news == GROWING_DAMAGED || !event_read(&w->event, line, len)) {
			r->damaged++;
			continue;
		}
		watched_run_take(r, &w->event, now);
		watch_show_event(w->show, r, &w->event);
	}
	/* Of a pipe nothing more can come. */
	if (news == GROWING_OVER && !watched_run_over(r) && watched_run_lose(r, -INFINITY, now))
		watch_show_lost(w->show, r);
}

static void
metrics_write(struct watch *w, double now, bool end)
{
	struct output *out;

	if (!w->metrics || (!end && now < w->metrics_at))
		return;
	w->metrics_at = now + metrics_every;
	out = output_open(w->metrics);
	watch_metrics_write(output_file(out), w->runs, w->n, now);
	output_commit(out);
}

/* Look at all once, and show it; whether all are over. */
static bool
runs_look(struct watch *w, double after, bool once)
{
	double now = clock_seconds();
	size_t over = 0;

	for (size_t i = 0; i < w->n; i++) {
		run_read(w, i, now);
		if (!once && watched_run_lose(&w->runs[i], after, now))
			watch_show_lost(w->show, &w->runs[i]);
		over += watched_run_over(&w->runs[i]);
	}
	watch_show_runs(w->show, w->runs, w->n, now, once || over == w->n);
	metrics_write(w, now, once || over == w->n);
	return over == w->n;
}

static void
files_follow(struct watch *w, char *const *paths, size_t n)
{
	size_t first, second;

	if (duplicate_find((const char **)paths, n, &first, &second))
		die_usage("'%s' is given twice", paths[second]);
	w->n = n;
	w->runs = xcalloc(n, sizeof *w->runs);
	w->files = xcalloc(n, sizeof *w->files);
	for (size_t i = 0; i < n; i++) {
		watched_run_init(&w->runs[i], input_name(paths[i]), clock_seconds());
		w->files[i] = growing_file_new(paths[i]);
	}
}

int
main(int argc, char **argv)
{
	static char *standard_input[] = {"-", NULL};
	struct watch w = {.runs = NULL};
	bool annotations = false, once = false, lines = false, good = true;
	double after = lost_after;
	int color = 0;
	const struct option_row rows[] = {
	    {0, "annotations", NULL, "GitHub's annotations of what went wrong",
		OPTION_FLAG(&annotations)},
	    {0, "openmetrics", "FILE", "write FILE again and again, for a textfile collector",
		OPTION_STRING(&w.metrics)},
	    {0, "lost-after", "TIME",
		"take a run for lost that is silent for TIME longer than "
		"it may be; 5 min without it",
		OPTION_TIME(&after)},
	    {0, "once", NULL, "show how they stand now, and end", OPTION_FLAG(&once)},
	    {'l', "lines", NULL, "lines on a terminal too", OPTION_FLAG(&lines)},
	    OPTION_COLOR(&color),
	    OPTION_COMMON,
	};
	struct text_style style;
	struct operands operands;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	style = text_style_of(color, NULL);
	if (operands.n)
		files_follow(&w, operands.at, operands.n);
	else
		files_follow(&w, standard_input, 1);
	w.show = watch_show_new(terminal_is() && !lines && !annotations ? WATCH_TABLE : WATCH_LINES,
	    &style, annotations);
	while (!runs_look(&w, after, once) && !once)
		nanosleep(&(struct timespec){.tv_nsec = (long)(look_every * 1e9)}, NULL);
	for (size_t i = 0; i < w.n; i++) {
		good = good && watched_run_good(&w.runs[i]);
		watched_run_free(&w.runs[i]);
		growing_file_free(w.files[i]);
	}
	event_free(&w.event);
	watch_show_free(w.show);
	free(w.runs);
	free(w.files);
	stdout_close();
	return good ? STATUS_OK : STATUS_NO;
}
