#include "comparison/comparison.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/util.h"
#include "comparison/comparison_more.h"
#include "comparison/comparison_row.h"
#include "comparison/comparison_sessions.h"
#include "comparison/metric_units.h"

struct comparison *
comparison_new(const struct comparison_options *options)
{
	struct comparison *c = xcalloc(1, sizeof *c);

	c->options = options;
	c->policy.alpha = isnan(options->alpha) ? POLICY_ALPHA : options->alpha;
	c->effect_room = effect_room_new(c->policy.alpha);
	c->arena = arena_new();
	c->words = intern_new();
	c->names = intern_new();
	c->cost = xcalloc(1, sizeof *c->cost);
	return c;
}

void
comparison_free(struct comparison *c)
{
	if (!c)
		return;
	effect_room_free(c->effect_room);
	arena_free(c->arena);
	intern_free(c->words);
	intern_free(c->names);
	free(c->known);
	free(c->cost);
	pairing_free(&c->pairing);
	for (int gate = 0; gate < 2; gate++)
		if (c->loose[gate])
			intern_free(c->loose[gate]);
	free(c->values);
	free(c->builds);
	free(c->rows);
	free(c->sorted);
	sessions_free(c);
	free(c);
}

bool
comparison_wants(const struct comparison *c, const char *name)
{
	const struct metric_builtin *builtin;

	for (size_t i = 0; i < c->options->nmetrics; i++)
		if (strcmp(c->options->metrics[i], name) == 0)
			return true;
	if (c->options->nmetrics > 0)
		return false;
	builtin = metric_builtin(name);
	return !builtin || !builtin->diagnostic;
}

/* What a pair of durations is judged by beside themselves. */
bool
comparison_uses(const struct comparison *c, const char *name)
{
	return comparison_wants(c, name) || strcmp(name, "cpu_ms") == 0 ||
	       strcmp(name, "run_delay_ms") == 0;
}

static const struct row_case *
case_keep(struct comparison *c, const struct entry *baseline, const struct entry *current)
{
	const struct entry *e = current ? current : baseline;
	struct row_case *at = arena_alloc(c->arena, sizeof *at);

	at->id = arena_strdup(c->arena, e->id);
	/* Without parameters the two are usually one string. */
	at->name = strcmp(e->name, e->id) == 0 ? at->id : arena_strdup(c->arena, e->name);
	at->reported_by = e->reported_by ? intern_word(c->words, e->reported_by)->text : NULL;
	at->params = params_keep(c->arena, e->params, e->nparams);
	at->nparams = e->nparams;
	at->exploratory = e->kind == KIND_EXPLORATORY;
	at->machine[0] = machines_of_entry(c->words, baseline);
	at->machine[1] = machines_of_entry(c->words, current);
	at->sessions[0] = sessions_of_entry(c->words, baseline);
	at->sessions[1] = sessions_of_entry(c->words, current);
	at->control = e->control;
	at->in_baseline = baseline;
	at->in_current = current;
	return at;
}

static struct row *
row_add(struct comparison *c, const struct row_case *at, const struct metric *baseline,
    const struct metric *current, const struct sides *s)
{
	const struct metric *m = current ? current : baseline;
	struct row *r = row_begin(c, at, m);

	sides_effect(c, s, baseline, current, r);
	return r;
}

/* "WHOskipped: reasonMORE". */
static const char *
status_note(struct comparison *c, const char *who, const struct entry *e, const char *more)
{
	return row_note_keep(c, xasprintf("%s%s%s%s%s", who, entry_status_name(e->status),
				    e->reason ? ": " : "", e->reason ? e->reason : "", more));
}

static bool
metric_measured(const struct metric *m)
{
	for (size_t i = 0; m && i < m->n; i++)
		if (!isnan(m->samples[i]))
			return true;
	return m && m->n == 0 && !isnan(m->value);
}

static bool
has_samples(const struct entry *e)
{
	for (size_t i = 0; i < e->nmetrics; i++)
		if (metric_measured(&e->metrics[i]))
			return true;
	return false;
}

static bool
is_broken(const struct entry *e)
{
	return e && (e->status == ENTRY_FAILED || e->status == ENTRY_TIMEOUT);
}

/* Whether E was not run at all, by its own word or for want of what it runs on. */
static bool
skipped(const struct entry *e)
{
	return e->status == ENTRY_SKIPPED && !has_samples(e);
}

/* What E says of metric NAME; a run that broke off says nothing by the values it left. */
static const struct metric *
metric_in(const struct entry *e, const char *name)
{
	const struct metric *m = e && !is_broken(e) ? entry_metric(e, name) : NULL;

	return metric_measured(m) ? m : NULL;
}

/* The metric that stands for a case which has one side only: the first that gates. */
static const struct metric *
metric_chief(const struct comparison *c, const struct entry *e)
{
	const struct metric *first = NULL;

	for (size_t i = 0; e && !is_broken(e) && i < e->nmetrics; i++) {
		const struct metric *m = &e->metrics[i];

		if (!comparison_wants(c, m->name) || !metric_measured(m))
			continue;
		if (m->gate)
			return m;
		if (!first)
			first = m;
	}
	return first;
}

/* One row for a case that cannot be compared; false when it can. */
static bool
case_decide(struct comparison *c, const struct sides *s)
{
	const struct entry *b = s->entries[0], *e = s->entries[1];
	const struct metric *mb = metric_chief(c, b), *me = metric_chief(c, e);
	enum verdict verdict;
	const char *note = NULL;
	struct row *r;

	if (!e) {
		verdict = VERDICT_REMOVED;
	} else if (is_broken(e)) {
		verdict = VERDICT_FAILED;
		note = status_note(c, "", e, is_broken(b) ? "; on the baseline too" : "");
	} else if (skipped(e) && (!b || skipped(b))) {
		verdict = b ? VERDICT_INCONCLUSIVE : VERDICT_ADDED;
		note = status_note(c, b ? "both sides: " : "", e, "");
	} else if (e->status != ENTRY_OK && (!me || !mb)) {
		verdict = VERDICT_UNMEASURED;
		note = status_note(c, "", e, "");
	} else if (b && b->status == ENTRY_INTERRUPTED && !mb) {
		verdict = VERDICT_UNMEASURED;
		note = status_note(c, "the baseline: ", b, "");
	} else if (!b || (b->status != ENTRY_OK && !mb)) {
		verdict = VERDICT_ADDED;
		note = b ? status_note(c, "the baseline: ", b, "") : NULL;
	} else {
		return false;
	}
	if (!mb)
		mb = me;
	r = row_add(c, case_keep(c, b, e), mb ? metric_in(b, mb->name) : NULL,
	    mb ? metric_in(e, mb->name) : NULL, s);
	r->whole = !b || !e;
	row_decide(r, verdict, note);
	return true;
}

/* Rows of one metric that both sides have, or that one has lost. */
static void
metric_compare(struct comparison *c, const struct row_case *at, const struct metric *b,
    const struct metric *m, const struct sides *s, const char *note)
{
	struct metric scaled;
	bool rescaled = metric_units_scale(b, m, &scaled);
	struct row *r = row_add(c, at, rescaled ? &scaled : b, m, s);
	char *different;

	if (rescaled)
		free(scaled.samples);
	r->unfinished = s->entries[1]->status == ENTRY_INTERRUPTED;
	if (!b)
		row_decide(r, VERDICT_ADDED, "the baseline lacks this metric");
	else if (!m)
		row_decide(r, VERDICT_REMOVED, "the current result lacks this metric");
	else if (!rescaled && metric_units_differ(b, m))
		row_decide(r, VERDICT_INCOMPARABLE,
		    row_note_keep(c, xasprintf("the unit was '%s' and is '%s'",
					 b->unit ? b->unit : "", m->unit ? m->unit : "")));
	else if (b->better != m->better)
		row_decide(r, VERDICT_INCOMPARABLE,
		    row_note_keep(c, xasprintf("better was '%s' and is '%s'",
					 better_name(b->better), better_name(m->better))));
	else if ((different = entry_source_change(b, m)))
		row_decide(r, VERDICT_INCOMPARABLE, row_note_keep(c, different));
	else if (note)
		r->note = r->note ? row_note_keep(c, xasprintf("%s; %s", note, r->note)) : note;
	if (r->verdict == VERDICT_INCOMPARABLE)
		r->effect.change = INTERVAL_NONE;
}

void
case_add(struct comparison *c, const struct sides *s)
{
	const struct entry *baseline = s->entries[0], *current = s->entries[1];
	const struct row_case *at;
	const char *note = NULL;

	comparison_cost_add(c, s);
	if (case_decide(c, s))
		return;
	at = case_keep(c, baseline, current);
	if (current->status != ENTRY_OK)
		note = status_note(c, "", current, "");
	else if (baseline->status != ENTRY_OK)
		note = status_note(c, "the baseline: ", baseline, "");
	else
		note = sessions_note(c, s);
	if (baseline->was)
		note = row_note_keep(c, xasprintf("the baseline calls it '%s'%s%s", baseline->was,
					    note ? "; " : "", note ? note : ""));
	for (size_t i = 0; i < current->nmetrics; i++) {
		const char *name = current->metrics[i].name;

		if (comparison_wants(c, name) && metric_in(current, name))
			metric_compare(
			    c, at, metric_in(baseline, name), &current->metrics[i], s, note);
	}
	for (size_t i = 0; i < baseline->nmetrics; i++) {
		const char *name = baseline->metrics[i].name;

		if (comparison_wants(c, name) && metric_in(baseline, name) &&
		    !metric_in(current, name))
			metric_compare(c, at, &baseline->metrics[i], NULL, s, NULL);
	}
}

char *
comparison_add(struct comparison *c, const struct entry *baseline, const struct entry *current,
    bool *current_is)
{
	struct sides s = {{baseline, current}, false, NULL};
	char *nonsense = sides_pair(c, &s, current_is);

	comparison_metrics_note(c, baseline);
	comparison_metrics_note(c, current);
	if (!nonsense && !sessions_defer(c, &s))
		case_add(c, &s);
	return nonsense;
}
