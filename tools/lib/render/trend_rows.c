#include "render/trend_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "history/ledger.h"
#include "history/series.h"
#include "model/schema_names.h"

static const char *
kept(struct md_trend *t, const char *s)
{
	return s ? arena_strdup(t->memory, s) : "";
}

static struct md_trend *
trend_new(void)
{
	struct md_trend *t = xcalloc(1, sizeof *t);

	t->memory = arena_new();
	return t;
}

void
md_trend_free(struct md_trend *t)
{
	if (!t)
		return;
	arena_free(t->memory);
	free(t->rows);
	free(t->notes);
	free(t);
}

static struct trend_row *
row_add(struct md_trend *t)
{
	struct trend_row *row;

	t->rows = xgrow(t->rows, t->nrows, &t->rows_cap, sizeof *t->rows);
	row = &t->rows[t->nrows];
	*row = (struct trend_row){.order = t->nrows++, .alert = "", .after = "", .at = ""};
	return row;
}

static void
note_add(struct md_trend *t, const struct series *s, double drift, double low, double high)
{
	t->notes = xgrow(t->notes, t->nnotes, &t->notes_cap, sizeof *t->notes);
	t->notes[t->nnotes++] =
	    (struct trend_note){kept(t, s->id), kept(t, s->metric), drift, low, high};
}

static const char *
point_run(struct md_trend *t, const struct series_head *head, const struct series *s, size_t i)
{
	const struct series_run *run = s->run ? &head->runs[s->run[i]] : NULL;
	const char *name = run ? run->commit ? run->commit
				 : run->id   ? run->id
					     : run->timestamp
			       : NULL;
	char number[32];

	if (name)
		return kept(t, name);
	snprintf(number, sizeof number, "point %zu", i);
	return kept(t, number);
}

static void
series_keep(struct md_trend *t, const struct series_head *head, const struct series *s)
{
	t->series++;
	for (size_t i = 0; i < s->nsteps; i++) {
		const struct series_step *step = &s->steps[i];
		struct trend_row *row = row_add(t);

		row->id = kept(t, s->id);
		row->metric = kept(t, s->metric);
		row->after = step->at ? point_run(t, head, s, step->at - 1) : "";
		row->at = point_run(t, head, s, step->at);
		row->state = series_state_word(step->verdict, step->state);
		row->change = step->change;
		row->low = step->low;
		row->high = step->high;
		row->verdict = step->verdict;
		row->gate = s->gate;
		row->open =
		    s->gate && step->verdict == VERDICT_REGRESSION && step->state == SERIES_OPEN;
		t->open += row->open;
	}
	if (!isnan(s->drift.change))
		note_add(t, s, s->drift.change, s->drift.low, s->drift.high);
	if (s->nsuspect)
		note_add(t, s, NAN, NAN, NAN);
}

static int
trend_row_order(const void *x, const void *y)
{
	const struct trend_row *a = x, *b = y;

	if (a->open != b->open)
		return b->open - a->open;
	return (a->order > b->order) - (a->order < b->order);
}

static void
rows_sort(struct md_trend *t)
{
	if (t->nrows)
		qsort(t->rows, t->nrows, sizeof *t->rows, trend_row_order);
}

struct md_trend *
md_trend_series(FILE *f, const char *name)
{
	struct md_trend *t = trend_new();
	struct series_reader *r = series_open_fd(fileno(f), name);
	struct series s;

	series_init(&s);
	while (series_next(r, &s))
		series_keep(t, series_head(r), &s);
	series_free(&s);
	series_close(r);
	rows_sort(t);
	return t;
}

static const char *
run_name(struct md_trend *t, const struct json_at *run)
{
	const char *name = json_string_or(run, "commit", NULL);

	if (!name)
		name = json_string_or(run, "run", NULL);
	return kept(t, name ? name : json_string_or(run, "timestamp", ""));
}

static void
alert_row_keep(struct md_trend *t, const struct json_at *alert, const struct json_at *at, bool open)
{
	struct json_at after = json_member(alert, "after"), run = json_member(at, "at");
	struct json_at ci = json_member(at, "ci");
	struct trend_row *row = row_add(t);

	row->id = kept(t, json_string_of(at, "id"));
	row->metric = kept(t, json_string_of(at, "metric"));
	row->verdict = row_verdict(at);
	row->alert = kept(t, json_string_or(alert, "name", ""));
	row->after = run_name(t, &after);
	row->at = run_name(t, &run);
	row->state = kept(t, alert_row_state(alert, at));
	row->change = json_number_or(at, "change", NAN);
	row->low = row->high = NAN;
	if (json_length(&ci) == 2) {
		struct json_at low = json_element(&ci, 0), high = json_element(&ci, 1);

		row->low = json_as_number(&low);
		row->high = json_as_number(&high);
	}
	row->gate = json_bool_or(at, "gate", true);
	row->open = open && row->verdict == VERDICT_REGRESSION && row->gate &&
		    strcmp(json_string_or(at, "state", ""), series_states[SERIES_OPEN]) == 0;
}

/* "in 90 days: 0 of 412 false, +5 % found in 97 %" */
static void
rates_keep(struct md_trend *t, const struct json_at *rates)
{
	struct json_at injected = json_member(rates, "injected");
	struct buf b = BUF_INIT;

	if (!rates->node)
		return;
	buf_printf(&b, "in %zu days: %zu of %zu false", json_count_or(rates, "days", 0),
	    json_count_or(rates, "false", 0), json_count_or(rates, "quiet", 0));
	for (size_t i = 0; i < json_length(&injected); i++) {
		struct json_at at = json_element(&injected, i);
		double n = (double)json_count_or(&at, "n", 0);

		if (!(n > 0))
			continue;
		buf_str(&b, ", ");
		percent_text(&b, json_number_of(&at, "change"), true);
		buf_str(&b, " found in ");
		percent_text(&b, (double)json_count_or(&at, "found", 0) / n, false);
	}
	t->rates = arena_strdup(t->memory, b.s);
	buf_free(&b);
}

struct md_trend *
md_trend_ledger(FILE *f, const char *name)
{
	struct md_trend *t = trend_new();
	struct scanner *s = scanner_new(fileno(f), name);
	struct json_document *d = json_document_scan(s, name);
	struct json_at root = json_root(d), alerts = json_member(&root, "alerts");
	struct json_at rates = json_member(&root, "rates");

	scan_end(s);
	scanner_free(s);
	t->ledger = true;
	t->alerts = json_length(&alerts);
	for (size_t i = 0; i < t->alerts; i++) {
		struct json_at alert = json_element(&alerts, i);
		struct json_at rows = json_member(&alert, "rows");
		bool open = strcmp(json_string_of(&alert, "state"), "open") == 0;

		t->open += open;
		for (size_t k = 0; k < json_length(&rows); k++) {
			struct json_at row = json_element(&rows, k);

			alert_row_keep(t, &alert, &row, open);
		}
	}
	rates_keep(t, &rates);
	json_document_free(d);
	rows_sort(t);
	return t;
}

void
trend_answer(struct buf *b, const struct md_trend *t)
{
	if (t->ledger)
		buf_printf(
		    b, "%zu alert%s open, of %zu", t->open, t->open == 1 ? "" : "s", t->alerts);
	else if (t->open)
		buf_printf(b, "%zu regression%s open in %zu series", t->open,
		    t->open == 1 ? "" : "s", t->series);
	else
		buf_printf(b, "no regression is open in %zu series", t->series);
}

void
trend_change(struct buf *b, double change, double low, double high)
{
	percent_text(b, change, true);
	if (isnan(low) || isnan(high))
		return;
	buf_str(b, " [");
	percent_number(b, low, true);
	buf_str(b, ",\u00a0");
	percent_number(b, high, true);
	buf_char(b, ']');
}

void
trend_runs(struct buf *b, const struct trend_row *row, int most)
{
	if (*row->after)
		buf_printf(b, "%.*s … ", most, row->after);
	buf_printf(b, "%.*s", most, row->at);
}
