#include "page/page_series.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "page/page_pack.h"
#include "page/page_table.h"

static void
send(struct page *p, struct json_writer *w)
{
	const char *text = json_writer_text(w);

	page_data(p, text);
	json_writer_free(w);
}

/* The strings at OFFSET of all runs as column KEY; nothing when no run has one. */
static bool
runs_column(struct json_writer *w, const struct series_head *head, const char *key, size_t offset)
{
	bool any = false;

	for (size_t i = 0; i < head->nruns && !any; i++)
		any = *(char *const *)((const char *)&head->runs[i] + offset) != NULL;
	if (!any)
		return false;
	json_array_begin(w, key);
	for (size_t i = 0; i < head->nruns; i++)
		json_string(w, NULL, *(char *const *)((const char *)&head->runs[i] + offset));
	json_array_end(w);
	return true;
}

static void
runs_data(struct page *p, const struct series_head *head)
{
	struct json_writer *w = json_writer_new(NULL);
	bool told;

	json_object_begin(w, NULL);
	told = runs_column(w, head, "timestamp", offsetof(struct series_run, timestamp));
	told |= runs_column(w, head, "commit", offsetof(struct series_run, commit));
	if (!told)
		runs_column(w, head, "id", offsetof(struct series_run, id));
	runs_column(w, head, "ref", offsetof(struct series_run, ref));
	runs_column(w, head, "fingerprint", offsetof(struct series_run, fingerprint));
	json_object_end(w);
	page_data(p, "{\"runs\":");
	send(p, w);
}

/* Runs without a hole are told by the first of them. */
static void
points_runs(struct json_writer *w, const struct series *s)
{
	double *run;

	if (!s->run || s->n == 0)
		return;
	if (s->run[s->n - 1] - s->run[0] == s->n - 1) {
		if (s->run[0] > 0)
			json_integer(w, "first", (long long)s->run[0]);
		return;
	}
	run = xreallocarray(NULL, s->n, sizeof *run);
	for (size_t i = 0; i < s->n; i++)
		run[i] = (double)s->run[i];
	pack_values(w, "run", run, s->n, 1);
	free(run);
}

static bool
all_alike(const double *v, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (v[i] != v[0])
			return false;
	return n > 0;
}

static void
points_data(struct json_writer *w, const struct series *s)
{
	double step = pack_step(s->value, s->n);

	points_runs(w, s);
	pack_values(w, "value", s->value, s->n, step);
	if (s->low)
		pack_beside(w, "low", s->low, s->value, s->n, step);
	if (s->high)
		pack_beside(w, "high", s->high, s->value, s->n, step);
	if (s->base)
		pack_values(w, "base", s->base, s->n, pack_step(s->base, s->n));
	if (s->invocations && all_alike(s->invocations, s->n))
		json_number(w, "n", s->invocations[0]);
	else if (s->invocations)
		pack_values(w, "n", s->invocations, s->n, 1);
	if (s->n)
		json_number(w, "last", number_round(s->value[s->n - 1], 6));
}

static void
step_data(struct json_writer *w, const struct series_step *step)
{
	json_object_begin(w, NULL);
	json_integer(w, "at", (long long)step->at);
	json_rounded(w, "before", step->before);
	json_rounded(w, "after", step->after);
	json_rounded(w, "change", step->change);
	if (!isnan(step->low))
		json_interval(w, "ci", step->low, step->high);
	if (!isnan(step->p))
		json_rounded(w, "p", step->p);
	json_string(w, "verdict", verdict_name(step->verdict));
	json_string(w, "state", series_states[step->state]);
	if (step->recovered_at != SERIES_NONE)
		json_integer(w, "recovered_at", (long long)step->recovered_at);
	json_object_end(w);
}

static void
findings_data(struct json_writer *w, const struct series *s)
{
	if (s->judged) {
		json_array_begin(w, "steps");
		for (size_t i = 0; i < s->nsteps; i++)
			step_data(w, &s->steps[i]);
		json_array_end(w);
	}
	if (!isnan(s->drift.change)) {
		json_object_begin(w, "drift");
		json_rounded(w, "change", s->drift.change);
		json_rounded(w, "p", s->drift.p);
		json_object_end(w);
	}
	if (s->nsuspect) {
		json_array_begin(w, "suspect");
		for (size_t i = 0; i < s->nsuspect; i++)
			json_integer(w, NULL, (long long)s->suspect[i]);
		json_array_end(w);
	}
}

static void
series_data(struct page *p, const struct series *s)
{
	struct json_writer *w = json_writer_new(NULL);

	json_object_begin(w, NULL);
	json_string(w, "id", s->id);
	if (s->name)
		json_string(w, "name", s->name);
	if (s->params)
		json_raw(w, "params", s->params, strlen(s->params));
	if (s->variant)
		json_string(w, "variant", s->variant);
	json_string(w, "metric", s->metric);
	json_string(w, "unit", s->unit);
	json_string(w, "better", better_name(s->better));
	if (!s->gate)
		json_bool(w, "gate", false);
	points_data(w, s);
	findings_data(w, s);
	json_object_end(w);
	send(p, w);
}

/* A row for each step of S: DAY is that of the first run at the new level. */
static void
steps_plain(struct buf *b, const struct series *s, const struct series_head *head)
{
	for (size_t i = 0; i < s->nsteps; i++) {
		const struct series_step *step = &s->steps[i];
		const struct series_run *run =
		    s->run ? &head->runs[s->run[step->at]] : &(struct series_run){NULL};

		page_row(b, s->id);
		page_cell_text(b, s->metric);
		page_cell_text(b, verdict_name(step->verdict));
		page_cell_change(b, step->change);
		page_cell_text(b, run->commit ? run->commit : run->id ? run->id : "");
		page_cell_text(b, run->timestamp ? run->timestamp : "");
		page_cell_text(b, series_state_word(step->verdict, step->state));
	}
}

static void
last_plain(struct buf *b, const struct series *s)
{
	page_row(b, s->id);
	page_cell_text(b, s->metric);
	page_cell_quantity(b, s->n ? s->value[s->n - 1] : NAN, s->unit);
}

/* So many series are in one element of the page: a browser grows the text of an element by copying
 * it, and keeps the copies for long. */
#define SERIES_TOGETHER 50

/* What stands before series N in the data. */
static void
series_between(struct page *p, size_t n, const struct series_head *head)
{
	if (n == 0) {
		runs_data(p, head);
		page_data(p, ",\"series\":[\n");
	} else if (n % SERIES_TOGETHER) {
		page_data(p, ",\n");
	} else {
		page_data(p, n > SERIES_TOGETHER ? "]" : "]}");
		page_data_end(p);
		page_data_begin(p, "series-more");
		page_data(p, "[\n");
	}
}

void
page_series(struct page *p, struct series_reader *r)
{
	static const char *const moved_heads[] = {
	    "benchmark", "metric", "verdict", "change", "commit", "time", "state", NULL};
	static const char *const last_heads[] = {"benchmark", "metric", "value", NULL};
	struct buf *plain = page_plain(p), last = BUF_INIT;
	struct series s;
	size_t n = 0;

	series_init(&s);
	page_table_begin(plain, "What moved", moved_heads);
	page_table_begin(&last, "The last values", last_heads);
	page_data_begin(p, "series");
	while (series_next(r, &s)) {
		series_between(p, n++, series_head(r));
		series_data(p, &s);
		steps_plain(plain, &s, series_head(r));
		last_plain(&last, &s);
	}
	if (n == 0)
		page_data(p, "{\"runs\":{},\"series\":[");
	page_data(p, n > SERIES_TOGETHER ? "]" : "]}");
	page_data_end(p);
	page_table_end(plain);
	page_table_end(&last);
	buf_add(plain, last.s, last.len);
	buf_free(&last);
	series_free(&s);
}
