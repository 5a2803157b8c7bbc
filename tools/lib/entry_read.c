#include "entry_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "members.h"
#include "number.h"
#include "read_value.h"
#include "stats.h"

enum {
	METRICS_MAX = 10000,
	PARAMS_MAX = 1000,
	LIST_MAX = 100000 /* tags, limits, sessions */
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

void
entry_reader_free(struct entry_reader *r)
{
	free(r->numbers);
	r->numbers = NULL;
	r->cap = 0;
}

static enum entry_status
read_status(struct scanner *s, enum scan_type type, struct entry *e)
{
	const char *names[ENTRY_INTERRUPTED + 1];

	for (size_t i = 0; i < COUNT(names); i++)
		names[i] = entry_status_name((enum entry_status)i);
	return (enum entry_status)read_word(s, type, "status", names, COUNT(names), e);
}

static double
median_of(double *v, size_t n)
{
	n = sample_compact(v, n, v);
	if (n == 0)
		return NAN;
	sample_sort(v, n);
	return sorted_median(v, n);
}

static void
metric_defaults(struct metric *m)
{
	const struct metric_builtin *b = metric_builtin(m->name);

	m->gate = true;
	if (b) {
		m->unit = (char *)b->unit;
		m->better = b->better;
		m->gate = b->gate;
	} else if (strcmp(m->name, "throughput") == 0) {
		m->unit = "ops/s";
		m->better = BETTER_HIGHER;
	}
}

static void
metric_read(struct entry_reader *r, struct scanner *s, struct entry *e, struct metric *m)
{
	enum { UNIT, BETTER, GATE, TOLERANCE, THRESHOLD, SAMPLES, MEAN, MEDIAN };
	static const struct scan_name names[] = {MEMBER("unit"), MEMBER("better"), MEMBER("gate"),
	    MEMBER("tolerance"), MEMBER("threshold"), MEMBER("samples"), MEMBER("mean"),
	    MEMBER("median"), MEMBER("n"), MEMBER("min"), MEMBER("max"), MEMBER("stddev"),
	    MEMBER("mad"), MEMBER("ci95"), MEMBER("outliers")};
	struct members members = MEMBERS_INIT(names);
	double mean = NAN, median = NAN;
	bool sampled = false;
	enum scan_type type = scan_type(s);
	int k;

	metric_defaults(m);
	read_object(s, type, "a metric");
	while ((k = members_next(&members, s, &type)) >= 0) {
		switch (k) {
		case UNIT: m->unit = read_entry_text(s, type, "unit", e); break;
		case BETTER:
			m->better = (enum better)read_word(
			    s, type, "better", better_words, COUNT(better_words) - 1, e);
			break;
		case GATE: m->gate = read_bool(s, type, "gate"); break;
		case TOLERANCE: m->tolerance = read_fraction(s, type, "tolerance"); break;
		case THRESHOLD: m->threshold = read_fraction(s, type, "threshold"); break;
		case SAMPLES:
			m->n = read_numbers(r, s, type, "samples", true);
			sampled = true;
			if (m->n) {
				m->samples = entry_alloc(e, m->n * sizeof *m->samples);
				memcpy(m->samples, r->numbers, m->n * sizeof *m->samples);
				if (!r->no_medians)
					m->value = median_of(r->numbers, m->n);
			}
			break;
		case MEAN: mean = read_number(s, type, "mean"); break;
		case MEDIAN: median = read_number(s, type, "median"); break;
		default: scan_skip(s);
		}
	}
	if (!sampled)
		m->value = isnan(median) ? mean : median;
	m->extra = read_extra(&members, s, e);
}

static int
by_metric(const void *a, const void *b)
{
	return metric_order(a, b);
}

static void
metrics_read(struct entry_reader *r, struct scanner *s, enum scan_type type, struct entry *e)
{
	struct scan_mark at = scan_mark(s);
	bool sorted = true;
	const char *key;
	size_t len;

	read_object(s, type, "'metrics'");
	while (scan_member(s, &key, &len)) {
		char *name = entry_strndup(e, key, len);
		struct metric *m;

		if (len == 0 || len > TEXT_MAX)
			scan_die(s, "the name of a metric must have 1 to %d bytes", TEXT_MAX);
		if (e->nmetrics == METRICS_MAX)
			scan_die(s, "more than %d metrics", METRICS_MAX);
		m = entry_metric_add(e, name);
		if (e->nmetrics > 1 && metric_order(m - 1, m) >= 0)
			sorted = false;
		metric_read(r, s, e, m);
	}
	if (sorted)
		return;
	qsort(e->metrics, e->nmetrics, sizeof *e->metrics, by_metric);
	for (size_t i = 1; i < e->nmetrics; i++)
		if (strcmp(e->metrics[i - 1].name, e->metrics[i].name) == 0)
			scan_die_at(s, at, "metric '%s' is there twice", e->metrics[i].name);
}

static int
by_key(const void *a, const void *b)
{
	return strcmp(((const struct param *)a)->key, ((const struct param *)b)->key);
}

static void
param_value(struct scanner *s, struct entry *e, struct param *p)
{
	char number[NUMBER_MAX];

	switch (scan_type(s)) {
	case SCAN_STRING: p->value = read_entry_text(s, SCAN_STRING, p->key, e); return;
	case SCAN_NUMBER:
		number_format(number, scan_number(s));
		p->value = entry_strdup(e, number);
		break;
	case SCAN_BOOL: p->value = scan_bool(s) ? "true" : "false"; break;
	default: scan_die(s, "'params' values must be strings, numbers or booleans");
	}
	p->bare = true;
}

static void
params_read(struct scanner *s, enum scan_type type, struct entry *e)
{
	struct scan_mark at = scan_mark(s);
	struct param *v = NULL;
	size_t cap = 0, len;
	const char *key;

	read_object(s, type, "'params'");
	while (scan_member(s, &key, &len)) {
		if (len == 0 || len > TEXT_MAX)
			scan_die(s, "the name of a parameter must have 1 to %d bytes", TEXT_MAX);
		if (e->nparams == PARAMS_MAX)
			scan_die(s, "more than %d parameters", PARAMS_MAX);
		v = xgrow(v, e->nparams, &cap, sizeof *v);
		memset(&v[e->nparams], 0, sizeof *v);
		v[e->nparams].key = entry_strndup(e, key, len);
		param_value(s, e, &v[e->nparams++]);
	}
	if (v) {
		e->params = entry_alloc(e, e->nparams * sizeof *v);
		memcpy(e->params, v, e->nparams * sizeof *v);
		qsort(e->params, e->nparams, sizeof *v, by_key);
	}
	free(v);
	for (size_t i = 1; i < e->nparams; i++)
		if (strcmp(e->params[i - 1].key, e->params[i].key) == 0)
			scan_die_at(s, at, "parameter '%s' is there twice", e->params[i].key);
}

static void
tags_read(struct scanner *s, enum scan_type type, struct entry *e)
{
	char **v = NULL;
	size_t cap = 0;

	read_array(s, type, "tags", "strings");
	while (scan_element(s)) {
		if (e->ntags == LIST_MAX)
			scan_die(s, "more than %d tags", LIST_MAX);
		v = xgrow(v, e->ntags, &cap, sizeof *v);
		v[e->ntags++] = read_entry_text(s, scan_type(s), "tags", e);
	}
	if (v) {
		e->tags = entry_alloc(e, e->ntags * sizeof *v);
		memcpy(e->tags, v, e->ntags * sizeof *v);
	}
	free(v);
}

static void
session_read(struct scanner *s, struct entry *e, struct session *session)
{
	enum { ID, TIMESTAMP, N, STATUS, REASON, FINGERPRINT };
	static const struct scan_name names[] = {MEMBER("id"), MEMBER("timestamp"), MEMBER("n"),
	    MEMBER("status"), MEMBER("reason"), MEMBER("fingerprint")};
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
			break;
		case N: session->n = (size_t)read_count(s, type, "n", SAMPLES_MAX); break;
		case STATUS: session->status = read_status(s, type, e); break;
		case REASON: session->reason = read_entry_text(s, type, "reason", e); break;
		case FINGERPRINT:
			session->fingerprint = read_entry_text(s, type, "fingerprint", e);
			break;
		}
	}
	if (!session->id)
		scan_die_at(s, at, "a session without an 'id'");
	session->extra = read_extra(&members, s, e);
}

static int
by_id(const void *a, const void *b)
{
	return strcmp((*(struct session *const *)a)->id, (*(struct session *const *)b)->id);
}

static void
sessions_read(struct scanner *s, enum scan_type type, struct entry *e)
{
	struct scan_mark at = scan_mark(s);
	struct session *v = NULL, **sorted;
	size_t cap = 0, n = 0;

	read_array(s, type, "sessions", "objects");
	while (scan_element(s)) {
		if (n == LIST_MAX)
			scan_die(s, "more than %d sessions", LIST_MAX);
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
	qsort(sorted, n, sizeof(struct session *), by_id);
	for (size_t i = 1; i < n; i++)
		if (strcmp(sorted[i - 1]->id, sorted[i]->id) == 0)
			scan_die_at(s, at, "session '%s' is there twice", sorted[i]->id);
	free(sorted);
}

static void
rounds_read(struct entry_reader *r, struct scanner *s, enum scan_type type, struct entry *e)
{
	size_t n = read_numbers(r, s, type, "rounds", false);

	if (n == 0)
		return;
	e->rounds = entry_alloc(e, n * sizeof *e->rounds);
	e->nrounds = n;
	for (size_t i = 0; i < n; i++) {
		double v = r->numbers[i];

		if (v < 0 || v > UINT32_MAX || v != floor(v))
			scan_die(s, "'rounds' must be whole numbers from 0 to %u", UINT32_MAX);
		e->rounds[i] = (uint32_t)v;
	}
}

static void
disturbed_read(struct entry_reader *r, struct scanner *s, enum scan_type type, struct entry *e)
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

static void
limit_read(struct scanner *s, struct entry *e, struct limit *limit)
{
	enum { METRIC, MIN, MAX, BECAUSE };
	static const struct scan_name names[] = {
	    MEMBER("metric"), MEMBER("min"), MEMBER("max"), MEMBER("because")};
	struct members members = MEMBERS_INIT(names);
	enum scan_type type = scan_type(s);
	struct scan_mark at = scan_mark(s);
	int k;

	memset(limit, 0, sizeof *limit);
	limit->min = limit->max = NAN;
	read_object(s, type, "a limit of 'require'");
	while ((k = members_next(&members, s, &type)) >= 0) {
		switch (k) {
		case METRIC: limit->metric = read_entry_word(s, type, "metric", e); break;
		case MIN: limit->min = read_number(s, type, "min"); break;
		case MAX: limit->max = read_number(s, type, "max"); break;
		case BECAUSE: limit->because = read_entry_text(s, type, "because", e); break;
		}
	}
	if (!limit->metric)
		scan_die_at(s, at, "a limit of 'require' without 'metric'");
	limit->extra = read_extra(&members, s, e);
}

static void
limits_read(struct scanner *s, enum scan_type type, struct entry *e)
{
	struct limit *v = NULL;
	size_t cap = 0;

	read_array(s, type, "require", "objects");
	while (scan_element(s)) {
		if (e->nlimits == LIST_MAX)
			scan_die(s, "more than %d limits", LIST_MAX);
		v = xgrow(v, e->nlimits, &cap, sizeof *v);
		limit_read(s, e, &v[e->nlimits++]);
	}
	if (v) {
		e->limits = entry_alloc(e, e->nlimits * sizeof *v);
		memcpy(e->limits, v, e->nlimits * sizeof *v);
	}
	free(v);
}

/* A number beside the metrics: the only one in files of old, else their median. */
static void
plain_metric(struct entry *e, const char *name, double v)
{
	struct metric *m;

	if (isnan(v) || entry_metric(e, name))
		return;
	m = entry_metric_add(e, name);
	metric_defaults(m);
	m->gate = true;
	m->value = v;
	qsort(e->metrics, e->nmetrics, sizeof *e->metrics, by_metric);
}

/* Arrays that are one value per invocation must be so. */
static void
check_lengths(struct scanner *s, struct scan_mark at, const struct entry *e)
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
entry_read(struct entry_reader *r, struct scanner *s, struct entry *e)
{
	enum {
		NAME,
		ID,
		DESCRIPTION,
		KIND,
		CONTROL,
		PARAMS,
		TAGS,
		VARIANT,
		STATUS,
		REASON,
		ITERATIONS,
		WARMUP,
		DURATION,
		THROUGHPUT,
		MEMORY,
		SESSIONS,
		ROUNDS,
		DISTURBED,
		METRICS,
		REQUIRE
	};
	static const struct scan_name names[] = {MEMBER("name"), MEMBER("id"),
	    MEMBER("description"), MEMBER("kind"), MEMBER("control"), MEMBER("params"),
	    MEMBER("tags"), MEMBER("variant"), MEMBER("status"), MEMBER("reason"),
	    MEMBER("iterations"), MEMBER("warmup"), MEMBER("duration_ms"), MEMBER("throughput"),
	    MEMBER("memory_mb"), MEMBER("sessions"), MEMBER("rounds"), MEMBER("disturbed"),
	    MEMBER("metrics"), MEMBER("require")};
	static const double count_max =
	    9007199254740992; /* all whole numbers up to here are exact */
	struct members members = MEMBERS_INIT(names);
	double plain[3] = {NAN, NAN, NAN};
	enum scan_type type = scan_type(s);
	struct scan_mark at = scan_mark(s);
	const char *harness;
	int k;

	read_object(s, type, "a benchmark");
	while ((k = members_next(&members, s, &type)) >= 0) {
		if (r->no_values && e->nsessions && k >= DURATION) {
			if (type == SCAN_OBJECT || type == SCAN_ARRAY)
				scan_leap(s);
			else
				scan_skip(s);
			continue;
		}
		switch (k) {
		case NAME: e->name = read_entry_word(s, type, "name", e); break;
		case ID: e->id = read_entry_word(s, type, "id", e); break;
		case DESCRIPTION:
			e->description = read_entry_text(s, type, "description", e);
			break;
		case KIND:
			e->kind = (enum kind)read_word(
			    s, type, "kind", kind_words, COUNT(kind_words) - 1, e);
			break;
		case CONTROL: e->control = read_bool(s, type, "control"); break;
		case PARAMS: params_read(s, type, e); break;
		case TAGS: tags_read(s, type, e); break;
		case VARIANT: e->variant = read_entry_word(s, type, "variant", e); break;
		case STATUS: e->status = read_status(s, type, e); break;
		case REASON: e->reason = read_entry_text(s, type, "reason", e); break;
		case ITERATIONS:
			e->iterations = read_count(s, type, "iterations", count_max);
			break;
		case WARMUP: e->warmup = read_count(s, type, "warmup", count_max); break;
		case DURATION:
		case THROUGHPUT:
		case MEMORY: plain[k - DURATION] = read_number(s, type, names[k].s); break;
		case SESSIONS: sessions_read(s, type, e); break;
		case ROUNDS: rounds_read(r, s, type, e); break;
		case DISTURBED: disturbed_read(r, s, type, e); break;
		case METRICS: metrics_read(r, s, type, e); break;
		case REQUIRE: limits_read(s, type, e); break;
		}
	}
	for (k = DURATION; k <= MEMORY; k++)
		plain_metric(e, names[k].s, plain[k - DURATION]);
	harness = e->nmetrics ? NULL : harness_of_entry(&members);
	if (harness)
		scan_die_at(s, at, "not a results document: it looks like %s", harness);
	if (!e->name)
		scan_die_at(s, at, "a benchmark without a 'name'");
	if (!e->id) {
		char *id = case_id(e->name, e->params, e->nparams);

		e->id = entry_strdup(e, id);
		free(id);
	}
	if (!r->no_values)
		check_lengths(s, at, e);
	if (!r->no_values && e->ndisturbed &&
	    e->disturbed[e->ndisturbed - 1] >= entry_invocations(e))
		scan_die_at(s, at, "'disturbed' has %u, but there are %zu invocations",
		    (unsigned)e->disturbed[e->ndisturbed - 1], entry_invocations(e));
	if (!e->iterations)
		e->iterations = entry_invocations(e);
	e->extra = read_extra(&members, s, e);
}
