#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "comparison/comparison_more.h"
#include "comparison/comparison_row.h"
#include "comparison/comparison_sessions.h"

struct mean {
	const char *metric;
	const struct word *unit;
	unsigned char better;
	bool mixed; /* rows of several units or directions: they have no mean */
	double logs;
	long long n;
};

static int
mean_order(const void *a, const void *b)
{
	return strcmp(((const struct mean *)a)->metric, ((const struct mean *)b)->metric);
}

/* Whether the change of R may be taken for what it says: both sides got their runs, on one
 * machine, in a session that nothing disturbed. */
static bool
change_counts(const struct row *r)
{
	return row_told(r) && r->why != WHY_CONTAMINATED && r->effect.baseline > 0 &&
	       r->effect.current > 0 && r->effect.change.value > -1;
}

/* Of the changes as they were judged, over the gating rows where a ratio makes sense. */
static void
write_means(struct json_writer *w, const struct comparison *c)
{
	struct mean *means = xcalloc(intern_size(c->words), sizeof *means);
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct row *r = &c->rows[i];
		struct mean *m;

		if (!r->metric || !r->gate || !change_counts(r))
			continue;
		m = &means[r->metric->index];
		m->mixed = m->mixed || (m->n && (m->unit != r->unit || m->better != r->better));
		m->metric = r->metric->text;
		m->unit = r->unit;
		m->better = r->better;
		m->logs += log1p(r->effect.change.value);
		m->n++;
	}
	for (size_t i = 0; i < intern_size(c->words); i++)
		if (means[i].n > 0 && !means[i].mixed)
			means[n++] = means[i];
	qsort(means, n, sizeof *means, mean_order);
	json_object_begin(w, "geometric_mean");
	for (size_t i = 0; i < n; i++) {
		json_object_begin(w, means[i].metric);
		json_integer(w, "n", means[i].n);
		json_rounded(w, "ratio", exp(means[i].logs / (double)means[i].n));
		json_object_end(w);
	}
	json_object_end(w);
	free(means);
}

static void
write_control(struct json_writer *w, const struct comparison *c)
{
	const struct row *r = c->moved ? c->moved : c->control;

	if (!r)
		return;
	json_bool(w, "contaminated", c->moved || c->moved_sessions.n > 0);
	sessions_write(w, c);
	json_object_begin(w, "control");
	json_string(w, "metric", r->metric->text);
	json_rounded(w, "change", r->effect.change.value);
	json_interval(w, "ci", r->effect.change.low, r->effect.change.high);
	json_object_end(w);
}

static void
write_confirmation(struct json_writer *w, const struct comparison *c)
{
	if (!c->confirmation)
		return;
	json_object_begin(w, "confirmation");
	json_integer(w, "confirmed", (long long)c->confirmed);
	json_integer(w, "not_confirmed", (long long)c->unconfirmed);
	json_integer(w, "unanswered", (long long)c->unanswered);
	json_object_end(w);
}

static void
write_elsewhere(struct json_writer *w, const struct comparison *c)
{
	static const char *const jobs[] = {NULL, "failed", "cancelled", "skipped"};

	if (!comparison_asked_elsewhere(c))
		return;
	json_object_begin(w, "elsewhere");
	for (int i = ELSEWHERE_AGREES; i < NELSEWHERE; i++)
		json_integer(w, elsewhere_names[i], (long long)c->said_elsewhere[i]);
	if (!c->elsewhere)
		json_string(w, "job", jobs[c->options->no_elsewhere]);
	json_object_end(w);
}

/* The counts of verdicts; the one of machines that differ only where a second one was asked. */
static void
write_verdicts(struct json_writer *w, const long long counts[NVERDICTS_COMPARED], bool elsewhere)
{
	for (int i = 0; i < NVERDICTS_COMPARED; i++)
		if (elsewhere || i != VERDICT_MACHINE_DEPENDENT)
			json_integer(w, verdict_name((enum verdict)i), counts[i]);
}

static void
write_drifts(struct json_writer *w, const struct comparison *c)
{
	long long counts[NVERDICTS_COMPARED] = {0};

	if (!c->release)
		return;
	for (size_t i = 0; i < c->n; i++)
		if (c->rows[i].drift)
			counts[c->rows[i].drift->verdict]++;
	json_object_begin(w, "drift");
	write_verdicts(w, counts, false);
	json_object_end(w);
}

static void
write_gating(struct json_writer *w, const struct comparison *c)
{
	size_t judged, n = comparison_gating(c, &judged);

	json_object_begin(w, "gating");
	json_integer(w, "rows", (long long)n);
	json_integer(w, "judged", (long long)judged);
	json_object_end(w);
}

void
comparison_totals_write(struct json_writer *w, const struct comparison *c)
{
	static const char *const machines[] = {"same", "unknown", "different"};
	long long counts[NVERDICTS_COMPARED];

	for (int i = 0; i < NVERDICTS_COMPARED; i++)
		counts[i] = (long long)c->counts[i];
	json_object_begin(w, "summary");
	json_integer(w, "rows", (long long)c->n);
	write_verdicts(w, counts, comparison_asked_elsewhere(c));
	write_means(w, c);
	json_string(w, "environment", machines[c->machines]);
	write_control(w, c);
	write_confirmation(w, c);
	write_elsewhere(w, c);
	write_drifts(w, c);
	write_gating(w, c);
	comparison_open_write(w, c);
	if (c->options->no_plan)
		json_string(w, "baseline_scenario",
		    c->options->no_plan == NO_PLAN_ABSENT ? "absent" : "unreadable");
	json_string(w, "verdict", fail_on_worst(comparison_failing(c)));
	json_object_end(w);
}
