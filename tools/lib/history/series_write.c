#include "history/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "model/schema_names.h"
#include "json/json_extra.h"

struct series_writer {
	struct json_writer *w;
	const struct series_head *head;
	bool version, timestamp; /* are written */
};

static bool
known_write(struct json_writer *w, const char *key, const char *s)
{
	if (s)
		json_string(w, key, s);
	return s != NULL;
}

static void
runs_write(struct json_writer *w, const struct series_head *head)
{
	json_array_begin(w, "runs");
	for (size_t i = 0; i < head->nruns; i++) {
		const struct series_run *run = &head->runs[i];

		json_break(w);
		json_object_begin(w, NULL);
		known_write(w, "id", run->id);
		known_write(w, "timestamp", run->timestamp);
		known_write(w, "commit", run->commit);
		known_write(w, "ref", run->ref);
		known_write(w, "fingerprint", run->fingerprint);
		extra_write(w, run->extra);
		json_object_end(w);
	}
	if (head->nruns)
		json_break(w);
	json_array_end(w);
}

struct series_writer *
series_begin(struct json_writer *w, const struct series_head *head)
{
	struct series_writer *sw = xcalloc(1, sizeof *sw);

	sw->w = w;
	sw->head = head;
	json_object_begin(w, NULL);
	json_string(w, "schema", SERIES_SCHEMA);
	sw->version = known_write(w, "version", head->version);
	sw->timestamp = known_write(w, "timestamp", head->timestamp);
	json_break(w);
	runs_write(w, head);
	json_break(w);
	json_array_begin(w, "series");
	return sw;
}

static void
numbers_write(struct json_writer *w, const char *key, const double *v, size_t n)
{
	if (!v)
		return;
	json_array_begin(w, key);
	for (size_t i = 0; i < n; i++)
		json_number(w, NULL, v[i]);
	json_array_end(w);
}

static void
indices_write(struct json_writer *w, const char *key, const size_t *v, size_t n)
{
	if (!v)
		return;
	json_array_begin(w, key);
	for (size_t i = 0; i < n; i++)
		json_integer(w, NULL, (long long)v[i]);
	json_array_end(w);
}

static void
step_write(struct json_writer *w, const struct series_step *step)
{
	json_object_begin(w, NULL);
	json_integer(w, "at", (long long)step->at);
	json_rounded(w, "before", step->before);
	json_rounded(w, "after", step->after);
	json_rounded(w, "change", step->change);
	json_interval(w, "ci", step->low, step->high);
	json_rounded(w, "p", step->p);
	json_string(w, "verdict", verdict_name(step->verdict));
	json_string(w, "state", series_states[step->state]);
	if (step->recovered_at != SERIES_NONE)
		json_integer(w, "recovered_at", (long long)step->recovered_at);
	extra_write(w, step->extra);
	json_object_end(w);
}

static void
judgement_write(struct json_writer *w, const struct series *s)
{
	if (s->judged) {
		json_array_begin(w, "steps");
		for (size_t i = 0; i < s->nsteps; i++)
			step_write(w, &s->steps[i]);
		json_array_end(w);
	}
	if (!isnan(s->drift.change)) {
		json_object_begin(w, "drift");
		json_rounded(w, "change", s->drift.change);
		json_interval(w, "ci", s->drift.low, s->drift.high);
		json_rounded(w, "p", s->drift.p);
		extra_write(w, s->drift.extra);
		json_object_end(w);
	}
	if (s->nsuspect)
		indices_write(w, "suspect", s->suspect, s->nsuspect);
}

void
series_write(struct series_writer *sw, const struct series *s)
{
	struct json_writer *w = sw->w;

	json_break(w);
	json_object_begin(w, NULL);
	json_string(w, "id", s->id);
	known_write(w, "name", s->name);
	if (s->params)
		json_raw(w, "params", s->params, strlen(s->params));
	known_write(w, "variant", s->variant);
	json_string(w, "metric", s->metric);
	known_write(w, "unit", s->unit);
	json_string(w, "better", better_name(s->better));
	json_bool(w, "gate", s->gate);
	indices_write(w, "run", s->run, s->n);
	numbers_write(w, "value", s->value, s->n);
	numbers_write(w, "low", s->low, s->n);
	numbers_write(w, "high", s->high, s->n);
	numbers_write(w, "n", s->invocations, s->n);
	numbers_write(w, "base", s->base, s->n);
	judgement_write(w, s);
	extra_write(w, s->extra);
	json_object_end(w);
}

void
series_end(struct series_writer *sw)
{
	struct json_writer *w = sw->w;

	json_break(w);
	json_array_end(w);
	if (!sw->version)
		known_write(w, "version", sw->head->version);
	if (!sw->timestamp)
		known_write(w, "timestamp", sw->head->timestamp);
	extra_write(w, sw->head->extra);
	json_object_end(w);
	json_break(w);
	free(sw);
}
