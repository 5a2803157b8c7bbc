#include "watch/watched_run.h"

#include <math.h>
#include <string.h>

void
watched_run_init(struct watched_run *r, const char *path, double now)
{
	*r = (struct watched_run){.path = path, .left = NAN, .last_ms = NAN, .heard = now};
	buf_str(&r->suite, "");
	buf_str(&r->host, "");
	buf_str(&r->shard, "");
	buf_str(&r->now, "");
}

void
watched_run_free(struct watched_run *r)
{
	buf_free(&r->suite);
	buf_free(&r->host);
	buf_free(&r->shard);
	buf_free(&r->now);
}

static double
number_or(const struct event *e, enum event_number which, double fallback)
{
	double v = e->numbers[which];

	return isnan(v) || v < 0 ? fallback : v;
}

static void
text_copy(struct buf *to, const struct event *e, enum event_text which)
{
	buf_clear(to);
	buf_str(to, e->texts[which].s);
}

/* Another run has begun in this file: only how often that was remains. */
static void
session_begin(struct watched_run *r, const struct event *e)
{
	r->again += r->state != RUN_WAITING;
	r->state = RUN_RUNNING;
	text_copy(&r->suite, e, EVENT_SUITE);
	text_copy(&r->host, e, EVENT_HOST);
	text_copy(&r->shard, e, EVENT_SHARD);
	buf_clear(&r->now);
	buf_str(&r->now, "");
	r->subjects = number_or(e, EVENT_SUBJECTS, 0);
	r->silence = number_or(e, EVENT_SILENCE, 0);
	r->done = 0;
	r->left = r->last_ms = NAN;
	r->invocations = r->outliers = r->failures = 0;
}

static void
case_note(struct watched_run *r, const struct event *e)
{
	text_copy(&r->now, e, EVENT_ID);
	if (e->texts[EVENT_VARIANT].len)
		buf_printf(&r->now, " (%s)", e->texts[EVENT_VARIANT].s);
}

void
watched_run_take(struct watched_run *r, const struct event *e, double now)
{
	r->heard = now;
	r->lost += (size_t)fmin(number_or(e, EVENT_LOST, 0), 1e9);
	if (e->kind == EVENT_SESSION) {
		session_begin(r, e);
		return;
	}
	/* One whose beginning was not seen, or that was slow and not lost. */
	if (r->state == RUN_WAITING || r->state == RUN_LOST)
		r->state = RUN_RUNNING;
	switch (e->kind) {
	case EVENT_INVOCATION:
		r->invocations++;
		r->last_ms = number_or(e, EVENT_MS, NAN);
		case_note(r, e);
		break;
	case EVENT_CASE: case_note(r, e); break;
	case EVENT_OUTLIER: r->outliers++; break;
	case EVENT_FAILURE: r->failures++; break;
	case EVENT_PROGRESS:
		r->done = number_or(e, EVENT_DONE, r->done);
		r->left = number_or(e, EVENT_LEFT, NAN);
		r->left_at = now;
		break;
	case EVENT_END:
		r->state = strcmp(e->texts[EVENT_STATUS].s, "interrupted") == 0 ? RUN_INTERRUPTED
										: RUN_ENDED;
		if (r->state == RUN_ENDED)
			r->done = r->subjects;
		r->left = 0;
		r->left_at = now;
		break;
	case EVENT_SESSION:
	case EVENT_OTHER: break;
	}
}

bool
watched_run_lose(struct watched_run *r, double after, double now)
{
	if (watched_run_over(r) || now - r->heard <= after + r->silence)
		return false;
	r->state = RUN_LOST;
	return true;
}

bool
watched_run_over(const struct watched_run *r)
{
	return r->state >= RUN_ENDED;
}

bool
watched_run_good(const struct watched_run *r)
{
	return r->state < RUN_INTERRUPTED && r->failures == 0;
}

double
watched_run_left(const struct watched_run *r, double now)
{
	if (watched_run_over(r))
		return 0;
	return isnan(r->left) ? NAN : fmax(0, r->left - (now - r->left_at));
}

const char *
watched_run_state(const struct watched_run *r)
{
	static const char *const words[] = {"waiting", "running", "ended", "interrupted", "lost"};

	return words[r->state];
}
