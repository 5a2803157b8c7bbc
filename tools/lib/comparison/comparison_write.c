#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "comparison/comparison_more.h"
#include "comparison/comparison_row.h"
#include "judge/looks.h"
#include "model/schema_names.h"

/* Which designs the rows were judged by, and what varied in those that were not paired. */
struct designs {
	size_t paired, unpaired;
	size_t sessions, invocations;
	size_t looks; /* rows that were to be looked at twice */
	bool between; /* what sessions differ by is assumed in some of them */
};

static struct designs
designs_of(const struct comparison *c)
{
	struct designs d = {0, 0, 0, 0, 0, false};

	for (size_t i = 0; i < c->n; i++) {
		const struct row *r = &c->rows[i];

		d.between |= r->effect.between > 0;
		if (!row_told(r) || r->why == WHY_NOTED)
			continue;
		d.paired += r->paired;
		d.unpaired += !r->paired;
		d.sessions += r->effect.method == METHOD_SESSIONS;
		d.invocations += r->effect.method == METHOD_UNPAIRED;
		d.looks += r->effect.look != LOOK_ONLY;
	}
	return d;
}

static void
write_effect(struct json_writer *w, const struct row *r)
{
	const struct effect *e = &r->effect;

	json_rounded(w, "change", e->change.value);
	json_interval(w, "ci", e->change.low, e->change.high);
	json_rounded(w, "p", e->p);
	json_rounded(w, "p_adjusted", r->p_adjusted);
}

static void
write_counts(struct json_writer *w, const struct row *r)
{
	json_array_begin(w, "n");
	json_integer(w, NULL, r->effect.n[0]);
	json_integer(w, NULL, r->effect.n[1]);
	json_array_end(w);
}

/* How many builds of either side are one value each, and what they differ by; nothing where each
 * side was built once. */
static void
write_builds(struct json_writer *w, const struct effect *e)
{
	if (e->builds[0] == 0)
		return;
	json_array_begin(w, "builds");
	json_integer(w, NULL, e->builds[0]);
	json_integer(w, NULL, e->builds[1]);
	json_array_end(w);
	json_rounded(w, "between_builds", e->build_spread);
}

/* Of a row that was to be looked at twice: by which look it ended, and what its p needed there. */
static void
write_looks(struct json_writer *w, const struct comparison *c, const struct row *r)
{
	if (r->effect.method != METHOD_PAIRED || r->effect.look == LOOK_ONLY)
		return;
	json_object_begin(w, "looks");
	json_integer(w, "planned", 2);
	json_integer(w, "taken", r->effect.look);
	json_rounded(w, "p_needed", effect_level(&r->effect, c->policy.alpha));
	json_object_end(w);
}

/* The members of R as it was measured another time, in comparison C. */
static void
write_other(struct json_writer *w, const struct comparison *c, const struct row *r)
{
	json_rounded(w, "baseline", r->effect.baseline);
	json_rounded(w, "current", r->effect.current);
	write_counts(w, r);
	write_builds(w, &r->effect);
	write_effect(w, r);
	write_looks(w, c, r);
	json_string(w, "verdict", verdict_name((enum verdict)r->verdict));
}

static void
write_again(struct json_writer *w, const struct comparison *c, const struct row *r)
{
	json_object_begin(w, "confirmation");
	write_other(w, c, r);
	json_object_end(w);
}

static void
write_elsewhere(struct json_writer *w, const struct comparison *c, const struct row *r)
{
	const struct row *other = c->elsewhere ? row_find(c->elsewhere, r) : NULL;

	json_object_begin(w, "elsewhere");
	json_string(w, "answer", elsewhere_names[r->elsewhere]);
	if (other)
		write_other(w, c->elsewhere, other);
	json_object_end(w);
}

static void
write_drift(struct json_writer *w, const struct comparison *release, const struct row *r)
{
	char *reason = row_reason(release, r);

	json_object_begin(w, "drift");
	json_rounded(w, "baseline", r->effect.baseline);
	json_rounded(w, "change", r->effect.change.value);
	json_interval(w, "ci", r->effect.change.low, r->effect.change.high);
	json_string(w, "verdict", verdict_name((enum verdict)r->verdict));
	json_string(w, "severity", severity_name((enum severity)r->severity));
	if (*reason)
		json_string(w, "reason", reason);
	json_object_end(w);
	free(reason);
}

static void
write_row(struct json_writer *w, const struct comparison *c, const struct row *r, bool mixed)
{
	const struct effect *e = &r->effect;
	char *reason = row_reason(c, r);

	json_object_begin(w, NULL);
	json_string(w, "id", r->at->id);
	json_string(w, "name", r->at->name);
	if (r->at->reported_by)
		json_string(w, "reported_by", r->at->reported_by);
	params_write(w, r->at->params, r->at->nparams);
	json_string(w, "kind", kind_name(r->at->exploratory ? KIND_EXPLORATORY : KIND_REGRESSION));
	json_string(w, "metric", r->metric ? r->metric->text : NULL);
	json_string(w, "unit", r->unit ? r->unit->text : NULL);
	json_string(w, "better", r->metric ? better_name((enum better)r->better) : NULL);
	if (r->at->control)
		json_bool(w, "control", true);
	json_bool(w, "gate", r->gate);
	json_rounded(w, "baseline", e->baseline);
	json_rounded(w, "current", e->current);
	write_counts(w, r);
	if (mixed)
		json_string(w, "design", r->paired ? "paired" : "unpaired");
	write_builds(w, e);
	if (effect_by_sessions(e) && !e->by_build && !row_assumes(r)) {
		json_array_begin(w, e->by_machine ? "machines" : "sessions");
		json_integer(w, NULL, e->sessions[0]);
		json_integer(w, NULL, e->sessions[1]);
		json_array_end(w);
	}
	if (e->between > 0)
		json_rounded(w, "between_sessions", e->between);
	if (e->by_cpu)
		json_string(w, "look", "cpu_ms");
	write_effect(w, r);
	write_looks(w, c, r);
	json_rounded(w, "smallest_detectable", e->smallest_detectable);
	json_string(w, "verdict", verdict_name((enum verdict)r->verdict));
	json_string(w, "severity", severity_name((enum severity)r->severity));
	row_more_write(w, c, r);
	json_rounded(w, "tolerance", r->tolerance);
	json_rounded(w, "threshold", r->threshold);
	if (r->again)
		write_again(w, c->confirmation, r->again);
	if (r->elsewhere != ELSEWHERE_NONE)
		write_elsewhere(w, c, r);
	if (r->drift)
		write_drift(w, c->release, r->drift);
	if (*reason)
		json_string(w, "reason", reason);
	json_object_end(w);
	free(reason);
}

/* Only when it is not what bench-diff does by itself. */
static void
write_fail_on(struct json_writer *w, unsigned fail_on)
{
	if (fail_on == FAIL_ON_DEFAULT)
		return;
	json_array_begin(w, "fail_on");
	for (int i = 0; fail_on_words[i]; i++)
		if (fail_on & fail_on_bit(i))
			json_string(w, NULL, fail_on_words[i]);
	json_array_end(w);
}

static void
write_head(struct json_writer *w, const struct comparison *c, const struct designs *d)
{
	const char *suite = c->current->suite ? c->current->suite : c->baseline->suite;
	char *now = timestamp_now();

	json_string(w, "schema", COMPARISON_SCHEMA);
	json_string(w, "version", VERSION);
	json_string(w, "timestamp", now);
	if (suite)
		json_string(w, "suite", suite);
	json_object_begin(w, "policy");
	json_number(w, "tolerance", c->policy.tolerance);
	json_number(w, "threshold", c->policy.threshold);
	json_number(w, "alpha", c->policy.alpha);
	json_string(w, "correction", "benjamini-hochberg");
	json_string(w, "design", !d->paired ? "unpaired" : d->unpaired ? "mixed" : "paired");
	if (d->sessions || d->invocations)
		json_string(w, "variation",
		    !d->sessions     ? "invocations"
		    : d->invocations ? "mixed"
				     : "sessions");
	if (d->looks) {
		json_array_begin(w, "looks");
		for (int i = LOOK_FIRST; i < NLOOKS; i++)
			json_rounded(w, NULL, looks_level((enum look)i, c->policy.alpha));
		json_array_end(w);
	}
	if (d->between) {
		json_number(w, "between_sessions", c->between);
		json_string(w, "between_sessions_from", c->between_from);
	}
	write_fail_on(w, c->options->fail_on);
	json_object_end(w);
	results_head_write_side(w, "baseline", c->baseline);
	results_head_write_side(w, "current", c->current);
	if (c->release)
		results_head_write_side(w, "release", c->release->baseline);
	if (c->elsewhere)
		results_head_write_side(w, "elsewhere", c->elsewhere->current);
	free(now);
}

void
comparison_write(const struct comparison *c, struct json_writer *w)
{
	struct designs d = designs_of(c);

	json_object_begin(w, NULL);
	write_head(w, c, &d);
	json_array_begin(w, "rows");
	for (size_t i = 0; i < c->n; i++) {
		json_break(w);
		write_row(w, c, c->sorted[i], d.paired && d.unpaired);
	}
	json_break(w);
	json_array_end(w);
	comparison_totals_write(w, c);
	json_object_end(w);
	json_break(w);
}
