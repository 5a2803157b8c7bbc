#include "results/session_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "results/read_value.h"
#include "json/json_members.h"

enum { SESSIONS_MAX = 100000 };

#define COUNT(a) (sizeof(a) / sizeof *(a))

enum entry_status
session_status_read(struct scanner *s, enum scan_type type, struct entry *e)
{
	const char *names[ENTRY_INTERRUPTED + 1];

	for (size_t i = 0; i < COUNT(names); i++)
		names[i] = entry_status_name((enum entry_status)i);
	return (enum entry_status)read_word(s, type, "status", names, COUNT(names), e);
}

/* The rounds that were planned for either look. */
static void
look_rounds_read(struct scanner *s, enum scan_type type, struct session *session)
{
	struct scan_mark at = scan_mark(s);
	size_t n = 0;

	read_array(s, type, "look_rounds", "numbers");
	while (scan_element(s)) {
		size_t rounds = (size_t)read_count(s, scan_type(s), "look_rounds", SAMPLES_MAX);

		if (n < COUNT(session->look_rounds))
			session->look_rounds[n] = rounds;
		n++;
	}
	if (n != COUNT(session->look_rounds) || session->look_rounds[0] == 0 ||
	    session->look_rounds[0] >= session->look_rounds[1])
		scan_die_at(s, at, "'look_rounds' must be two numbers, from 1 and upward");
}

static unsigned
look_read(struct scanner *s, enum scan_type type)
{
	uint64_t look = read_count(s, type, "look", SAMPLES_MAX);

	if (look < 1 || look > 2)
		scan_die(s, "'look' must be 1 or 2, not %llu", (unsigned long long)look);
	return (unsigned)look;
}

static double
seconds_read(struct scanner *s, enum scan_type type)
{
	double seconds = read_number(s, type, "seconds");

	if (seconds < 0)
		scan_die(s, "'seconds' must not be negative, not %g", seconds);
	return seconds;
}

static void
session_read(struct scanner *s, struct entry *e, struct session *session)
{
	enum { ID, TIMESTAMP, N, LOOK, LOOK_ROUNDS, STATUS, REASON, FINGERPRINT, SHARD, SECONDS };
	static const struct scan_name names[] = {MEMBER("id"), MEMBER("timestamp"), MEMBER("n"),
	    MEMBER("look"), MEMBER("look_rounds"), MEMBER("status"), MEMBER("reason"),
	    MEMBER("fingerprint"), MEMBER("shard"), MEMBER("seconds")};
	struct members members = MEMBERS_INIT(names);
	enum scan_type type = scan_type(s);
	struct scan_mark at = scan_mark(s);
	int k;

	memset(session, 0, sizeof *session);
	read_object(s, type, "a session");
	while ((k = members_next(&members, s, &type)) >= 0) {
		switch (k) {
		case ID: session->id = read_entry_word(s, type, "id", e); break;
		case TIMESTAMP:
			session->timestamp = read_entry_text(s, type, "timestamp", e);
			read_timestamp_check(s, "timestamp", session->timestamp);
			break;
		case N: session->n = (size_t)read_count(s, type, "n", SAMPLES_MAX); break;
		case LOOK: session->look = look_read(s, type); break;
		case LOOK_ROUNDS: look_rounds_read(s, type, session); break;
		case STATUS: session->status = session_status_read(s, type, e); break;
		case REASON: session->reason = read_entry_text(s, type, "reason", e); break;
		case FINGERPRINT:
			session->fingerprint = read_entry_text(s, type, "fingerprint", e);
			break;
		case SECONDS: session->seconds = seconds_read(s, type); break;
		case SHARD: session->shard = read_entry_text(s, type, "shard", e); break;
		}
	}
	if (!session->id)
		scan_die_at(s, at, "a session without an 'id'");
	if ((session->look > 0) != (session->look_rounds[0] > 0))
		scan_die_at(s, at, "'look' and 'look_rounds' of a session need each other");
	session->extra = read_extra(&members, s, e);
}

static int
session_id_order(const void *a, const void *b)
{
	return strcmp((*(struct session *const *)a)->id, (*(struct session *const *)b)->id);
}

void
sessions_read(struct scanner *s, enum scan_type type, struct entry *e)
{
	struct scan_mark at = scan_mark(s);
	struct session *v = NULL, **sorted;
	size_t cap = 0, n = 0;

	read_array(s, type, "sessions", "objects");
	while (scan_element(s)) {
		if (n == SESSIONS_MAX)
			scan_die(s, "more than %d sessions", SESSIONS_MAX);
		v = xgrow(v, n, &cap, sizeof *v);
		session_read(s, e, &v[n++]);
	}
	if (v) {
		e->sessions = entry_alloc(e, n * sizeof *v);
		memcpy(e->sessions, v, n * sizeof *v);
		e->nsessions = n;
	}
	free(v);
	if (n < 2)
		return;
	sorted = xreallocarray(NULL, n, sizeof(struct session *));
	for (size_t i = 0; i < n; i++)
		sorted[i] = &e->sessions[i];
	qsort(sorted, n, sizeof(struct session *), session_id_order);
	for (size_t i = 1; i < n; i++)
		if (strcmp(sorted[i - 1]->id, sorted[i]->id) == 0)
			scan_die_at(s, at, "session '%s' is given twice", sorted[i]->id);
	free(sorted);
}

/* The whole numbers of NAME, a value for each invocation, into an array of E; *N of them. */
static uint32_t *
wholes_read(struct entry_reader *r, struct scanner *s, enum scan_type type, const char *name,
    struct entry *e, size_t *n)
{
	uint32_t *v;

	*n = read_numbers(r, s, type, name, false);
	if (*n == 0)
		return NULL;
	v = entry_alloc(e, *n * sizeof *v);
	for (size_t i = 0; i < *n; i++) {
		double x = r->numbers[i];

		if (x < 0 || x > UINT32_MAX || x != floor(x))
			scan_die(s, "'%s' must be whole numbers from 0 to %u", name, UINT32_MAX);
		v[i] = (uint32_t)x;
	}
	return v;
}

void
session_rounds_read(struct entry_reader *r, struct scanner *s, enum scan_type type, struct entry *e)
{
	e->rounds = wholes_read(r, s, type, "rounds", e, &e->nrounds);
}

void
session_builds_read(struct entry_reader *r, struct scanner *s, enum scan_type type, struct entry *e)
{
	e->builds = wholes_read(r, s, type, "builds", e, &e->nbuilds);
}

void
session_disturbed_read(
    struct entry_reader *r, struct scanner *s, enum scan_type type, struct entry *e)
{
	size_t n = read_numbers(r, s, type, "disturbed", false);

	if (n == 0)
		return;
	e->disturbed = entry_alloc(e, n * sizeof *e->disturbed);
	e->ndisturbed = n;
	for (size_t i = 0; i < n; i++) {
		double v = r->numbers[i];

		if (v < 0 || v >= SAMPLES_MAX || v != floor(v) ||
		    (i > 0 && v <= e->disturbed[i - 1]))
			scan_die(s, "'disturbed' must be indexes of samples, from 0 and upward");
		e->disturbed[i] = (uint32_t)v;
	}
}

/* Of N invocations of one session from FIRST on, numbered from 0, the first would be
 * lost: 0 says that a round is not known. */
static void
rounds_check(struct scanner *s, struct scan_mark at, const struct entry *e, size_t first, size_t n)
{
	size_t unknown = 0;

	for (size_t i = first; i < first + n; i++)
		unknown += e->rounds[i] == 0;
	if (unknown > 0 && unknown < n)
		scan_die_at(s, at,
		    "'rounds' of a session must be whole numbers from 1, or all 0, which is not "
		    "known");
}

static void
sessions_rounds_check(struct scanner *s, struct scan_mark at, const struct entry *e)
{
	size_t first = 0;

	if (e->nrounds && !e->nsessions)
		rounds_check(s, at, e, 0, e->nrounds);
	for (size_t i = 0; e->nrounds && i < e->nsessions; first += e->sessions[i++].n)
		rounds_check(s, at, e, first, e->sessions[i].n);
}

static void
lengths_check(struct scanner *s, struct scan_mark at, const struct entry *e)
{
	size_t total = e->nrounds;
	const char *what = "'rounds'";

	if (e->nsessions) {
		total = 0;
		what = "the sum of 'n' in 'sessions'";
		for (size_t i = 0; i < e->nsessions; i++)
			total += e->sessions[i].n;
		if (e->nrounds && e->nrounds != total)
			scan_die_at(
			    s, at, "'rounds' has %zu values, %s is %zu", e->nrounds, what, total);
	} else if (!e->nrounds && e->nbuilds) {
		total = e->nbuilds;
		what = "'builds'";
	} else if (!e->nrounds) {
		return;
	}
	for (size_t i = 0; i < e->nmetrics; i++)
		if (e->metrics[i].n && e->metrics[i].n != total)
			scan_die_at(s, at, "'samples' of '%s' has %zu values, %s %s %zu",
			    e->metrics[i].name, e->metrics[i].n, what, e->nsessions ? "is" : "has",
			    total);
}

void
session_invocations_check(struct scanner *s, struct scan_mark at, const struct entry *e)
{
	lengths_check(s, at, e);
	sessions_rounds_check(s, at, e);
	if (e->nbuilds && e->nbuilds != entry_invocations(e))
		scan_die_at(s, at, "'builds' has %zu values, but there are %zu invocations",
		    e->nbuilds, entry_invocations(e));
	if (e->ndisturbed && e->disturbed[e->ndisturbed - 1] >= entry_invocations(e))
		scan_die_at(s, at, "'disturbed' has %u, but there are %zu invocations",
		    (unsigned)e->disturbed[e->ndisturbed - 1], entry_invocations(e));
}
