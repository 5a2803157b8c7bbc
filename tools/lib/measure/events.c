#include "measure/events.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "measure/interrupt.h"
#include "model/schema_names.h"
#include "stats/sample.h"

enum { OUTLIER_BASIS = 64, OUTLIER_LEAST = 10 };
static const double severe = 3;
static const double progress_every = 0.5;

/* What was said of a subject. */
struct subject_said {
	bool begun, failed;
};

struct events {
	int fd;
	struct buf rest; /* of a line that was written in part */
	size_t lost;
	size_t invocations;
	double start, progress_at;
	const struct subjects *subjects;
	struct subject_said *said;
};

/* A FIFO that nobody reads yet can be opened to read and write, and written until it is full. */
struct events *
events_open(const char *path)
{
	struct events *ev = xcalloc(1, sizeof *ev);
	int flags = O_APPEND | O_CREAT | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
	struct stat st;
	bool fifo = stat(path, &st) == 0 && S_ISFIFO(st.st_mode);

	ev->fd = open(path, flags | (fifo ? O_RDWR : O_WRONLY), 0666);
	if (ev->fd < 0)
		die("cannot open '%s' for events:", path);
	ev->start = ev->progress_at = clock_seconds();
	return ev;
}

/* Write what is left of a line; false when some still is. */
static bool
rest_flush(struct events *ev)
{
	ssize_t n;

	while (ev->rest.len > 0) {
		n = write(ev->fd, ev->rest.s, ev->rest.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		ev->rest.len -= (size_t)n;
		memmove(ev->rest.s, ev->rest.s + n, ev->rest.len);
	}
	return true;
}

static struct json_writer *
event_begin(struct events *ev, const char *name)
{
	struct json_writer *w = json_writer_new(NULL);

	json_object_begin(w, NULL);
	json_string(w, "event", name);
	json_number(w, "t", round((clock_seconds() - ev->start) * 1e6) / 1e6);
	if (ev->lost > 0)
		json_number(w, "lost", (double)ev->lost);
	return w;
}

/* Write the event in W, which is freed; a line that has begun is never left unfinished by the
 * next one. */
static void
event_end(struct events *ev, struct json_writer *w)
{
	struct buf line = BUF_INIT;
	ssize_t n;

	json_object_end(w);
	buf_printf(&line, "%s\n", json_writer_text(w));
	json_writer_free(w);
	n = rest_flush(ev) ? write(ev->fd, line.s, line.len) : -1;
	if (n < 0)
		ev->lost++;
	else
		ev->lost = 0;
	if (n >= 0 && (size_t)n < line.len)
		buf_add(&ev->rest, line.s + n, line.len - (size_t)n);
	buf_free(&line);
}

static struct json_writer *
event_of(struct events *ev, const char *name, const struct subject *u)
{
	struct json_writer *w = event_begin(ev, name);

	json_string(w, "case", u->plan->id);
	if (u->variant)
		json_string(w, "variant", u->variant);
	return w;
}

/* The longest that the run may be silent, as it seems: one invocation, and what is around it. */
static double
silence_of(const struct subjects *u)
{
	double most = 0;

	for (size_t i = 0; i < u->n; i++)
		most = fmax(most,
		    u->at[i].plan->timeout * (u->at[i].plan->instrument ? CALLGRIND_SLOWER : 1));
	return most;
}

void
events_begin(
    struct events *ev, const struct subjects *u, const struct session *session, double budget)
{
	struct json_writer *w;
	char host[256] = "";

	if (!ev)
		return;
	ev->subjects = u;
	ev->said = xcalloc(u->n, sizeof *ev->said);
	gethostname(host, sizeof host - 1);
	w = event_begin(ev, "session");
	json_string(w, "schema", EVENTS_SCHEMA);
	json_string(w, "session", session->id);
	json_string(w, "timestamp", session->timestamp);
	json_string(w, "suite", u->plan->suite);
	json_string(w, "host", host);
	if (session->shard)
		json_string(w, "shard", session->shard);
	json_number(w, "subjects", (double)u->n);
	json_number(w, "budget", budget);
	json_number(w, "silence", silence_of(u));
	event_end(ev, w);
}

void
events_case(struct events *ev, const struct subject *u)
{
	struct subject_said *said = ev ? &ev->said[u - ev->subjects->at] : NULL;
	struct json_writer *w;

	if (!said || said->begun)
		return;
	said->begun = true;
	w = event_of(ev, "case", u);
	json_number(w, "warmup", (double)u->plan->warmup);
	json_number(w, "min", (double)u->plan->runs.min);
	json_number(w, "max", (double)u->plan->runs.max);
	event_end(ev, w);
}

/* Whether the last of the N SAMPLES is an outlier; then *MEDIAN is that of those before it. */
static bool
outlier_is(const double *samples, size_t n, double *median)
{
	size_t basis = n - 1 < OUTLIER_BASIS ? n - 1 : OUTLIER_BASIS;
	struct sample_summary s;

	if (basis < OUTLIER_LEAST)
		return false;
	sample_summarize(samples + n - 1 - basis, basis, &s);
	*median = s.median;
	return sample_summary_excludes(&s, samples[n - 1], severe);
}

static void
failure_say(struct events *ev, const struct subject *u)
{
	struct subject_said *said = &ev->said[u - ev->subjects->at];
	struct json_writer *w;

	if (said->failed || (u->status != ENTRY_FAILED && u->status != ENTRY_TIMEOUT))
		return;
	said->failed = true;
	w = event_of(ev, "failure", u);
	json_string(w, "status", entry_status_name(u->status));
	json_string(w, "reason", u->reason);
	event_end(ev, w);
}

void
events_invoked(struct events *ev, const struct subject *u, const struct measurement *m, size_t had,
    bool warmup, size_t round)
{
	const double *samples = ev ? subject_samples(u, "duration_ms") : NULL;
	double ms = ev ? measurement_duration_ms(m) : 0, median = NAN;
	bool outlier = samples && u->n > had && outlier_is(samples, u->n - u->resumed, &median);
	struct json_writer *w;

	if (!ev)
		return;
	if ((warmup && !u->over) || u->n > had) {
		w = event_of(ev, "invocation", u);
		if (warmup)
			json_bool(w, "warmup", true);
		else
			json_number(w, "round", (double)round);
		json_number(w, "n", (double)(warmup ? u->warmed : u->n));
		json_number(w, "ms", ms);
		event_end(ev, w);
		ev->invocations++;
	}
	if (outlier) {
		w = event_of(ev, "outlier", u);
		json_number(w, "n", (double)u->n);
		json_number(w, "ms", ms);
		json_number(w, "median", median);
		event_end(ev, w);
	}
	failure_say(ev, u);
}

void
events_failures(struct events *ev)
{
	for (size_t i = 0; ev && i < ev->subjects->n; i++)
		failure_say(ev, &ev->subjects->at[i]);
}

static bool
subject_done(const struct subject *u)
{
	return u->over || (u->n >= u->plan->runs.min && subject_enough(u));
}

bool
events_progress_due(const struct events *ev)
{
	return ev && clock_seconds() - ev->progress_at >= progress_every;
}

void
events_progress(struct events *ev, double left)
{
	struct json_writer *w = event_begin(ev, "progress");
	size_t done = 0;

	for (size_t i = 0; i < ev->subjects->n; i++)
		done += subject_done(&ev->subjects->at[i]);
	json_number(w, "done", (double)done);
	json_number(w, "left", fmax(0, round(left * 1e3) / 1e3));
	event_end(ev, w);
	ev->progress_at = clock_seconds();
}

void
events_end(struct events *ev)
{
	size_t by_status[ENTRY_INTERRUPTED + 1] = {0};
	struct json_writer *w;

	if (!ev)
		return;
	events_failures(ev);
	w = event_begin(ev, "end");
	for (size_t i = 0; i < ev->subjects->n; i++)
		by_status[ev->subjects->at[i].status]++;
	json_string(w, "status", interrupt_signal() ? "interrupted" : "ended");
	for (int s = ENTRY_OK; s <= ENTRY_INTERRUPTED; s++)
		json_number(w, entry_status_name((enum entry_status)s), (double)by_status[s]);
	json_number(w, "invocations", (double)ev->invocations);
	event_end(ev, w);
}

void
events_free(struct events *ev)
{
	if (!ev)
		return;
	rest_flush(ev);
	close(ev->fd);
	buf_free(&ev->rest);
	free(ev->said);
	free(ev);
}
