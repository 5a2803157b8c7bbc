#include "scenario/slo_read.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "scenario/limit_read.h"
#include "scenario/plan_member.h"
#include "yaml/yaml_field.h"

enum { SLO_MAX = 16 }; /* limits of one metric */

bool
slo_in(const struct yaml_node *node)
{
	return node->kind == YAML_MAP && yaml_get(node, "slo") != NULL;
}

/* The metric NAME of the N RULES whose values can be held to a limit, or NULL. */
static const struct metric_rule *
limited_find(const struct metric_rule *rules, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(rules[i].name, name) == 0 && rules[i].extractor != EXTRACT_NONE)
			return &rules[i];
	return NULL;
}

static const struct metric_rule *
limited_need(const struct yaml_node *key, const struct metric_rule *rules, size_t n)
{
	const struct metric_rule *rule = limited_find(rules, n, key->text);
	const char **known;
	size_t nknown = 0;

	if (rule)
		return rule;
	known = xreallocarray(NULL, n + 1, sizeof *known);
	for (size_t i = 0; i < n; i++)
		if (rules[i].extractor != EXTRACT_NONE)
			known[nknown++] = rules[i].name;
	yaml_die(key,
	    "'slo' needs metrics that the command reports for each request, and '%s' is none%s",
	    key->text, suggest_note(key->text, known, nknown));
}

void
slo_define(struct metric_rule *rule, const struct yaml_node *node, const struct metric_rule *rules,
    size_t n, struct arena *arena)
{
	static const char *const keys[] = {"slo", "gate", "tolerance", "threshold", NULL};
	const struct yaml_node *limits = field_map(yaml_get(node, "slo"), "slo"), *v;
	char where[160];

	snprintf(where, sizeof where, "metric '%.100s'", rule->name);
	field_keys(node, keys, where);
	if (limits->n == 0 || limits->n > SLO_MAX)
		yaml_die(limits, "'slo' needs 1 to %d metrics with their limits", SLO_MAX);
	rule->source = SOURCE_METRICS;
	rule->unit = arena_strdup(arena, SLO_UNIT);
	rule->better = BETTER_HIGHER;
	if ((v = yaml_get(node, "gate")))
		rule->gate = field_bool(v, "gate");
	rule->slo = arena_array(arena, limits->n, sizeof *rule->slo);
	for (size_t i = 0; i < limits->n; i++) {
		const struct metric_rule *of = limited_need(limits->keys[i], rules, n);
		double limit = limit_number(limits->items[i], of->name, of);
		bool most = of->better == BETTER_LOWER;

		rule->slo[rule->nslo++] = (struct limit){
		    .metric = of->name, .min = most ? NAN : limit, .max = most ? limit : NAN};
	}
}

void
slo_read(const struct json_at *object, struct metric_rule *rule, const struct metric_rule *rules,
    size_t n, struct arena *a)
{
	struct json_at list = json_member(object, "slo"), at;
	const struct metric_rule *of;

	rule->nslo = json_length(&list);
	if (rule->nslo == 0 || rule->nslo > SLO_MAX)
		json_wrong(object, "a metric with limits in 'slo'");
	rule->slo = arena_array(a, rule->nslo, sizeof *rule->slo);
	for (size_t i = 0; i < rule->nslo; i++) {
		at = json_element(&list, i);
		rule->slo[i] = plan_limit_read(&at, a);
		of = limited_find(rules, n, rule->slo[i].metric);
		if (!of)
			json_wrong(
			    &at, "a limit on a metric of the case that is read from its output");
		rule->slo[i].metric = of->name;
	}
}
