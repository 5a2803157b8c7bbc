#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/util.h"
#include "scenario/group_names.h"
#include "scenario/harness_format.h"
#include "scenario/metric_define.h"
#include "scenario/metric_rule.h"
#include "scenario/plan_words.h"
#include "scenario/policy_read.h"
#include "scenario/row_gate.h"
#include "scenario/rows_rule.h"
#include "scenario/scenario_bounds.h"
#include "yaml/yaml_field.h"
#include "json/json_path.h"

static const char *const rows_keys[] = {
    "from", "path", "pattern", "json", "name", "params", "where", "error", "gate", "metrics", NULL};
static const char *const metric_keys[] = {"value", "unit", "unit-from", "decimal", "better", "gate",
    "reduce", "tolerance", "threshold", NULL};

struct rows_reader {
	const struct metric_nodes *nodes;
	const struct plan *plan;
	const struct scope *scope;
	struct arena *arena;
	struct rows_rule *rule;
};

/* The key of NODE that says how rows are found. */
static void
finder_read(const struct rows_reader *r, const struct yaml_node *node)
{
	const struct yaml_node *pattern = yaml_get(node, "pattern"), *json = yaml_get(node, "json");
	struct rows_rule *rule = r->rule;
	struct buf why = BUF_INIT;
	char *error;

	if (!pattern == !json)
		yaml_die(node, "'rows' needs one of 'pattern' and 'json'");
	rule->extractor = json ? EXTRACT_JSON : EXTRACT_PATTERN;
	node = json ? json : pattern;
	field_text(node, json ? "json" : "pattern");
	rule->expression = expression_expand_node(node, node->text, r->scope, r->arena);
	if (json) {
		if (!json_path_check(rule->expression, &why))
			yaml_die(json, "%s", why.s);
		buf_free(&why);
		return;
	}
	if ((error = group_names_error(rule->expression)))
		yaml_die(pattern, "'pattern' is not a pattern: %s", error);
}

/* TEXT, which NODE says of WHAT, as a place. */
static char *
place_of(
    const struct rows_reader *r, const struct yaml_node *node, const char *text, const char *what)
{
	char *place = expression_expand_node(node, text, r->scope, r->arena);
	char *error = rows_place_error(r->rule, place);

	if (error)
		yaml_die(node, "'%s': %s", what, error);
	return place;
}

/* The place that NODE, key WHAT of AT, says, or FALLBACK. */
static char *
place_read(
    const struct rows_reader *r, const struct yaml_node *at, const char *what, const char *fallback)
{
	const struct yaml_node *node = yaml_get(at, what);

	if (node)
		return place_of(r, node, field_text(node, what), what);
	return fallback ? place_of(r, at, fallback, what) : NULL;
}

/* The mapping NODE, key WHAT, or NULL; *N: its members. */
static const struct yaml_node *
mapping_read(const struct yaml_node *node, const char *what, size_t *n)
{
	const struct yaml_node *map = yaml_get(node, what);

	*n = map ? field_map(map, what)->n : 0;
	if (*n > ROWS_LIST_MAX)
		yaml_die(map, "more than %d entries in '%s'", ROWS_LIST_MAX, what);
	return map;
}

static void
row_params_read(
    const struct rows_reader *r, const struct yaml_node *node, const struct plan_case *c)
{
	struct rows_rule *rule = r->rule;
	const struct yaml_node *map = mapping_read(node, "params", &rule->nparams);

	rule->params = arena_array(r->arena, rule->nparams, sizeof *rule->params);
	for (size_t i = 0; i < rule->nparams; i++) {
		const struct yaml_node *key = map->keys[i], *place = map->items[i];

		field_name(key, "parameter");
		for (size_t k = 0; k < c->nparams; k++)
			if (strcmp(c->params[k].key, key->text) == 0)
				yaml_die(key, "'%s' is a key of the matrix already", key->text);
		rule->params[i].key = arena_strdup(r->arena, key->text);
		rule->params[i].place = place_of(r, place, field_text(place, key->text), key->text);
	}
}

static void
where_read(const struct rows_reader *r, const struct yaml_node *node)
{
	struct rows_rule *rule = r->rule;
	const struct yaml_node *map = mapping_read(node, "where", &rule->nwhere);

	rule->where = arena_array(r->arena, rule->nwhere, sizeof *rule->where);
	for (size_t i = 0; i < rule->nwhere; i++) {
		const struct yaml_node *key = map->keys[i], *text = map->items[i];

		rule->where[i].place = place_of(r, key, key->text, "where");
		for (size_t k = 0; k < i; k++)
			if (strcmp(rule->where[k].place, rule->where[i].place) == 0)
				yaml_die(key, "'where' has '%s' already", rule->where[i].place);
		rule->where[i].text =
		    expression_expand_node(text, field_line(text, key->text), r->scope, r->arena);
	}
}

/* Where the values of metric NAME are, when nothing says it: where its name is. */
static char *
value_place(const struct rows_rule *rule, const char *name)
{
	if (rule->extractor == EXTRACT_PATTERN)
		return xstrdup(name);
	return strchr(name, '-') ? xasprintf(".[\"%s\"]", name) : xasprintf(".%s", name);
}

static void
unit_read(const struct rows_reader *r, const struct yaml_node *node, struct row_metric *m)
{
	const struct yaml_node *v = yaml_get(node, "unit");
	const char *unit = yaml_get(node, "unit-from")               ? PLAN_UNIT_AUTO
			   : strcmp(m->rule.name, "throughput") == 0 ? "ops/s"
								     : "";

	m->unit_from = place_read(r, node, "unit-from", NULL);
	if (v)
		unit = field_line(v, "unit");
	if (strlen(unit) > SCENARIO_MAX_UNIT)
		yaml_die(v, "a unit has at most %d bytes", SCENARIO_MAX_UNIT);
	m->rule.unit = arena_strdup(r->arena, unit);
}

static void
row_metric_read(const struct rows_reader *r, const struct yaml_node *key,
    const struct yaml_node *node, struct row_metric *m)
{
	const char *name = field_name(key, "metric");
	const struct yaml_node *v;
	char where[160], *place = value_place(r->rule, name), *wrong;

	if (metric_builtin(name))
		yaml_die(key,
		    "'%s' is what bench-run measures of the whole command: give the metric of "
		    "the rows another name",
		    name);
	if (yaml_get(r->nodes->metrics, name))
		yaml_die(key, "'%s' is a metric of the whole command already", name);
	snprintf(where, sizeof where, "metric '%s'", name);
	field_keys(node, metric_keys, where);
	m->rule = (struct metric_rule){.name = arena_strdup(r->arena, name),
	    .gate = true,
	    .tolerance = NAN,
	    .threshold = NAN,
	    .source = r->rule->source,
	    .file = r->rule->file,
	    .extractor = r->rule->extractor};
	m->rule.expression = place_read(r, node, "value", place);
	free(place);
	unit_read(r, node, m);
	if ((v = yaml_get(node, "better")))
		m->rule.better = (enum better)field_word(v, "better", better_words);
	else if (strcmp(name, "throughput") == 0)
		m->rule.better = BETTER_HIGHER;
	else
		yaml_die(key, "metric '%s' must say 'better: lower' or 'better: higher'", name);
	if ((v = yaml_get(node, "gate")))
		m->rule.gate = field_bool(v, "gate");
	if ((v = yaml_get(node, "decimal")))
		m->rule.decimal = DECIMAL_POINT + (enum decimal)field_word(
						      v, "decimal", plan_decimals + DECIMAL_POINT);
	if ((v = yaml_get(node, "reduce")) &&
	    !reduction_parse(field_text(v, "reduce"), &m->rule.reduction))
		yaml_die(v, "'reduce' must be %s", reduction_expected(v->text));
	if ((wrong = rows_metric_error(m)))
		yaml_die(key, "metric '%s': %s", name, wrong);
	policy_resolve(&m->rule, node, r->nodes, r->plan);
}

static void
row_metrics_read(const struct rows_reader *r, const struct yaml_node *node)
{
	const struct yaml_node *map = yaml_get(node, "metrics");
	struct rows_rule *rule = r->rule;

	if (!map)
		yaml_die(node, "'rows' needs 'metrics', what each row reports");
	field_map(map, "metrics");
	if (map->n == 0)
		yaml_die(map, "'metrics' is empty");
	if (map->n > METRIC_RULES_MAX)
		yaml_die(map, "more than %d metrics in 'rows'", METRIC_RULES_MAX);
	rule->metrics = arena_array(r->arena, map->n, sizeof *rule->metrics);
	for (; rule->nmetrics < map->n; rule->nmetrics++)
		row_metric_read(r, map->keys[rule->nmetrics], map->items[rule->nmetrics],
		    &rule->metrics[rule->nmetrics]);
}

void
rows_rule_read(struct plan_case *c, const struct metric_nodes *nodes, const struct plan *plan,
    const struct scope *scope, struct arena *arena)
{
	const struct yaml_node *node = nodes->rows;
	struct rows_reader r = {nodes, plan, scope, arena, NULL};
	struct metric_rule source = {.source = SOURCE_STDOUT};

	if (nodes->harness)
		c->rows = harness_read(nodes, plan, scope, arena);
	if (!node)
		return;
	field_keys(node, rows_keys, "'rows'");
	r.rule = arena_alloc(arena, sizeof *r.rule);
	r.rule->tolerance = r.rule->threshold = NAN;
	finder_read(&r, node);
	metric_source_read(&source, node, scope, arena);
	r.rule->source = source.source;
	r.rule->file = source.file;
	r.rule->name =
	    place_read(&r, node, "name", r.rule->extractor == EXTRACT_JSON ? ".name" : "name");
	row_params_read(&r, node, c);
	where_read(&r, node);
	r.rule->error = place_read(&r, node, "error", NULL);
	r.rule->gate = row_gate_read(node, arena);
	row_metrics_read(&r, node);
	c->rows = r.rule;
}
