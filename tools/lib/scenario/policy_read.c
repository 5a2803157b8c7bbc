#include "scenario/policy_read.h"

#include <stdbool.h>
#include <string.h>

#include "base/suggest.h"
#include "yaml/yaml_field.h"

/* How near to a metric a percentage was said. */
enum level { LEVEL_PLAN, LEVEL_SCENARIO, LEVEL_BENCHMARK, LEVEL_NAMED, LEVEL_METRIC };

struct percentage {
	double v;
	enum level level;
	const struct yaml_node *node;
};

/* What NODE says of metric NAME, if anything. */
static bool
percentage_of(const struct yaml_node *node, const char *what, const char *name, enum level level,
    struct percentage *p)
{
	const struct yaml_node *v = node && node->kind == YAML_MAP ? yaml_get(node, name) : node;

	if (!v)
		return false;
	if (v != node && level == LEVEL_BENCHMARK)
		level = LEVEL_NAMED;
	*p = (struct percentage){field_percent(v, node == v ? what : name), level, v};
	return true;
}

static struct percentage
percentage_resolve(const char *what, const char *name, const struct yaml_node *metric,
    const struct yaml_node *benchmark, const struct yaml_node *all, double fallback)
{
	struct percentage p = {fallback, LEVEL_PLAN, NULL};

	if (percentage_of(yaml_get(metric, what), what, name, LEVEL_METRIC, &p) ||
	    percentage_of(benchmark, what, name, LEVEL_BENCHMARK, &p))
		return p;
	if (all && all->kind == YAML_MAP)
		percentage_of(all, what, name, LEVEL_SCENARIO, &p);
	return p;
}

void
policy_resolve(struct metric_rule *rule, const struct yaml_node *node,
    const struct metric_nodes *nodes, const struct plan *plan)
{
	struct percentage tolerance = percentage_resolve(
	    "tolerance", rule->name, node, nodes->tolerance, nodes->all_tolerance, plan->tolerance);
	struct percentage threshold = percentage_resolve(
	    "threshold", rule->name, node, nodes->threshold, nodes->all_threshold, plan->threshold);

	if (tolerance.v > threshold.v) {
		if (tolerance.level == threshold.level)
			yaml_die(tolerance.node, "the tolerance of '%s' is over its threshold",
			    rule->name);
		if (tolerance.level < threshold.level)
			tolerance = threshold;
		else
			threshold = tolerance;
	}
	if (tolerance.level > LEVEL_PLAN)
		rule->tolerance = tolerance.v;
	if (threshold.level > LEVEL_PLAN)
		rule->threshold = threshold.v;
}

/* Check that each metric that NODE names is one of some benchmark. */
static void
names_check(const struct yaml_node *node, const char *what, const struct yaml_node *benchmarks)
{
	const char *known[METRIC_RULES_MAX];
	size_t n = 0;

	if (node->n > METRIC_RULES_MAX)
		yaml_die(node, "more than %d metrics in '%s'", METRIC_RULES_MAX, what);
	for (const struct metric_builtin *b = metric_builtins(); b->name; b++)
		known[n++] = b->name;
	for (size_t i = 0; i < node->n; i++) {
		const char *name = node->keys[i]->text;
		bool found = metric_builtin(name);

		for (size_t k = 0; !found && k < benchmarks->n; k++) {
			const struct yaml_node *metrics = yaml_get(benchmarks->items[k], "metrics");

			found = yaml_get(metrics, name);
			for (size_t m = 0; !found && metrics && metrics->kind == YAML_MAP &&
					   m < metrics->n && n < METRIC_RULES_MAX;
			     m++)
				known[n++] = metrics->keys[m]->text;
		}
		if (!found)
			yaml_die(node->keys[i], "'%s' names '%s', a metric of no benchmark%s", what,
			    name, suggest_note(name, known, n));
		field_percent(node->items[i], name);
	}
}

static bool
percentage_read(
    const struct yaml_node *node, const char *what, double *v, const struct yaml_node *benchmarks)
{
	if (!node)
		return false;
	if (node->kind == YAML_LIST)
		yaml_die(
		    node, "'%s' must be a percentage or a mapping of metrics to percentages", what);
	if (node->kind == YAML_MAP) {
		names_check(node, what, benchmarks);
		return false;
	}
	*v = field_percent(node, what);
	return true;
}

void
policy_read(struct plan *plan, const struct yaml_node *tolerance, const struct yaml_node *threshold,
    const struct yaml_node *benchmarks)
{
	bool t = percentage_read(tolerance, "tolerance", &plan->tolerance, benchmarks);
	bool h = percentage_read(threshold, "threshold", &plan->threshold, benchmarks);

	if (plan->tolerance <= plan->threshold)
		return;
	if (t && h)
		yaml_die(tolerance, "'tolerance' is over 'threshold'");
	if (t)
		plan->threshold = plan->tolerance;
	else
		plan->tolerance = plan->threshold;
}
