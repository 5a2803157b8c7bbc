#include "scenario/metric_rule.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "scenario/harness_format.h"
#include "scenario/limit_read.h"
#include "scenario/metric_define.h"
#include "scenario/policy_read.h"
#include "scenario/rows_rule.h"
#include "scenario/slo_read.h"
#include "yaml/yaml_field.h"

struct rule_reader {
	const struct metric_nodes *nodes;
	const struct plan *plan;
	const struct scope *scope;
	struct arena *arena;
	struct rows_rule *rows; /* of the benchmark, or NULL */
	struct metric_rule rules[METRIC_RULES_MAX];
	const struct yaml_node *at[METRIC_RULES_MAX]; /* where each was defined, or NULL */
	size_t n;
};

static const char *const builtin_keys[] = {
    "gate", "unit", "better", "tolerance", "threshold", NULL};

static struct metric_rule *
rule_find(struct rule_reader *r, const char *name)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->rules[i].name, name) == 0)
			return &r->rules[i];
	return NULL;
}

static struct metric_rule *
rule_add(struct rule_reader *r, const struct yaml_node *node, const char *name)
{
	struct metric_rule *rule = &r->rules[r->n];

	if (r->n == METRIC_RULES_MAX)
		yaml_die(node, "more than %d metrics in %s", METRIC_RULES_MAX, r->nodes->where);
	*rule = (struct metric_rule){.gate = true, .tolerance = NAN, .threshold = NAN};
	rule->name = arena_strdup(r->arena, name);
	r->at[r->n++] = NULL;
	return rule;
}

static struct metric_rule *
rule_add_builtin(
    struct rule_reader *r, const struct yaml_node *node, const struct metric_builtin *builtin)
{
	struct metric_rule *rule = rule_add(r, node, builtin->name);

	rule->unit = arena_strdup(r->arena, builtin->unit);
	rule->better = builtin->better;
	rule->gate = builtin->gate;
	return rule;
}

/* The rule of metric NAME, made when it is a built-in one that nobody named so
 * far; dies at NODE when the benchmark has no such metric. Of a command that reports
 * rows, what only a tolerance or a limit names does not gate. */
static struct metric_rule *
rule_need(struct rule_reader *r, const struct yaml_node *node, const char *name)
{
	const struct metric_builtin *builtin = metric_builtin(name);
	struct metric_rule *rule = rule_find(r, name);
	const char **known;
	size_t n = 0, most = r->n + (r->rows ? r->rows->nmetrics : 0);

	if (rule)
		return rule;
	if (builtin) {
		rule = rule_add_builtin(r, node, builtin);
		rule->gate = rule->gate && !r->rows;
		return rule;
	}
	for (builtin = metric_builtins(); builtin->name; builtin++)
		most++;
	known = xreallocarray(NULL, most, sizeof *known);
	for (size_t i = 0; i < r->n; i++)
		known[n++] = r->rules[i].name;
	for (size_t i = 0; r->rows && i < r->rows->nmetrics; i++)
		known[n++] = r->rows->metrics[i].rule.name;
	for (builtin = metric_builtins(); builtin->name; builtin++)
		known[n++] = builtin->name;
	yaml_die(
	    node, "%s has no metric '%s'%s", r->nodes->where, name, suggest_note(name, known, n));
}

/* The metric of the rows that NODE names, or NULL when it is one of the command. A harness can have
 * any; a built-in one is the command's, unless ROWS says that it is of rows. */
static const struct metric_rule *
rows_metric_need(struct rule_reader *r, const struct yaml_node *node, bool rows)
{
	const char *name = field_text(node, "metric");
	const struct row_metric *metric = rows_metric(r->rows, name);
	const struct metric_rule *rule;

	if (metric)
		return &metric->rule;
	if (!r->nodes->harness || rule_find(r, name) || (metric_builtin(name) && !rows))
		return NULL;
	rule = harness_metric(r->rows, name, r->nodes, r->plan, r->arena);
	if (!rule)
		yaml_die(node, "more than %d metrics in %s", METRIC_RULES_MAX, r->nodes->where);
	return rule;
}

static void
builtin_read(struct rule_reader *r, const struct yaml_node *key, const struct yaml_node *node)
{
	const struct metric_builtin *builtin = metric_builtin(key->text);
	struct metric_rule *rule = rule_add_builtin(r, key, builtin);
	const struct yaml_node *v;
	char where[120];

	if (yaml_is_null(node))
		return;
	snprintf(where, sizeof where, "the built-in metric '%s'", builtin->name);
	for (size_t i = 0; node->kind == YAML_MAP && i < node->n; i++)
		if (metric_key_defines(node->keys[i]->text))
			yaml_die(node->keys[i],
			    "'%s' is a built-in metric, which bench-run measures itself: give a "
			    "metric with '%s' another name",
			    builtin->name, node->keys[i]->text);
	field_keys(node, builtin_keys, where);
	if ((v = yaml_get(node, "gate")))
		rule->gate = field_bool(v, "gate");
	if ((v = yaml_get(node, "unit")) && strcmp(field_line(v, "unit"), builtin->unit) != 0)
		yaml_die(
		    v, "the unit of '%s' is '%s', not '%s'", builtin->name, builtin->unit, v->text);
	if ((v = yaml_get(node, "better")) &&
	    strcmp(field_text(v, "better"), better_name(builtin->better)) != 0)
		yaml_die(v, "'%s' is better when %s, not '%s'", builtin->name,
		    better_name(builtin->better), v->text);
}

/* The metric KEY of the benchmark; one with 'slo' is read behind those that it is of. */
static void
metric_read(struct rule_reader *r, const struct yaml_node *key, const struct yaml_node *node)
{
	size_t before = r->n;

	if (metric_builtin(key->text))
		builtin_read(r, key, node);
	else if (slo_in(node))
		slo_define(rule_add(r, key, key->text), node, r->rules, before, r->arena);
	else
		metric_define(rule_add(r, key, key->text), key, node, r->scope, r->arena);
	r->at[before] = node;
}

/* Make rules for the metrics that NODE, a 'tolerance' or 'threshold' of the
 * benchmark, is about. */
static void
rules_for(struct rule_reader *r, const struct yaml_node *node, const char *what)
{
	if (!node)
		return;
	if (node->kind == YAML_MAP) {
		if (node->n > METRIC_RULES_MAX)
			yaml_die(node, "more than %d metrics in '%s'", METRIC_RULES_MAX, what);
		for (size_t i = 0; i < node->n; i++)
			if (!rows_metric_need(r, node->keys[i], false))
				rule_need(r, node->keys[i], node->keys[i]->text);
		return;
	}
	if (node->kind == YAML_LIST)
		yaml_die(
		    node, "'%s' must be a percentage or a mapping of metrics to percentages", what);
	for (const struct metric_builtin *b = metric_builtins(); b->name; b++)
		if (b->always && !b->diagnostic)
			rule_need(r, node, b->name);
}

/* As rules_for(), but of the whole scenario: what is recorded anyhow. */
static void
rules_for_all(struct rule_reader *r, const struct yaml_node *node)
{
	for (size_t i = 0; node && node->kind == YAML_MAP && i < node->n; i++) {
		const struct metric_builtin *builtin = metric_builtin(node->keys[i]->text);

		if (builtin && builtin->always)
			rule_need(r, node->keys[i], builtin->name);
	}
}

/* Where the limit of NODE on metric NAME, whose rule is *RULE, goes: to the rows of C or to C
 * itself. */
static struct limit *
limit_place(struct rule_reader *r, struct plan_case *c, const struct yaml_node *node,
    const struct yaml_node *name, const struct metric_rule **rule)
{
	const struct yaml_node *row = yaml_get(node, "row");
	const struct metric_rule *metric = rows_metric_need(r, name, row != NULL);
	struct row_limit *limit;

	if (row && !r->rows)
		yaml_die(row, "'row' is for a benchmark with 'rows'");
	if (row && !metric)
		yaml_die(name, "'%s' is not a metric of the rows", name->text);
	*rule = metric ? metric : rule_need(r, name, name->text);
	if (!metric || !r->rows) {
		c->limits[c->nlimits] =
		    (struct limit){.metric = (*rule)->name, .min = NAN, .max = NAN};
		return &c->limits[c->nlimits++];
	}
	limit = &r->rows->limits[r->rows->nlimits++];
	limit->row = row ? arena_strdup(r->arena, field_line(row, "row")) : NULL;
	limit->limit = (struct limit){.metric = (*rule)->name, .min = NAN, .max = NAN};
	return &limit->limit;
}

static void
require_read(struct rule_reader *r, struct plan_case *c)
{
	static const char *const keys[] = {"metric", "row", "min", "max", "because", NULL};
	const struct yaml_node *list = r->nodes->require, *v;

	if (!list)
		return;
	field_list(list, "require");
	if (list->n > LIMITS_MAX)
		yaml_die(list, "more than %d entries in 'require'", LIMITS_MAX);
	c->limits = arena_array(r->arena, list->n, sizeof *c->limits);
	if (r->rows)
		r->rows->limits = arena_array(r->arena, list->n, sizeof *r->rows->limits);
	for (size_t i = 0; i < list->n; i++) {
		const struct yaml_node *node = list->items[i], *metric;
		struct limit *limit;
		const struct metric_rule *rule;
		char *wrong;

		field_keys(node, keys, "an entry of 'require'");
		metric = yaml_get(node, "metric");
		if (!metric)
			yaml_die(node, "an entry of 'require' needs 'metric'");
		limit = limit_place(r, c, node, metric, &rule);
		if ((v = yaml_get(node, "min")))
			limit->min = limit_number(v, "min", rule);
		if ((v = yaml_get(node, "max")))
			limit->max = limit_number(v, "max", rule);
		wrong = limit_wrong(limit);
		if (wrong)
			yaml_die(node, "an entry of 'require' must be %s", wrong);
		if ((v = yaml_get(node, "because")))
			limit->because =
			    expression_expand_node(v, field_line(v, "because"), r->scope, r->arena);
	}
}

/* Add the rules of R that are of other metrics, or those that are not, to those of C. */
static void
rules_copy(const struct rule_reader *r, struct plan_case *c, bool of_others)
{
	for (size_t i = 0; i < r->n; i++)
		if ((r->rules[i].source == SOURCE_METRICS) == of_others)
			c->metrics[c->nmetrics++] = r->rules[i];
}

void
metric_rules_read(struct plan_case *c, const struct metric_nodes *nodes, const struct plan *plan,
    const struct scope *scope, struct arena *arena)
{
	struct rule_reader r = {.nodes = nodes, .plan = plan, .scope = scope, .arena = arena};
	const struct yaml_node *metrics = nodes->metrics;

	rows_rule_read(c, nodes, plan, scope, arena);
	r.rows = c->rows;
	for (size_t i = 0; metrics && i < field_map(metrics, "metrics")->n; i++)
		if (!slo_in(metrics->items[i]))
			metric_read(&r, metrics->keys[i], metrics->items[i]);
	for (size_t i = 0; metrics && i < metrics->n; i++)
		if (slo_in(metrics->items[i]))
			metric_read(&r, metrics->keys[i], metrics->items[i]);
	if (c->instrument == INSTRUMENT_CALLGRIND)
		rule_need(&r, nodes->instrument, "instructions");
	rules_for(&r, nodes->tolerance, "tolerance");
	rules_for(&r, nodes->threshold, "threshold");
	rules_for_all(&r, nodes->all_tolerance);
	rules_for_all(&r, nodes->all_threshold);
	require_read(&r, c);
	for (size_t i = 0; i < r.n; i++)
		policy_resolve(&r.rules[i], r.at[i], nodes, plan);
	c->metrics = arena_array(arena, r.n, sizeof *c->metrics);
	rules_copy(&r, c, false);
	rules_copy(&r, c, true);
	if (c->rows)
		rows_command_quiet(c, arena);
}
