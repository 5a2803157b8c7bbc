#include "watch/watch_show.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/tame.h"
#include "base/text_cut.h"
#include "base/text_table.h"
#include "base/util.h"

enum { NEWS = 5, ROWS_USUAL = 24, ROWS_LEAST = 4, NAME_MOST = 40 };
/* Seconds between two lines of how the runs stand. */
static const double line_every = 10;

struct watch_show {
	enum watch_way way;
	const struct text_style *style;
	bool annotations;
	char *news[NEWS]; /* the last ones, under the table */
	size_t nnews;
	size_t drawn; /* lines on the terminal that are to be drawn again */
	double next;  /* when the next line is due */
};

struct watch_show *
watch_show_new(enum watch_way way, const struct text_style *style, bool annotations)
{
	struct watch_show *s = xcalloc(1, sizeof *s);

	s->way = way;
	s->style = style;
	s->annotations = annotations;
	return s;
}

void
watch_show_free(struct watch_show *s)
{
	for (size_t i = 0; i < NEWS; i++)
		free(s->news[i]);
	free(s);
}

/* The name of R: its shard and host, or its file. */
static void
run_name(struct buf *b, const struct watched_run *r)
{
	const char *colon = strchr(r->shard.s, ':');

	if (r->shard.len)
		buf_printf(b, "%s", colon ? colon + 1 : r->shard.s);
	else
		buf_str(b, r->path);
	if (r->shard.len && r->host.len)
		buf_printf(b, " on %s", r->host.s);
}

/* Forget what is on the terminal: the next lines go over it. */
static void
table_erase(struct watch_show *s)
{
	if (s->drawn)
		printf("\033[%zuA\033[J", s->drawn);
	s->drawn = 0;
}

/* TEXT as a value of GitHub's log: https://docs.github.com/actions, "Workflow commands". */
static void
command_escape(struct buf *b, const char *text)
{
	for (; *text; text++)
		if (*text == '%')
			buf_str(b, "%25");
		else if (*text == '\n')
			buf_str(b, "%0A");
		else if (*text == '\r')
			buf_str(b, "%0D");
		else
			buf_char(b, *text);
}

/* Tell TEXT, which is freed, of R; an annotation of LEVEL too, NULL: none. */
static void
news_tell(struct watch_show *s, const struct watched_run *r, char *text, const char *level)
{
	struct buf line = BUF_INIT, shown = BUF_INIT;

	run_name(&line, r);
	buf_printf(&line, ": %s", text);
	text_plain(&shown, s->style, line.s);
	if (s->annotations && level) {
		struct buf value = BUF_INIT;

		command_escape(&value, shown.s);
		printf("::%s title=benchmark::%s\n", level, value.s);
		buf_free(&value);
	}
	if (s->way == WATCH_LINES && !(s->annotations && level))
		printf("%s\n", shown.s);
	fflush(stdout);
	free(s->news[s->nnews % NEWS]);
	s->news[s->nnews++ % NEWS] = buf_take(&shown);
	buf_free(&line);
	free(text);
}

static char *
event_name(const struct event *e)
{
	const char *variant = e->texts[EVENT_VARIANT].s;

	return xasprintf(
	    "'%s'%s%s%s", e->texts[EVENT_ID].s, *variant ? " (" : "", variant, *variant ? ")" : "");
}

void
watch_show_event(struct watch_show *s, const struct watched_run *r, const struct event *e)
{
	char *name = event_name(e);

	if (e->kind == EVENT_FAILURE)
		news_tell(s, r,
		    xasprintf("%s %s: %s", name,
			*e->texts[EVENT_STATUS].s ? e->texts[EVENT_STATUS].s : "failed",
			e->texts[EVENT_REASON].s),
		    "error");
	else if (e->kind == EVENT_OUTLIER)
		news_tell(s, r,
		    xasprintf("outlier of %s: %.4g ms, beside a median of %.4g ms", name,
			e->numbers[EVENT_MS], e->numbers[EVENT_MEDIAN]),
		    NULL);
	else if (e->kind == EVENT_END && r->state == RUN_INTERRUPTED)
		news_tell(s, r, xstrdup("interrupted"), "warning");
	else if (e->kind == EVENT_END && r->outliers && s->annotations)
		news_tell(s, r,
		    xasprintf("ended, %zu outlier%s", r->outliers, r->outliers == 1 ? "" : "s"),
		    "notice");
	else if (e->kind == EVENT_END)
		news_tell(s, r, xstrdup("ended"), NULL);
	else if (e->kind == EVENT_SESSION && r->again)
		news_tell(s, r, xstrdup("begun again"), "notice");
	free(name);
}

void
watch_show_lost(struct watch_show *s, const struct watched_run *r)
{
	news_tell(s, r,
	    xstrdup(r->suite.len || r->subjects > 0 ? "lost: it is silent, and did not end"
						    : "lost: it wrote nothing"),
	    "error");
}

static void
time_text(struct buf *b, double seconds)
{
	long s = (long)fmin(seconds + 0.5, 1e9);

	if (isnan(seconds))
		return;
	if (s >= 3600)
		buf_printf(b, "%ld:%02ld:%02ld", s / 3600, s / 60 % 60, s % 60);
	else
		buf_printf(b, "%ld:%02ld", s / 60, s % 60);
}

static size_t
rows_of_terminal(void)
{
	struct winsize size = {0};
	size_t rows = ROWS_USUAL, under = NEWS + 4;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row)
		rows = size.ws_row;
	return rows > under + ROWS_LEAST ? rows - under : ROWS_LEAST;
}

static void
count_cell(struct text_table *t, size_t n, enum text_paint paint)
{
	char text[32];

	snprintf(text, sizeof text, "%zu", n);
	text_table_cell(t, n ? text : "", n ? paint : PAINT_NONE);
}

static void
run_row(struct text_table *t, const struct watched_run *r, double now)
{
	struct buf b = BUF_INIT;
	bool bad = r->state == RUN_LOST || r->state == RUN_INTERRUPTED;

	run_name(&b, r);
	text_table_cell(t, b.s, PAINT_NONE);
	text_table_cell(t, watched_run_state(r),
	    bad                     ? PAINT_RED
	    : r->state == RUN_ENDED ? PAINT_GREEN
				    : PAINT_NONE);
	buf_clear(&b);
	buf_printf(&b, "%.0f/%.0f", r->done, r->subjects);
	text_table_cell(t, r->subjects > 0 ? b.s : "", PAINT_NONE);
	buf_clear(&b);
	buf_str(&b, "");
	if (r->state == RUN_RUNNING)
		time_text(&b, watched_run_left(r, now));
	text_table_cell(t, b.s, PAINT_NONE);
	count_cell(t, r->invocations, PAINT_NONE);
	count_cell(t, r->outliers, PAINT_YELLOW);
	count_cell(t, r->failures, PAINT_RED);
	text_table_cell(t, r->state == RUN_RUNNING ? r->now.s : "", PAINT_DIM);
	buf_free(&b);
}

/* Which runs come first where not all have room: those that go on, and those that went wrong. */
static bool
run_matters(const struct watched_run *r)
{
	return r->state == RUN_RUNNING || !watched_run_good(r);
}

static void
table_add(struct watch_show *s, struct buf *b, const struct watched_run *runs, size_t n, double now,
    size_t most)
{
	static const struct text_column columns[] = {
	    {.title = "run", .line = true, .most = NAME_MOST}, {.title = "state"},
	    {.title = "done", .right = true}, {.title = "left", .right = true, .spare = 1},
	    {.title = "invocations", .right = true, .spare = 2},
	    {.title = "outliers", .right = true}, {.title = "failures", .right = true},
	    {.title = "now", .line = true, .most = NAME_MOST, .spare = 3}};
	struct text_table *t = text_table_new(s->style, columns, sizeof columns / sizeof *columns);
	size_t rows = 0;

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < n && rows < most; i++)
			if (run_matters(&runs[i]) == (pass == 0)) {
				run_row(t, &runs[i], now);
				rows++;
			}
	text_table_add(t, b);
	if (n > rows)
		buf_printf(b, "and %zu more\n", n - rows);
	text_table_free(t);
}

/* One line for all of them. */
static void
sum_add(struct buf *b, const struct watched_run *runs, size_t n, double now)
{
	size_t over = 0, lost = 0, outliers = 0, failures = 0, damaged = 0;
	double done = 0, subjects = 0, left = 0;

	for (size_t i = 0; i < n; i++) {
		over += watched_run_over(&runs[i]);
		lost += runs[i].state == RUN_LOST || runs[i].state == RUN_INTERRUPTED;
		outliers += runs[i].outliers;
		failures += runs[i].failures;
		damaged += runs[i].damaged;
		done += runs[i].done;
		subjects += runs[i].subjects;
		/* Runs go on side by side: all have ended when the last one has. */
		if (!isnan(watched_run_left(&runs[i], now)))
			left = fmax(left, watched_run_left(&runs[i], now));
	}
	buf_printf(b, "%zu of %zu run%s over, %.0f of %.0f cases done", over, n, n == 1 ? "" : "s",
	    done, subjects);
	if (left > 0) {
		buf_str(b, ", about ");
		time_text(b, left);
		buf_str(b, " left");
	}
	buf_printf(b, ", %zu outlier%s, %zu failure%s", outliers, outliers == 1 ? "" : "s",
	    failures, failures == 1 ? "" : "s");
	if (lost)
		buf_printf(b, ", %zu lost or interrupted", lost);
	if (damaged)
		buf_printf(b, ", %zu damaged line%s", damaged, damaged == 1 ? "" : "s");
	buf_char(b, '\n');
}

static void
news_add(struct buf *b, const struct text_style *style, const char *news)
{
	text_cut_add(b, news, style->columns);
	buf_char(b, '\n');
}

void
watch_show_runs(
    struct watch_show *s, const struct watched_run *runs, size_t n, double now, bool end)
{
	struct buf b = BUF_INIT;

	if (s->way == WATCH_LINES && !end && now < s->next)
		return;
	/* The first line is due when there is something to tell. */
	if (s->way == WATCH_LINES && !end && s->next == 0) {
		s->next = now + line_every;
		return;
	}
	s->next = now + line_every;
	if (s->way == WATCH_TABLE) {
		table_add(s, &b, runs, n, now, end ? n : rows_of_terminal());
		for (size_t i = s->nnews > NEWS ? s->nnews - NEWS : 0; i < s->nnews; i++)
			news_add(&b, s->style, s->news[i % NEWS]);
	}
	sum_add(&b, runs, n, now);
	table_erase(s);
	fputs(b.s, stdout);
	for (size_t i = 0; s->way == WATCH_TABLE && i < b.len; i++)
		s->drawn += b.s[i] == '\n';
	fflush(stdout);
	buf_free(&b);
}
