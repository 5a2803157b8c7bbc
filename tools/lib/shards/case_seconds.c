#include "shards/case_seconds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/intern.h"
#include "base/util.h"
#include "history/series.h"
#include "results/document_kind.h"
#include "results/results.h"

/* One case: the seconds of an invocation of each of its variants, and how many each had. */
struct past_case {
	double once;
	double invocations; /* of one variant in one session; 0: not known */
};

struct case_seconds {
	struct word_set *ids;
	struct past_case *cases; /* by the index of the id */
	size_t n, cap;
};

static void
past_add(struct case_seconds *s, const char *id, double ms, double invocations)
{
	const struct word *word = intern_word(s->ids, id);

	if (word->index == s->n) {
		s->cases = xgrow(s->cases, s->n, &s->cap, sizeof *s->cases);
		s->cases[s->n++] = (struct past_case){0, 0};
	}
	s->cases[word->index].once += ms / 1e3;
	s->cases[word->index].invocations = fmax(s->cases[word->index].invocations, invocations);
}

static void
past_of_results(struct case_seconds *s, FILE *f, const char *name)
{
	struct results *r = results_open_fd(fileno(f), name);
	struct entry e;

	entry_init(&e);
	while (results_next(r, &e)) {
		const struct metric *m = entry_metric(&e, "duration_ms");

		if (m && !e.reported_by && isfinite(m->value) && m->value >= 0)
			past_add(s, e.id, m->value,
			    (double)e.iterations / (double)(e.nsessions ? e.nsessions : 1));
	}
	entry_free(&e);
	results_close(r);
}

static void
past_of_series(struct case_seconds *s, FILE *f, const char *name)
{
	struct series_reader *r = series_open_fd(fileno(f), name);
	struct series series;

	series_init(&series);
	while (series_next(r, &series)) {
		size_t last = series.n - 1;
		double invocations =
		    series.n && series.invocations ? series.invocations[last] : NAN;

		if (series.n && strcmp(series.metric, "duration_ms") == 0 &&
		    series.value[last] >= 0)
			past_add(
			    s, series.id, series.value[last], isnan(invocations) ? 0 : invocations);
	}
	series_free(&series);
	series_close(r);
}

struct case_seconds *
case_seconds_load(const char *path)
{
	struct case_seconds *s = xcalloc(1, sizeof *s);
	enum document_kind kind;
	FILE *f = document_open(path, &kind);

	s->ids = intern_new();
	if (kind == DOCUMENT_RESULTS)
		past_of_results(s, f, input_name(path));
	else if (kind == DOCUMENT_SERIES)
		past_of_series(s, f, input_name(path));
	else
		die("'%s' has no durations: it must be a results or a series document",
		    input_name(path));
	fclose(f);
	return s;
}

void
case_seconds_free(struct case_seconds *s)
{
	if (!s)
		return;
	intern_free(s->ids);
	free(s->cases);
	free(s);
}

static double
seconds_of_case(const void *data, const struct plan_case *c)
{
	const struct case_seconds *s = data;
	const struct word *word = intern_find(s->ids, c->id);
	const struct past_case *past;
	double invocations;

	if (c->skip && !plan_case_device(c))
		return 0;
	if (!word)
		return NAN;
	past = &s->cases[word->index];
	invocations = fmin(fmax(past->invocations, (double)c->runs.min), (double)c->runs.max);
	return past->once * (invocations + (double)c->warmup);
}

struct case_lengths
case_seconds_lengths(const struct case_seconds *s)
{
	return (struct case_lengths){seconds_of_case, s};
}
