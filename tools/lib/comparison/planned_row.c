#include "comparison/planned_row.h"

#include <math.h>
#include <string.h>

#include "base/util.h"
#include "scenario/rows_rule.h"

const struct metric_rule *
planned_rule(const struct plan_case *p, const char *name)
{
	for (size_t i = 0; i < p->nmetrics; i++)
		if (strcmp(p->metrics[i].name, name) == 0)
			return &p->metrics[i];
	return rows_metric(p->rows, name) ? &rows_metric(p->rows, name)->rule : NULL;
}

bool
planned_measures(const struct plan_case *p, const char *name, bool *gates)
{
	const struct metric_rule *rule = planned_rule(p, name);
	const struct metric_builtin *builtin = metric_builtin(name);

	*gates = p->kind != KIND_EXPLORATORY && (rule ? rule->gate : builtin && builtin->gate);
	return rule || (builtin && builtin->always);
}

static struct metric
metric_of_rule(const struct metric_rule *rule)
{
	return (struct metric){.name = rule->name,
	    .unit = plan_unit_auto(rule) ? NULL : rule->unit, /* not known yet */
	    .better = rule->better,
	    .gate = true,
	    .tolerance = rule->tolerance,
	    .threshold = rule->threshold};
}

static struct metric
metric_of_builtin(const struct metric_builtin *builtin)
{
	return (struct metric){.name = (char *)builtin->name,
	    .unit = (char *)builtin->unit,
	    .better = builtin->better,
	    .gate = true,
	    .tolerance = NAN,
	    .threshold = NAN};
}

struct metric
planned_metric(const struct plan_case *p, const char *name)
{
	const struct metric_rule *rule = planned_rule(p, name);
	const struct metric_builtin *builtin = metric_builtin(name);

	if (rule)
		return metric_of_rule(rule);
	if (builtin)
		return metric_of_builtin(builtin);
	return (struct metric){
	    .name = (char *)name, .gate = true, .tolerance = NAN, .threshold = NAN};
}

struct metric *
planned_gating(const struct comparison *c, const struct plan_case *p, size_t *n)
{
	struct metric *list = NULL;
	size_t cap = 0;
	bool gates;

	*n = 0;
	for (size_t i = 0; p->rows && i < p->rows->nmetrics; i++) {
		const struct metric_rule *rule = &p->rows->metrics[i].rule;

		if (!comparison_wants(c, rule->name) || !rule->gate || p->kind == KIND_EXPLORATORY)
			continue;
		list = xgrow(list, *n, &cap, sizeof *list);
		list[(*n)++] = metric_of_rule(rule);
	}
	for (const struct metric_builtin *b = metric_builtins(); b->name; b++) {
		if (planned_rule(p, b->name) || !comparison_wants(c, b->name) ||
		    !planned_measures(p, b->name, &gates) || !gates)
			continue;
		list = xgrow(list, *n, &cap, sizeof *list);
		list[(*n)++] = metric_of_builtin(b);
	}
	for (size_t i = 0; i < p->nmetrics; i++) {
		if (!comparison_wants(c, p->metrics[i].name) ||
		    !planned_measures(p, p->metrics[i].name, &gates) || !gates)
			continue;
		list = xgrow(list, *n, &cap, sizeof *list);
		list[(*n)++] = metric_of_rule(&p->metrics[i]);
	}
	return list;
}

const struct row_case *
planned_case_keep(
    struct comparison *c, const struct plan_case *p, bool in_baseline, bool in_current)
{
	struct row_case *at = arena_alloc(c->arena, sizeof *at);

	at->id = arena_strdup(c->arena, p->id);
	at->name = arena_strdup(c->arena, p->name);
	at->params = params_keep(c->arena, p->params, p->nparams);
	at->nparams = p->nparams;
	at->exploratory = p->kind == KIND_EXPLORATORY;
	at->in_baseline = in_baseline;
	at->in_current = in_current;
	at->planned = true;
	return at;
}

void
planned_row_add(struct comparison *c, const struct row_case *at, const struct metric *m,
    enum verdict verdict, const char *note)
{
	const struct sides none = {{NULL, NULL}, false, NULL};
	struct row *r = row_begin(c, at, m);

	sides_effect(c, &none, NULL, NULL, r);
	row_decide(r, verdict, note);
}

void
planned_scenario_row(struct comparison *c, const struct metric *m, char *note)
{
	struct row_case *at = arena_alloc(c->arena, sizeof *at);

	*at = (struct row_case){.id = SCENARIO_ROW,
	    .name = SCENARIO_ROW,
	    .in_baseline = true,
	    .in_current = true,
	    .planned = true};
	planned_row_add(c, at, m, VERDICT_REMOVED, row_note_keep(c, note));
}
