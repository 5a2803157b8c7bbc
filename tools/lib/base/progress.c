#include "base/progress.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/tame.h"
#include "base/text_cut.h"
#include "base/util.h"

enum { WIDTH = 30, NAME_WIDTH = 40 };

struct progress {
	bool quiet, terminal, shown;
	double next;  /* seconds from the start when something is to be written again */
	char *stage;  /* or NULL */
	double begun; /* seconds from the start when it began */
	double done;  /* of the stage, as it was shown last */
};

struct progress *
progress_new(bool quiet)
{
	struct progress *p = xcalloc(1, sizeof *p);

	p->quiet = quiet;
	p->terminal = isatty(STDERR_FILENO) && !getenv("CI");
	p->next = p->terminal ? 0.2 : 10;
	return p;
}

void
progress_stage(struct progress *p, const char *name, double seconds)
{
	free(p->stage);
	p->stage = xstrdup(name);
	p->begun = seconds;
	p->done = 0;
}

double
progress_spent(const struct progress *p, double seconds)
{
	return seconds - p->begun;
}

bool
progress_due(const struct progress *p, double seconds)
{
	return !p->quiet && seconds >= p->next;
}

void
progress_time_add(struct buf *b, double seconds)
{
	long s = (long)(fmin(fmax(seconds, 0), 1e9) + 0.5);

	if (s < 3600)
		buf_printf(b, "%ld:%02ld", s / 60, s % 60);
	else
		buf_printf(b, "%ld:%02ld:%02ld", s / 3600, s / 60 % 60, s % 60);
}

/* What is done of the stage SECONDS after the start of all: it never gets less. */
static void
done_update(struct progress *p, double seconds, double stage_left)
{
	double spent = progress_spent(p, seconds), all = spent + stage_left;

	p->done = fmax(p->done, all > 0 ? spent / all : 0);
}

static void
line_show(const struct progress *p, const char *left, const char *what, const char *so_far)
{
	warn("%s%s%.0f %% done, about %s left, now '%s'%s%s", p->stage ? p->stage : "",
	    p->stage ? ": " : "", p->done * 100, left, what, so_far ? ", so far " : "",
	    so_far ? so_far : "");
}

static void
bar_show(struct progress *p, const char *left, const char *what, const char *so_far)
{
	struct buf name = BUF_INIT;

	p->shown = true;
	fprintf(stderr, "\r\033[K%s%s[", p->stage ? p->stage : "", p->stage ? " " : "");
	for (int i = 0; i < WIDTH; i++)
		fputc(i < p->done * WIDTH ? '=' : ' ', stderr);
	text_cut_add(&name, what, NAME_WIDTH);
	line_tame(name.s);
	fprintf(stderr, "] %3.0f %%  %s left  %s%s%s", p->done * 100, left, name.s,
	    so_far ? "  " : "", so_far ? so_far : "");
	fflush(stderr);
	buf_free(&name);
}

void
progress_show(struct progress *p, double seconds, const struct progress_left *left,
    const char *what, const char *so_far)
{
	struct buf time = BUF_INIT;

	p->next = seconds + (p->terminal ? 0.2 : 10);
	done_update(p, seconds, left->stage);
	progress_time_add(&time, left->all);
	if (p->terminal)
		bar_show(p, time.s, what, so_far);
	else
		line_show(p, time.s, what, so_far);
	buf_free(&time);
}

void
progress_hide(struct progress *p)
{
	if (p->shown)
		fprintf(stderr, "\r\033[K");
	p->shown = false;
}

void
progress_free(struct progress *p)
{
	if (!p)
		return;
	progress_hide(p);
	free(p->stage);
	free(p);
}
