/* metric_rule.h: the metrics, tolerances and limits of one case of a scenario. */
#ifndef METRIC_RULE_H
#define METRIC_RULE_H

#include "base/arena.h"
#include "scenario/expression.h"
#include "scenario/plan.h"
#include "yaml/yaml_tree.h"

enum { METRIC_RULES_MAX = 100, LIMITS_MAX = 100 };

/* What a scenario says about the metrics of one benchmark; a node that is not
 * there is NULL. */
struct metric_nodes {
	const char *where;                             /* "benchmark 'matmul'" */
	const struct yaml_node *metrics, *require;     /* of the benchmark */
	const struct yaml_node *rows, *harness;        /* of the benchmark */
	const struct yaml_node *tolerance, *threshold; /* of the benchmark */
	const struct yaml_node *instrument;
	const struct yaml_node *all_tolerance, *all_threshold; /* of the scenario */
};

/* Fill metrics, rows and limits of C, which has its parameters. PLAN has the scenario's tolerance
 * and threshold already. Dies at the position of what is wrong. */
void metric_rules_read(struct plan_case *c, const struct metric_nodes *nodes,
    const struct plan *plan, const struct scope *scope, struct arena *arena);

#endif
