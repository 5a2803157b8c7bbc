#include "scenario/policy_read.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/suggest.h"
#include "model/policy.h"
#include "yaml/yaml_field.h"

/* How near to a metric a percentage was said. */
enum level { LEVEL_PLAN, LEVEL_SCENARIO, LEVEL_BENCHMARK, LEVEL_NAMED, LEVEL_METRIC };

struct percentage {
	struct policy_value said; /* at an enum level */
	const struct yaml_node *node;
};

double
policy_change_read(const struct yaml_node *node, const char *what)
{
	double v = field_percent(node, what);

	if (!policy_change_valid(v))
		yaml_die(node, "'%s' must be %s, not '%s'", what, POLICY_CHANGE_RANGE, node->text);
	return v;
}

static _Noreturn void
tolerance_die(const struct yaml_node *node, double tolerance, double threshold)
{
	yaml_die(node, "'tolerance' must be %s", policy_over(tolerance, threshold));
}

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
	*p = (struct percentage){{policy_change_read(v, node == v ? what : name), (int)level}, v};
	return true;
}

static struct percentage
percentage_resolve(const char *what, const char *name, const struct yaml_node *metric,
    const struct yaml_node *benchmark, const struct yaml_node *all, double fallback)
{
	struct percentage p = {{fallback, LEVEL_PLAN}, NULL};

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

	double was = tolerance.said.v;

	if (!policy_align(&tolerance.said, &threshold.said))
		tolerance_die(tolerance.node, was, threshold.said.v);
	if (tolerance.said.level > LEVEL_PLAN)
		rule->tolerance = tolerance.said.v;
	if (threshold.said.level > LEVEL_PLAN)
		rule->threshold = threshold.said.v;
}

/* Whether METRICS, a mapping or NULL, has NAME; if not, its names are added to the *N KNOWN. */
static bool
metrics_have(const struct yaml_node *metrics, const char *name, const char *known[METRIC_RULES_MAX],
    size_t *n)
{
	if (yaml_get(metrics, name))
		return true;
	for (size_t m = 0;
	     metrics && metrics->kind == YAML_MAP && m < metrics->n && *n < METRIC_RULES_MAX; m++)
		known[(*n)++] = metrics->keys[m]->text;
	return false;
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
			const struct yaml_node *b = benchmarks->items[k];

			found =
			    metrics_have(yaml_get(b, "metrics"), name, known, &n) ||
			    metrics_have(yaml_get(yaml_get(b, "rows"), "metrics"), name, known, &n);
		}
		if (!found)
			yaml_die(node->keys[i], "'%s' names '%s', a metric of no benchmark%s", what,
			    name, suggest_note(name, known, n));
		policy_change_read(node->items[i], name);
	}
}

/* What NODE, key WHAT, says of all metrics; NAN: nothing. */
static double
percentage_read(const struct yaml_node *node, const char *what, const struct yaml_node *benchmarks)
{
	if (!node)
		return NAN;
	if (node->kind == YAML_LIST)
		yaml_die(
		    node, "'%s' must be a percentage or a mapping of metrics to percentages", what);
	if (node->kind == YAML_MAP) {
		names_check(node, what, benchmarks);
		return NAN;
	}
	return policy_change_read(node, what);
}

void
policy_read(struct plan *plan, const struct yaml_node *tolerance, const struct yaml_node *threshold,
    const struct yaml_node *benchmarks)
{
	double t[] = {plan->tolerance, percentage_read(tolerance, "tolerance", benchmarks)};
	double h[] = {plan->threshold, percentage_read(threshold, "threshold", benchmarks)};
	struct policy_value low = policy_nearest(t, 2), high = policy_nearest(h, 2);

	if (!policy_align(&low, &high))
		tolerance_die(tolerance, t[1], h[1]);
	plan->tolerance = low.v;
	plan->threshold = high.v;
}
