#include "metric_rule.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "field.h"
#include "json_path.h"
#include "pattern.h"
#include "plan_words.h"
#include "policy.h"
#include "suggest.h"

enum { UNIT_MAX = 32 };

struct reader {
	const struct metric_nodes *nodes;
	const struct scope *scope;
	struct arena *arena;
	struct metric_rule rules[METRIC_RULES_MAX];
	const struct yaml_node *at[METRIC_RULES_MAX]; /* where each was defined, or NULL */
	size_t n;
};

static const char *const builtin_keys[] = {
    "gate", "unit", "better", "tolerance", "threshold", NULL};
static const char *const defined_keys[] = {"from", "path", "pattern", "json", "time-to", "between",
    "unit", "better", "gate", "reduce", "tolerance", "threshold", NULL};

static struct metric_rule *
rule_find(struct reader *r, const char *name)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->rules[i].name, name) == 0)
			return &r->rules[i];
	return NULL;
}

static struct metric_rule *
rule_add(struct reader *r, const struct yaml_node *node, const char *name)
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
    struct reader *r, const struct yaml_node *node, const struct metric_builtin *builtin)
{
	struct metric_rule *rule = rule_add(r, node, builtin->name);

	rule->unit = arena_strdup(r->arena, builtin->unit);
	rule->better = builtin->better;
	rule->gate = builtin->gate;
	return rule;
}

/* The rule of metric NAME, made when it is a built-in one that nobody named so
 * far; dies at NODE when the benchmark has no such metric. */
static struct metric_rule *
rule_need(struct reader *r, const struct yaml_node *node, const char *name)
{
	const struct metric_builtin *builtin = metric_builtin(name);
	struct metric_rule *rule = rule_find(r, name);
	const char **known;
	size_t n = r->n;

	if (rule)
		return rule;
	if (builtin)
		return rule_add_builtin(r, node, builtin);
	for (builtin = metric_builtins(); builtin->name; builtin++)
		n++;
	known = xreallocarray(NULL, n, sizeof *known);
	for (size_t i = 0; i < r->n; i++)
		known[i] = r->rules[i].name;
	for (size_t i = r->n; i < n; i++)
		known[i] = metric_builtins()[i - r->n].name;
	yaml_die(
	    node, "%s has no metric '%s'%s", r->nodes->where, name, suggest_note(name, known, n));
}

static void
builtin_read(struct reader *r, const struct yaml_node *key, const struct yaml_node *node)
{
	const struct metric_builtin *builtin = metric_builtin(key->text);
	struct metric_rule *rule = rule_add_builtin(r, key, builtin);
	const struct yaml_node *v;
	char where[120];

	if (yaml_is_null(node))
		return;
	snprintf(where, sizeof where, "the built-in metric '%s'", builtin->name);
	for (size_t i = 0; node->kind == YAML_MAP && i < node->n; i++)
		for (size_t k = 0; k < 6; k++)
			if (strcmp(node->keys[i]->text, defined_keys[k]) == 0)
				yaml_die(node->keys[i],
				    "'%s' is a built-in metric, which bench-run measures itself: "
				    "give a "
				    "metric with '%s' another name",
				    builtin->name, defined_keys[k]);
	field_keys(node, builtin_keys, where);
	if ((v = yaml_get(node, "gate")))
		rule->gate = field_bool(v, "gate");
	if ((v = yaml_get(node, "unit")) && strcmp(field_line(v, "unit"), builtin->unit) != 0)
		yaml_die(
		    v, "the unit of '%s' is '%s', not '%s'", builtin->name, builtin->unit, v->text);
	if ((v = yaml_get(node, "better")) &&
	    strcmp(field_text(v, "better"), better_name(builtin->better)) != 0)
		yaml_die(v, "of '%s' the %s is better, not '%s'", builtin->name,
		    better_name(builtin->better), v->text);
}

static void
expression_read(struct reader *r, struct metric_rule *rule, const struct yaml_node *node,
    const struct yaml_node *key)
{
	struct buf why = BUF_INIT;
	char *error;

	field_text(node, key->text);
	rule->expression = field_expand(node, node->text, r->scope, r->arena);
	if (rule->extractor == EXTRACT_JSON) {
		if (!json_path_check(rule->expression, &why))
			yaml_die(node, "%s", why.s);
		buf_free(&why);
	} else if ((error = pattern_error(rule->expression))) {
		yaml_die(node, "'%s' is not a pattern: %s", key->text, error);
	}
}

static void
source_read(struct reader *r, struct metric_rule *rule, const struct yaml_node *node)
{
	const struct yaml_node *from = yaml_get(node, "from"), *path = yaml_get(node, "path");
	bool timed = rule->extractor == EXTRACT_TIME_TO || rule->extractor == EXTRACT_BETWEEN;

	rule->source = SOURCE_STDOUT;
	if (from)
		rule->source = SOURCE_STDOUT + field_word(from, "from", plan_sources + 1);
	if (rule->source == SOURCE_FILE && !path)
		yaml_die(from, "'from: file' needs 'path', the file to read");
	if (rule->source != SOURCE_FILE && path)
		yaml_die(path, "'path' needs 'from: file'");
	if (timed && rule->source != SOURCE_STDOUT)
		yaml_die(from, "only lines of stdout are timed, not '%s'", from->text);
	if (!path)
		return;
	field_text(path, "path");
	rule->file = field_expand(path, field_line(path, "path"), r->scope, r->arena);
	if (!*rule->file)
		yaml_die(path, "'path' is empty");
}

static void
better_read(struct metric_rule *rule, const struct yaml_node *key, const struct yaml_node *node)
{
	const struct yaml_node *v = yaml_get(node, "better");
	bool timed = rule->extractor == EXTRACT_TIME_TO || rule->extractor == EXTRACT_BETWEEN;

	if (v)
		rule->better = (enum better)field_word(v, "better", better_words);
	else if (strcmp(rule->name, "throughput") == 0)
		rule->better = BETTER_HIGHER;
	else if (timed)
		rule->better = BETTER_LOWER;
	else
		yaml_die(
		    key, "metric '%s' must say 'better: lower' or 'better: higher'", rule->name);
}

/* The key of NODE that says how to find the value of the metric called KEY. */
static const struct yaml_node *
extractor_find(const struct yaml_node *key, const struct yaml_node *node, const char *where,
    enum extractor *extractor)
{
	const struct yaml_node *how = NULL;

	for (size_t i = 0; i < node->n; i++) {
		for (size_t k = EXTRACT_PATTERN; plan_extractors[k]; k++) {
			if (strcmp(node->keys[i]->text, plan_extractors[k]) != 0)
				continue;
			if (how)
				yaml_die(node->keys[i],
				    "%s has '%s' and '%s': only one of them can find its value",
				    where, how->text, node->keys[i]->text);
			how = node->keys[i];
			*extractor = (enum extractor)k;
		}
	}
	if (!how)
		yaml_die(key, "%s needs one of 'pattern', 'json', 'time-to' and 'between'", where);
	return how;
}

static void
defined_read(struct reader *r, const struct yaml_node *key, const struct yaml_node *node)
{
	const struct yaml_node *v, *how;
	struct metric_rule *rule;
	const char *unit = NULL;
	char where[160];

	snprintf(where, sizeof where, "metric '%s'", field_name(key, "metric"));
	if (yaml_is_null(node) || (node->kind == YAML_MAP && node->n == 0)) {
		size_t n = 0;
		const char *known[64];

		for (const struct metric_builtin *b = metric_builtins(); b->name && n < 64; b++)
			known[n++] = b->name;
		yaml_die(key, "'%s' is not a built-in metric%s: say how to find it", key->text,
		    suggest_note(key->text, known, n));
	}
	field_keys(node, defined_keys, where);
	rule = rule_add(r, key, key->text);
	how = extractor_find(key, node, where, &rule->extractor);
	expression_read(r, rule, yaml_get(node, how->text), how);
	source_read(r, rule, node);
	better_read(rule, key, node);
	if (rule->extractor == EXTRACT_TIME_TO || rule->extractor == EXTRACT_BETWEEN)
		unit = "ms";
	v = yaml_get(node, "unit");
	if (v && unit && strcmp(field_line(v, "unit"), unit) != 0)
		yaml_die(v, "'%s' measures ms, not '%s'", how->text, v->text);
	if (v)
		unit = field_line(v, "unit");
	else if (!unit)
		unit = strcmp(rule->name, "throughput") == 0 ? "ops/s" : "";
	if (strlen(unit) > UNIT_MAX)
		yaml_die(v, "a unit has at most %d bytes", UNIT_MAX);
	rule->unit = arena_strdup(r->arena, unit);
	if ((v = yaml_get(node, "gate")))
		rule->gate = field_bool(v, "gate");
	if ((v = yaml_get(node, "reduce")))
		rule->reduce = (enum reduce)field_word(v, "reduce", plan_reduces);
}

/* Make rules for the metrics that NODE, a 'tolerance' or 'threshold' of the
 * benchmark, is about. */
static void
rules_for(struct reader *r, const struct yaml_node *node, const char *what)
{
	if (!node)
		return;
	if (node->kind == YAML_MAP) {
		if (node->n > METRIC_RULES_MAX)
			yaml_die(node, "more than %d metrics in '%s'", METRIC_RULES_MAX, what);
		for (size_t i = 0; i < node->n; i++)
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
rules_for_all(struct reader *r, const struct yaml_node *node)
{
	for (size_t i = 0; node && node->kind == YAML_MAP && i < node->n; i++) {
		const struct metric_builtin *builtin = metric_builtin(node->keys[i]->text);

		if (builtin && builtin->always)
			rule_need(r, node->keys[i], builtin->name);
	}
}

static void
limits_read(struct reader *r, struct plan_case *c)
{
	static const char *const keys[] = {"metric", "min", "max", "because", NULL};
	const struct yaml_node *list = r->nodes->require, *v;

	if (!list)
		return;
	field_list(list, "require");
	if (list->n > LIMITS_MAX)
		yaml_die(list, "more than %d entries in 'require'", LIMITS_MAX);
	c->limits = arena_array(r->arena, list->n, sizeof *c->limits);
	c->nlimits = list->n;
	for (size_t i = 0; i < list->n; i++) {
		const struct yaml_node *node = list->items[i], *metric, *max;
		struct limit *limit = &c->limits[i];

		*limit = (struct limit){.min = NAN, .max = NAN};
		field_keys(node, keys, "an entry of 'require'");
		metric = yaml_get(node, "metric");
		if (!metric)
			yaml_die(node, "an entry of 'require' needs 'metric'");
		limit->metric = rule_need(r, metric, field_text(metric, "metric"))->name;
		if ((v = yaml_get(node, "min")))
			limit->min = field_number(v, "min");
		if ((max = yaml_get(node, "max")))
			limit->max = field_number(max, "max");
		if (!v && !max)
			yaml_die(node, "an entry of 'require' needs 'min' or 'max'");
		if (v && max && limit->min > limit->max)
			yaml_die(v, "'min' (%s) is over 'max' (%s)", v->text, max->text);
		if ((v = yaml_get(node, "because")))
			limit->because =
			    field_expand(v, field_line(v, "because"), r->scope, r->arena);
	}
}

void
metric_rules_read(struct plan_case *c, const struct metric_nodes *nodes, const struct plan *plan,
    const struct scope *scope, struct arena *arena)
{
	struct reader r = {.nodes = nodes, .scope = scope, .arena = arena};
	const struct yaml_node *metrics = nodes->metrics;

	for (size_t i = 0; metrics && i < field_map(metrics, "metrics")->n; i++) {
		if (metric_builtin(metrics->keys[i]->text))
			builtin_read(&r, metrics->keys[i], metrics->items[i]);
		else
			defined_read(&r, metrics->keys[i], metrics->items[i]);
		r.at[r.n - 1] = metrics->items[i];
	}
	if (c->instrument == INSTRUMENT_CALLGRIND)
		rule_need(&r, nodes->instrument, "instructions");
	rules_for(&r, nodes->tolerance, "tolerance");
	rules_for(&r, nodes->threshold, "threshold");
	rules_for_all(&r, nodes->all_tolerance);
	rules_for_all(&r, nodes->all_threshold);
	limits_read(&r, c);
	for (size_t i = 0; i < r.n; i++)
		policy_resolve(&r.rules[i], r.at[i], nodes, plan);
	c->metrics = arena_array(arena, r.n, sizeof *c->metrics);
	memcpy(c->metrics, r.rules, r.n * sizeof *c->metrics);
	c->nmetrics = r.n;
}
