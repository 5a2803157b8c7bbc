#include "merge/head_join.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/util.h"
#include "merge/environment_join.h"
#include "json/json_extra.h"
#include "json/json_scanner.h"

/* One machine, as the latest document from it tells, with what all of them say. */
struct machine {
	char *timestamp, *fingerprint; /* FINGERPRINT is never NULL */
	struct environment_join *environment;
};

struct head_join {
	struct results_head head;
	struct machine *machines;
	size_t n, cap, documents;
};

struct head_join *
head_join_new(void)
{
	struct head_join *j = xcalloc(1, sizeof *j);

	j->head.tolerance = j->head.threshold = j->head.between_sessions = NAN;
	return j;
}

static char *
string_copy(const char *s)
{
	return s ? xstrdup(s) : NULL;
}

static int
machine_order(const struct machine *a, const struct machine *b)
{
	int order = timestamp_order(a->timestamp, b->timestamp);

	return order ? order
		     : strcmp(environment_join_base(a->environment),
			   environment_join_base(b->environment));
}

static void
machine_free(struct machine *m)
{
	free(m->timestamp);
	environment_join_free(m->environment);
	free(m->fingerprint);
}

/* Takes M, of document NAME. */
static void
machine_add(struct head_join *j, struct machine m, const char *name)
{
	if (!m.fingerprint)
		m.fingerprint = xstrdup("");
	for (size_t i = 0; i < j->n; i++) {
		struct machine *known = &j->machines[i];

		if (strcmp(known->fingerprint, m.fingerprint) != 0)
			continue;
		if (machine_order(&m, known) > 0) {
			struct machine earlier = *known;

			*known = m;
			m = earlier;
		}
		if (environment_join_add(known->environment, m.environment))
			warn("warning: '%s' is of another commit than the documents before it; "
			     "'git_commits' lists all",
			    name);
		machine_free(&m);
		return;
	}
	j->machines = xgrow(j->machines, j->n, &j->cap, sizeof *j->machines);
	j->machines[j->n++] = m;
}

/* One of the environments of document NAME: {"fingerprint", "timestamp", "environment"}. */
static struct machine
machine_read(struct scanner *s, const char *document)
{
	struct machine m = {NULL, NULL, NULL};
	struct buf b = BUF_INIT;
	const char *key, *text;
	size_t len;

	if (scan_type(s) != SCAN_OBJECT)
		scan_die(s, "one of 'environments' must be an object");
	scan_object(s);
	while (scan_member(s, &key, &len)) {
		char *name = xstrndup(key, len), **p = NULL;

		if (strcmp(name, "timestamp") == 0)
			p = &m.timestamp;
		else if (strcmp(name, "fingerprint") == 0)
			p = &m.fingerprint;
		if (strcmp(name, "environment") == 0 && !m.environment) {
			if (scan_type(s) != SCAN_OBJECT)
				scan_die(s, "'environment' must be an object");
			scan_raw(s, &b);
			m.environment = environment_join_new(b.s, document);
			buf_free(&b);
		} else if (p && !*p) {
			if (scan_type(s) != SCAN_STRING)
				scan_die(s, "'%s' must be a string", name);
			text = scan_string(s, &len);
			*p = xstrndup(text, len);
			if (p == &m.timestamp && !timestamp_valid(*p))
				scan_die(
				    s, "'%s' must be %s, not '%.40s'", name, TIMESTAMP_LIKE, *p);
		} else {
			scan_die(s, "'%s' is not expected in 'environments'", name);
		}
		free(name);
	}
	if (!m.environment)
		scan_die(s, "one of 'environments' has no 'environment'");
	return m;
}

static void
machines_add(struct head_join *j, const struct results_head *head, const char *name)
{
	struct scanner *s;
	char *where;

	if (!head->environments) {
		if (head->environment)
			machine_add(j,
			    (struct machine){string_copy(head->timestamp),
				string_copy(head->fingerprint),
				environment_join_new(head->environment, name)},
			    name);
		return;
	}
	where = xasprintf("%s: 'environments'", name);
	s = scanner_of_text(head->environments, strlen(head->environments), where);
	scan_type(s);
	scan_array(s);
	while (scan_element(s))
		machine_add(j, machine_read(s, where), name);
	scanner_free(s);
	free(where);
}

static void
replace(char **p, const char *s)
{
	char *fresh = string_copy(s);

	free(*p);
	*p = fresh;
}

/* The stricter of two, which may be NAN. */
static double
stricter(double a, double b, const char *what, const char *name)
{
	if (isnan(a) || isnan(b))
		return isnan(a) ? b : a;
	if (a != b)
		warn("warning: '%s' has another %s than the documents before it; the stricter one "
		     "applies",
		    name, what);
	return fmin(a, b);
}

/* The larger of two, which may be NAN: what sessions differ by is not to be too little. */
static double
more_careful(double a, double b, const char *name)
{
	if (a != b && !isnan(a) && !isnan(b))
		warn("warning: '%s' says of sessions that they differ by another percentage than "
		     "the documents before it; the larger one applies",
		    name);
	return fmax(a, b);
}

void
head_join_add(struct head_join *j, const struct results_head *head, const char *name)
{
	struct results_head *out = &j->head;
	int order = timestamp_order(head->timestamp, out->timestamp);
	char *text;

	if (order == 0)
		order = text_order(head->version, out->version);
	if (j->documents == 0) {
		replace(&out->suite, head->suite);
	} else if (text_order(out->suite, head->suite) != 0) {
		if (out->suite)
			warn("warning: '%s' is not of suite '%s'; the output has no suite", name,
			    out->suite);
		replace(&out->suite, NULL);
	}
	if (j->documents++ == 0 || order > 0) {
		replace(&out->timestamp, head->timestamp);
		replace(&out->version, head->version);
	}
	out->tolerance = stricter(out->tolerance, head->tolerance, "tolerance", name);
	out->threshold = stricter(out->threshold, head->threshold, "threshold", name);
	out->between_sessions = more_careful(out->between_sessions, head->between_sessions, name);
	/* Either may be of another document: the threshold is what a job fails by. */
	if (out->tolerance > out->threshold)
		out->tolerance = out->threshold;
	text = extra_join(out->extra, head->extra);
	free(out->extra);
	out->extra = text;
	text = extra_join(out->policy_extra, head->policy_extra);
	free(out->policy_extra);
	out->policy_extra = text;
	machines_add(j, head, name);
}

static int
by_fingerprint(const void *a, const void *b)
{
	return strcmp(
	    ((const struct machine *)a)->fingerprint, ((const struct machine *)b)->fingerprint);
}

const struct results_head *
head_join_result(struct head_join *j)
{
	const struct machine *latest = NULL;
	struct json_writer *w;
	char *text;

	if (j->n > 1)
		qsort(j->machines, j->n, sizeof *j->machines, by_fingerprint);
	for (size_t i = 0; i < j->n; i++)
		if (!latest || machine_order(&j->machines[i], latest) > 0)
			latest = &j->machines[i];
	text = latest ? environment_join_text(latest->environment) : NULL;
	replace(&j->head.environment, text);
	free(text);
	replace(&j->head.fingerprint, latest && *latest->fingerprint ? latest->fingerprint : NULL);
	replace(&j->head.environments, NULL);
	/* Alone it needs no list, unless a later document told no environment. */
	if (!latest || (j->n == 1 && timestamp_order(latest->timestamp, j->head.timestamp) == 0))
		return &j->head;
	w = json_writer_new(NULL);
	json_array_begin(w, NULL);
	for (size_t i = 0; i < j->n; i++) {
		const struct machine *m = &j->machines[i];

		json_object_begin(w, NULL);
		if (*m->fingerprint)
			json_string(w, "fingerprint", m->fingerprint);
		if (m->timestamp)
			json_string(w, "timestamp", m->timestamp);
		text = environment_join_text(m->environment);
		json_raw(w, "environment", text, strlen(text));
		free(text);
		json_object_end(w);
	}
	json_array_end(w);
	replace(&j->head.environments, json_writer_text(w));
	json_writer_free(w);
	return &j->head;
}

void
head_join_free(struct head_join *j)
{
	if (!j)
		return;
	for (size_t i = 0; i < j->n; i++)
		machine_free(&j->machines[i]);
	free(j->machines);
	results_head_free(&j->head);
	free(j);
}
