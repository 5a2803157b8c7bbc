#include "results/entry_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "results/foreign.h"
#include "results/metric_read.h"
#include "results/read_value.h"
#include "results/session_read.h"
#include "json/json_members.h"

enum {
	PARAMS_MAX = 1000,
	LIST_MAX = 100000 /* tags, limits */
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

void
entry_reader_free(struct entry_reader *r)
{
	free(r->numbers);
	r->numbers = NULL;
	r->cap = 0;
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
entry_params_read(struct scanner *s, enum scan_type type, struct entry *e)
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
		v[e->nparams].key = read_value_strndup(e, key, len);
		param_value(s, e, &v[e->nparams++]);
	}
	if (v) {
		e->params = entry_alloc(e, e->nparams * sizeof *v);
		memcpy(e->params, v, e->nparams * sizeof *v);
		params_sort(e->params, e->nparams);
	}
	free(v);
	for (size_t i = 1; i < e->nparams; i++)
		if (strcmp(e->params[i - 1].key, e->params[i].key) == 0)
			scan_die_at(s, at, "parameter '%s' is given twice", e->params[i].key);
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
limit_read(struct scanner *s, struct entry *e, struct limit *limit)
{
	enum { METRIC, MIN, MAX, BECAUSE };
	static const struct scan_name names[] = {
	    MEMBER("metric"), MEMBER("min"), MEMBER("max"), MEMBER("because")};
	struct members members = MEMBERS_INIT(names);
	enum scan_type type = scan_type(s);
	struct scan_mark at = scan_mark(s);
	char *wrong;
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
	wrong = limit_wrong(limit);
	if (wrong)
		scan_die_at(s, at, "an entry of 'require' must be %s", wrong);
	limit->extra = read_extra(&members, s, e);
}

static void
entry_limits_read(struct scanner *s, enum scan_type type, struct entry *e)
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

void
entry_read(struct entry_reader *r, struct scanner *s, struct entry *e)
{
	enum {
		NAME,
		ID,
		DESCRIPTION,
		REPORTED_BY,
		KIND,
		CONTROL,
		PARAMS,
		TAGS,
		VARIANT,
		STATUS,
		REASON,
		LAST_STDOUT,
		LAST_STDERR,
		ITERATIONS,
		WARMUP,
		LEFT_BEHIND,
		DURATION,
		THROUGHPUT,
		MEMORY,
		SESSIONS,
		ROUNDS,
		BUILDS,
		DISTURBED,
		METRICS,
		REQUIRE
	};
	static const struct scan_name names[] = {MEMBER("name"), MEMBER("id"),
	    MEMBER("description"), MEMBER("reported_by"), MEMBER("kind"), MEMBER("control"),
	    MEMBER("params"), MEMBER("tags"), MEMBER("variant"), MEMBER("status"), MEMBER("reason"),
	    MEMBER("last_stdout"), MEMBER("last_stderr"), MEMBER("iterations"), MEMBER("warmup"),
	    MEMBER("left_behind"), MEMBER("duration_ms"), MEMBER("throughput"), MEMBER("memory_mb"),
	    MEMBER("sessions"), MEMBER("rounds"), MEMBER("builds"), MEMBER("disturbed"),
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
				json_leap(s);
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
		case REPORTED_BY:
			e->reported_by = read_entry_word(s, type, "reported_by", e);
			break;
		case KIND:
			e->kind = (enum kind)read_word(
			    s, type, "kind", kind_words, COUNT(kind_words) - 1, e);
			break;
		case CONTROL: e->control = read_bool(s, type, "control"); break;
		case PARAMS: entry_params_read(s, type, e); break;
		case TAGS: tags_read(s, type, e); break;
		case VARIANT: e->variant = read_entry_word(s, type, "variant", e); break;
		case STATUS: e->status = session_status_read(s, type, e); break;
		case REASON: e->reason = read_entry_text(s, type, "reason", e); break;
		case LAST_STDOUT:
			e->last_stdout = read_entry_text(s, type, "last_stdout", e);
			break;
		case LAST_STDERR:
			e->last_stderr = read_entry_text(s, type, "last_stderr", e);
			break;
		case LEFT_BEHIND:
			e->left_behind = read_count(s, type, "left_behind", count_max);
			break;
		case ITERATIONS:
			e->iterations = read_count(s, type, "iterations", count_max);
			break;
		case WARMUP: e->warmup = read_count(s, type, "warmup", count_max); break;
		case DURATION:
		case THROUGHPUT:
		case MEMORY: plain[k - DURATION] = read_number(s, type, names[k].s); break;
		case SESSIONS: sessions_read(s, type, e); break;
		case ROUNDS: session_rounds_read(r, s, type, e); break;
		case BUILDS: session_builds_read(r, s, type, e); break;
		case DISTURBED: session_disturbed_read(r, s, type, e); break;
		case METRICS: metrics_read(r, s, type, e); break;
		case REQUIRE: entry_limits_read(s, type, e); break;
		}
	}
	for (k = DURATION; k <= MEMORY; k++)
		metric_of_old(e, names[k].s, plain[k - DURATION]);
	harness = e->nmetrics ? NULL : foreign_entry(&members);
	if (harness)
		scan_die_at(s, at, "not a results document: it looks like %s", harness);
	if (!e->name)
		scan_die_at(s, at, "a benchmark without a 'name'");
	if (!e->id) {
		char *id = param_case_id(e->name, e->params, e->nparams);

		e->id = entry_strdup(e, id);
		free(id);
	}
	if (!r->no_values)
		session_invocations_check(s, at, e);
	if (!e->iterations)
		e->iterations = entry_invocations(e);
	e->extra = read_extra(&members, s, e);
}
