#include "recommend/recommendation_write.h"

#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/quantity.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "judge/looks.h"
#include "model/schema_names.h"
#include "recommend/recommendation_overall.h"

static void
write_versus(
    struct json_writer *w, const struct rankings *k, const struct versus *v, const char *candidate)
{
	struct entry_effect e = entry_effects_get(k->effects, v->effect);

	json_object_begin(w, NULL);
	json_string(w, "candidate", candidate);
	json_rounded(w, "change", e.effect->change.value);
	json_interval(w, "ci", e.effect->change.low, e.effect->change.high);
	json_rounded(w, "p", v->p);
	json_rounded(w, "p_adjusted", v->p_adjusted);
	json_array_begin(w, "n");
	json_integer(w, NULL, e.effect->n[0]);
	json_integer(w, NULL, e.effect->n[1]);
	json_array_end(w);
	json_string(w, "design", e.paired ? "paired" : "unpaired");
	json_rounded(w, "smallest_detectable", e.effect->smallest_detectable);
	if (e.machines == MACHINES_DIFFERENT)
		json_string(w, "machines", "different");
	json_string(w, "relation", relation_name(v->relation));
	json_object_end(w);
}

static void
write_ranked(
    struct json_writer *w, const struct rankings *k, const struct case_ranking *g, size_t i)
{
	const struct standing *one = &g->ranked[i];

	json_object_begin(w, NULL);
	json_string(w, "candidate", one->candidate);
	json_string(w, "id", one->id);
	json_rounded(w, "value", one->value);
	json_integer(w, "n", (long long)one->n);
	if (i > 0) {
		const struct effect *e =
		    entry_effects_get(k->effects, g->ranked[0].behind[i - 1].effect).effect;

		json_rounded(w, "change", e->change.value);
		json_interval(w, "ci", e->change.low, e->change.high);
	}
	json_bool(w, "proven", one->proven);
	json_array_begin(w, "over");
	for (size_t b = 0; b + i + 1 < g->n; b++)
		write_versus(w, k, &one->behind[b], g->ranked[i + 1 + b].candidate);
	json_array_end(w);
	json_object_end(w);
}

/* What people should know of G, or NULL; the caller owns it. */
static char *
reason_of(const struct rankings *k, const struct case_ranking *g)
{
	struct buf b = BUF_INIT;
	bool machines = false;

	if (g->n == 0) {
		buf_str(&b, g->absent[0].reason);
		return buf_take(&b);
	}
	for (size_t i = 0; i + 1 < g->n; i++) {
		const struct versus *v = &g->ranked[0].behind[i];
		struct entry_effect e = entry_effects_get(k->effects, v->effect);

		machines |= e.machines == MACHINES_DIFFERENT;
		if (v->relation == RELATION_WORSE)
			continue;
		buf_printf(&b, "%s%s: ", b.len ? "; " : "", g->ranked[i + 1].candidate);
		if (v->relation == RELATION_UNTESTED) {
			buf_str(&b, "single values, no statistics");
		} else if (v->relation == RELATION_EQUIVALENT) {
			buf_str(&b, "the difference is within ");
			percent_set(&b, k->goal.tolerance);
		} else if (isfinite(e.effect->smallest_detectable)) {
			buf_str(&b, "a difference from ");
			percent_text(&b, fabs(e.effect->smallest_detectable), false);
			buf_str(&b, " on would have been seen");
		} else {
			buf_str(&b, "too few invocations");
		}
	}
	if (machines)
		buf_printf(&b,
		    "%sthe candidates were measured on different machines: what is proven is "
		    "proven of these machines",
		    b.len ? "; " : "");
	if (b.len)
		return buf_take(&b);
	buf_free(&b);
	return NULL;
}

/* The first ranking with a value, which says the unit. */
static const struct case_ranking *
first_ranking(const struct rankings *k)
{
	const struct case_ranking *g = k->list;

	while (g->n == 0)
		g++;
	return g;
}

static void
write_ranking(struct json_writer *w, const struct rankings *k, const struct case_ranking *g)
{
	char *reason = reason_of(k, g);

	json_break(w);
	json_object_begin(w, NULL);
	json_string(w, "id", g->contest->id);
	json_string(w, "name", g->contest->name);
	params_write(w, g->contest->params, g->contest->nparams);
	json_string(w, "verdict", choice_name(g->choice));
	json_string(w, "best", g->n ? g->ranked[0].candidate : NULL);
	json_array_begin(w, "tied");
	for (size_t b = 0; b + 1 < g->n; b++)
		if (g->ranked[0].behind[b].relation != RELATION_WORSE)
			json_string(w, NULL, g->ranked[1 + b].candidate);
	json_array_end(w);
	if (reason)
		json_string(w, "reason", reason);
	if (g->n && text_order(g->unit, first_ranking(k)->unit) != 0)
		json_string(w, "unit", g->unit);
	json_array_begin(w, "ranking");
	for (size_t i = 0; i < g->n; i++)
		write_ranked(w, k, g, i);
	json_array_end(w);
	json_array_begin(w, "missing");
	for (size_t i = 0; i < g->nabsent; i++) {
		json_object_begin(w, NULL);
		json_string(w, "candidate", g->absent[i].candidate);
		json_string(w, "reason", g->absent[i].reason);
		json_object_end(w);
	}
	json_array_end(w);
	json_object_end(w);
	free(reason);
}

static void
write_goal(struct json_writer *w, const struct rankings *k)
{
	const struct case_ranking *g = first_ranking(k);

	json_object_begin(w, "goal");
	json_string(w, "over", k->contests->over);
	json_string(w, "metric", k->goal.metric);
	json_string(w, "unit", g->unit);
	json_string(w, "better", better_name(g->better));
	if (k->goal.costs) {
		json_object_begin(w, "cost");
		json_string(w, "currency", k->goal.costs->currency);
		json_object_begin(w, "per_hour");
		for (size_t i = 0; i < k->goal.costs->n; i++)
			json_number(w, k->goal.costs->prices[i].candidate,
			    k->goal.costs->prices[i].per_hour);
		json_object_end(w);
		json_object_end(w);
	}
	json_object_end(w);
	json_object_begin(w, "policy");
	json_number(w, "alpha", k->goal.alpha);
	json_rounded(w, "level", looks_level(LOOK_ONLY, k->goal.alpha));
	json_number(w, "tolerance", k->goal.tolerance);
	json_object_end(w);
}

static void
write_overall(struct json_writer *w, const struct rankings *k)
{
	struct overall *list = overall_make(k);

	json_array_begin(w, "overall");
	for (size_t i = 0; i < k->contests->nnames; i++) {
		json_object_begin(w, NULL);
		json_string(w, "candidate", list[i].candidate);
		json_integer(w, "rows", (long long)list[i].rows);
		json_integer(w, "best", (long long)list[i].best);
		json_integer(w, "tied", (long long)list[i].tied);
		json_rounded(w, "mean_change", list[i].mean_change);
		json_object_end(w);
	}
	json_array_end(w);
	free(list);
}

size_t
rankings_count(const struct rankings *k, enum choice choice)
{
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++)
		n += k->list[i].choice == choice;
	return n;
}

void
recommendation_write(
    struct json_writer *w, const struct rankings *k, const struct results_head *head)
{
	char *now = timestamp_now();

	json_object_begin(w, NULL);
	json_string(w, "schema", RECOMMENDATION_SCHEMA);
	json_string(w, "version", VERSION);
	json_string(w, "timestamp", now);
	if (head->suite)
		json_string(w, "suite", head->suite);
	write_goal(w, k);
	results_head_write_side(w, "current", head);
	json_array_begin(w, "candidates");
	for (size_t i = 0; i < k->contests->nnames; i++)
		json_string(w, NULL, k->contests->names[i]);
	json_array_end(w);
	json_array_begin(w, "rows");
	for (size_t i = 0; i < k->n; i++)
		write_ranking(w, k, &k->list[i]);
	json_break(w);
	json_array_end(w);
	write_overall(w, k);
	json_object_begin(w, "summary");
	json_integer(w, "rows", (long long)k->n);
	for (int i = 0; i < NCHOICES; i++)
		json_integer(
		    w, choice_name((enum choice)i), (long long)rankings_count(k, (enum choice)i));
	json_object_end(w);
	json_object_end(w);
	json_break(w);
	free(now);
}
