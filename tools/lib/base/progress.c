#include "base/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/tame.h"
#include "base/text_cut.h"
#include "base/util.h"

enum { WIDTH = 30, NAME_WIDTH = 40 };

struct progress {
	bool quiet, terminal, shown;
	double next; /* seconds from the start when something is to be written again */
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

bool
progress_due(const struct progress *p, double seconds)
{
	return !p->quiet && seconds >= p->next;
}

void
progress_show(struct progress *p, double seconds, double left, const char *what, const char *so_far)
{
	double done = seconds + left > 0 ? seconds / (seconds + left) : 0;
	long s = (long)(left + 0.5);
	struct buf name = BUF_INIT;

	p->next = seconds + (p->terminal ? 0.2 : 10);
	if (!p->terminal) {
		warn("%.0f %% done, about %ld:%02ld left, now '%s'%s%s", done * 100, s / 60, s % 60,
		    what, so_far ? ", so far " : "", so_far ? so_far : "");
		return;
	}
	p->shown = true;
	fprintf(stderr, "\r\033[K[");
	for (int i = 0; i < WIDTH; i++)
		fputc(i < done * WIDTH ? '=' : ' ', stderr);
	text_cut_add(&name, what, NAME_WIDTH);
	line_tame(name.s);
	fprintf(stderr, "] %3.0f %%  %ld:%02ld left  %s%s%s", done * 100, s / 60, s % 60, name.s,
	    so_far ? "  " : "", so_far ? so_far : "");
	fflush(stderr);
	buf_free(&name);
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
	if (p)
		progress_hide(p);
	free(p);
}
