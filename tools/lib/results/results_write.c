#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "model/schema_names.h"
#include "results/kept_values.h"
#include "results/results.h"
#include "stats/sample.h"
#include "json/json_extra.h"

enum { PLAIN = 3 };

static void
text_write(struct json_writer *w, const char *key, const char *s)
{
	if (s)
		json_string(w, key, s);
}

static void
fraction_write(struct json_writer *w, const char *key, double v)
{
	if (!isnan(v))
		json_number(w, key, v);
}

static void
statistic_write(struct json_writer *w, const char *key, double v)
{
	json_number(w, key, number_round(v, NUMBER_DIGITS));
}

/* The samples that are outliers by FROM and not by TO. */
static void
outliers_write(struct json_writer *w, const char *key, const struct metric *m,
    const struct sample_summary *sum, double from, double to)
{
	bool some = sample_summary_excludes(sum, sum->min, from) ||
		    sample_summary_excludes(sum, sum->max, from);

	json_array_begin(w, key);
	for (size_t i = 0; some && i < m->n; i++)
		if (sample_summary_excludes(sum, m->samples[i], from) &&
		    !sample_summary_excludes(sum, m->samples[i], to))
			json_number(w, NULL, (double)i);
	json_array_end(w);
}

static void
samples_write(struct json_writer *w, const struct metric *m, const struct sample_summary *known)
{
	struct sample_summary sum;

	if (known)
		sum = *known;
	else
		sample_summarize(m->samples, m->n, &sum);
	json_array_begin(w, "samples");
	for (size_t i = 0; i < m->n; i++)
		json_number(w, NULL, m->samples[i]);
	json_array_end(w);
	json_number(w, "n", (double)sum.n);
	if (sum.n == 0)
		return;
	statistic_write(w, "mean", sum.mean);
	statistic_write(w, "median", sum.median);
	json_number(w, "min", sum.min);
	json_number(w, "max", sum.max);
	statistic_write(w, "stddev", sum.stddev);
	statistic_write(w, "mad", sum.mad);
	if (isnan(sum.ci95[0])) {
		json_null(w, "ci95");
	} else {
		json_array_begin(w, "ci95");
		json_number(w, NULL, sum.ci95[0]);
		json_number(w, NULL, sum.ci95[1]);
		json_array_end(w);
	}
	json_object_begin(w, "outliers");
	outliers_write(w, "mild", m, &sum, 1.5, 3);
	outliers_write(w, "severe", m, &sum, 3, INFINITY);
	json_object_end(w);
	kept_values_write(w, m);
}

static void
metric_write(struct json_writer *w, const struct metric *m, const struct sample_summary *known)
{
	json_object_begin(w, m->name);
	if (m->unit && *m->unit)
		json_string(w, "unit", m->unit);
	json_string(w, "better", better_name(m->better));
	json_bool(w, "gate", m->gate);
	fraction_write(w, "tolerance", m->tolerance);
	fraction_write(w, "threshold", m->threshold);
	if (m->n)
		samples_write(w, m, known);
	else
		fraction_write(w, "median", m->value);
	extra_write(w, m->extra);
	json_object_end(w);
}

static void
tags_write(struct json_writer *w, const struct entry *e)
{
	if (!e->ntags)
		return;
	json_array_begin(w, "tags");
	for (size_t i = 0; i < e->ntags; i++)
		json_string(w, NULL, e->tags[i]);
	json_array_end(w);
}

/* The three that stand beside the metrics, for readers who want one number.
 * They come first of the metrics; their summaries go to SUMMARIES. */
static void
plain_write(struct json_writer *w, const struct entry *e, struct sample_summary summaries[PLAIN])
{
	static const char *const names[PLAIN] = {"duration_ms", "throughput", "memory_mb"};

	for (size_t i = 0; i < PLAIN && i < e->nmetrics; i++) {
		const struct metric *m = &e->metrics[i];
		double v = m->value;

		if (m->n) {
			sample_summarize(m->samples, m->n, &summaries[i]);
			v = number_round(summaries[i].median, NUMBER_DIGITS);
		}
		for (size_t k = 0; k < PLAIN; k++)
			if (strcmp(m->name, names[k]) == 0)
				fraction_write(w, names[k], v);
	}
}

static void
sessions_write(struct json_writer *w, const struct entry *e)
{
	if (!e->nsessions)
		return;
	json_array_begin(w, "sessions");
	for (size_t i = 0; i < e->nsessions; i++) {
		const struct session *s = &e->sessions[i];

		json_object_begin(w, NULL);
		json_string(w, "id", s->id);
		text_write(w, "timestamp", s->timestamp);
		json_number(w, "n", (double)s->n);
		if (s->look) {
			json_integer(w, "look", s->look);
			json_array_begin(w, "look_rounds");
			json_number(w, NULL, (double)s->look_rounds[0]);
			json_number(w, NULL, (double)s->look_rounds[1]);
			json_array_end(w);
		}
		if (s->status != ENTRY_OK)
			json_string(w, "status", entry_status_name(s->status));
		text_write(w, "reason", s->reason);
		text_write(w, "fingerprint", s->fingerprint);
		text_write(w, "shard", s->shard);
		if (s->seconds > 0)
			json_rounded(w, "seconds", s->seconds);
		extra_write(w, s->extra);
		json_object_end(w);
	}
	json_array_end(w);
}

static void
limits_write(struct json_writer *w, const struct entry *e)
{
	if (!e->nlimits)
		return;
	json_array_begin(w, "require");
	for (size_t i = 0; i < e->nlimits; i++)
		limit_write(w, &e->limits[i]);
	json_array_end(w);
}

/* N numbers V as the array NAME; none where there are none. */
static void
wholes_write(struct json_writer *w, const char *name, const uint32_t *v, size_t n)
{
	if (!n)
		return;
	json_array_begin(w, name);
	for (size_t i = 0; i < n; i++)
		json_number(w, NULL, v[i]);
	json_array_end(w);
}

void
results_entry(struct json_writer *w, struct entry *e)
{
	struct sample_summary summaries[PLAIN];

	entry_metrics_sort(e);
	json_break(w);
	json_object_begin(w, NULL);
	json_string(w, "name", e->name);
	json_string(w, "id", e->id);
	text_write(w, "description", e->description);
	text_write(w, "reported_by", e->reported_by);
	if (e->kind != KIND_REGRESSION)
		json_string(w, "kind", kind_name(e->kind));
	if (e->control)
		json_bool(w, "control", true);
	if (e->nparams)
		params_write(w, e->params, e->nparams);
	tags_write(w, e);
	text_write(w, "variant", e->variant);
	json_string(w, "status", entry_status_name(e->status));
	text_write(w, "reason", e->reason);
	text_write(w, "last_stdout", e->last_stdout);
	text_write(w, "last_stderr", e->last_stderr);
	if (e->iterations)
		json_number(w, "iterations", (double)e->iterations);
	if (e->warmup)
		json_number(w, "warmup", (double)e->warmup);
	if (e->left_behind)
		json_number(w, "left_behind", (double)e->left_behind);
	plain_write(w, e, summaries);
	sessions_write(w, e);
	wholes_write(w, "rounds", e->rounds, e->nrounds);
	wholes_write(w, "builds", e->builds, e->nbuilds);
	wholes_write(w, "disturbed", e->disturbed, e->ndisturbed);
	if (e->nmetrics) {
		json_object_begin(w, "metrics");
		for (size_t i = 0; i < e->nmetrics; i++)
			metric_write(w, &e->metrics[i], i < PLAIN ? &summaries[i] : NULL);
		json_object_end(w);
	}
	limits_write(w, e);
	extra_write(w, e->extra);
	json_object_end(w);
}

void
results_begin(struct json_writer *w, const struct results_head *head)
{
	json_object_begin(w, NULL);
	json_string(w, "schema", RESULTS_SCHEMA);
	text_write(w, "version", head->version);
	text_write(w, "timestamp", head->timestamp);
	text_write(w, "suite", head->suite);
	if (!isnan(head->tolerance) || !isnan(head->threshold) || !isnan(head->between_sessions) ||
	    head->policy_extra) {
		json_object_begin(w, "policy");
		fraction_write(w, "tolerance", head->tolerance);
		fraction_write(w, "threshold", head->threshold);
		fraction_write(w, "between_sessions", head->between_sessions);
		extra_write(w, head->policy_extra);
		json_object_end(w);
	}
	if (head->environment)
		json_raw(w, "environment", head->environment, strlen(head->environment));
	if (head->environments)
		json_raw(w, "environments", head->environments, strlen(head->environments));
	extra_write(w, head->extra);
	json_array_begin(w, "benchmarks");
}

void
results_end(struct json_writer *w)
{
	json_break(w);
	json_array_end(w);
	json_object_end(w);
	json_break(w);
}

void
results_head_write_side(struct json_writer *w, const char *key, const struct results_head *head)
{
	json_object_begin(w, key);
	if (head->timestamp)
		json_string(w, "timestamp", head->timestamp);
	if (head->version)
		json_string(w, "version", head->version);
	if (head->environment)
		json_raw(w, "environment", head->environment, strlen(head->environment));
	json_object_end(w);
}
