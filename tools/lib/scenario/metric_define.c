#include "scenario/metric_define.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/suggest.h"
#include "scenario/pattern.h"
#include "scenario/plan_words.h"
#include "scenario/scenario_bounds.h"
#include "scenario/value_rule.h"
#include "yaml/yaml_field.h"
#include "json/json_path.h"

enum { DEFINING = 7 /* of the keys say how a metric is found */ };

static const char *const defined_keys[] = {"from", "path", "pattern", "json", "time-to", "between",
    "slo", "unit", "unit-group", "decimal", "better", "gate", "reduce", "keep", "tolerance",
    "threshold", NULL};

bool
metric_key_defines(const char *key)
{
	for (size_t i = 0; i < DEFINING; i++)
		if (strcmp(key, defined_keys[i]) == 0)
			return true;
	return false;
}

static void
expression_define(struct metric_rule *rule, const struct yaml_node *node,
    const struct yaml_node *key, const struct scope *scope, struct arena *arena)
{
	struct buf why = BUF_INIT;
	char *error;

	field_text(node, key->text);
	rule->expression = expression_expand_node(node, node->text, scope, arena);
	if (rule->extractor == EXTRACT_JSON) {
		if (!json_path_check(rule->expression, &why))
			yaml_die(node, "%s", why.s);
		buf_free(&why);
	} else if ((error = pattern_error(rule->expression))) {
		yaml_die(node, "'%s' is not a pattern: %s", key->text, error);
	}
}

void
metric_source_read(struct metric_rule *rule, const struct yaml_node *node,
    const struct scope *scope, struct arena *arena)
{
	static const char *const sources[] = {"stdout", "stderr", "file", NULL};
	const struct yaml_node *from = yaml_get(node, "from"), *path = yaml_get(node, "path");
	bool timed = rule->extractor == EXTRACT_TIME_TO || rule->extractor == EXTRACT_BETWEEN;

	rule->source = SOURCE_STDOUT;
	if (from)
		rule->source = SOURCE_STDOUT + field_word(from, "from", sources);
	if (rule->source == SOURCE_FILE && !path)
		yaml_die(from, "'from: file' needs 'path', the file to read");
	if (rule->source != SOURCE_FILE && path)
		yaml_die(path, "'path' needs 'from: file'");
	if (timed && rule->source != SOURCE_STDOUT)
		yaml_die(from, "only lines of stdout are timed, not '%s'", from->text);
	if (!path)
		return;
	field_text(path, "path");
	rule->file = expression_expand_node(path, field_line(path, "path"), scope, arena);
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
				    "%s has '%s' and '%s': only one of them is allowed", where,
				    how->text, node->keys[i]->text);
			how = node->keys[i];
			*extractor = (enum extractor)k;
		}
	}
	if (!how)
		yaml_die(key, "%s needs one of 'pattern', 'json', 'time-to', 'between' and 'slo'",
		    where);
	return how;
}

/* The unit of the values; HOW is the key that says how they are found. */
static void
unit_define(
    struct metric_rule *rule, const struct yaml_node *node, const char *how, struct arena *arena)
{
	const struct yaml_node *v = yaml_get(node, "unit");
	bool timed = rule->extractor == EXTRACT_TIME_TO || rule->extractor == EXTRACT_BETWEEN;
	const char *unit = timed                                   ? "ms"
			   : yaml_get(node, "unit-group")          ? PLAN_UNIT_AUTO
			   : strcmp(rule->name, "throughput") == 0 ? "ops/s"
								   : "";

	if (v && timed && strcmp(field_line(v, "unit"), unit) != 0)
		yaml_die(v, "'%s' measures ms, not '%s'", how, v->text);
	if (v)
		unit = field_line(v, "unit");
	if (strlen(unit) > SCENARIO_MAX_UNIT)
		yaml_die(v, "a unit has at most %d bytes", SCENARIO_MAX_UNIT);
	rule->unit = arena_strdup(arena, unit);
}

/* How the values that are found become one. */
static void
value_define(struct metric_rule *rule, const struct yaml_node *node)
{
	static const char *const keeps[] = {"all", NULL};
	const struct yaml_node *v;
	const char *key;
	char *wrong;

	if ((v = yaml_get(node, "unit-group")))
		rule->unit_group = field_count(v, "unit-group", 1, PATTERN_GROUP_MAX);
	if ((v = yaml_get(node, "decimal")))
		rule->decimal = DECIMAL_POINT + (enum decimal)field_word(
						    v, "decimal", plan_decimals + DECIMAL_POINT);
	if ((v = yaml_get(node, "reduce")) &&
	    !reduction_parse(field_text(v, "reduce"), &rule->reduction))
		yaml_die(v, "'reduce' must be %s", reduction_expected(v->text));
	if ((v = yaml_get(node, "keep")))
		rule->keep = field_word(v, "keep", keeps) == 0;
	wrong = value_rule_wrong(rule, &key);
	if (wrong)
		yaml_die(yaml_get(node, key), "%s", wrong);
}

void
metric_define(struct metric_rule *rule, const struct yaml_node *key, const struct yaml_node *node,
    const struct scope *scope, struct arena *arena)
{
	const struct yaml_node *v, *how;
	char where[160];

	snprintf(where, sizeof where, "metric '%s'", field_name(key, "metric"));
	if (yaml_is_null(node) || (node->kind == YAML_MAP && node->n == 0)) {
		size_t n = 0;
		const char *known[64];

		for (const struct metric_builtin *b = metric_builtins(); b->name && n < 64; b++)
			known[n++] = b->name;
		yaml_die(key,
		    "'%s' is not a built-in metric%s: it needs 'pattern', 'json', 'time-to', "
		    "'between' or 'slo'",
		    key->text, suggest_note(key->text, known, n));
	}
	field_keys(node, defined_keys, where);
	how = extractor_find(key, node, where, &rule->extractor);
	expression_define(rule, yaml_get(node, how->text), how, scope, arena);
	metric_source_read(rule, node, scope, arena);
	better_read(rule, key, node);
	unit_define(rule, node, how->text, arena);
	if ((v = yaml_get(node, "gate")))
		rule->gate = field_bool(v, "gate");
	value_define(rule, node);
}
