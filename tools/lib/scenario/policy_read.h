/* policy_read.h: which tolerance and threshold are in force for a metric. */
#ifndef POLICY_READ_H
#define POLICY_READ_H

#include "scenario/metric_rule.h"

/* The change, a fraction, that NODE says, key WHAT. Dies where it is none, or out of bounds. */
double policy_change_read(const struct yaml_node *node, const char *what);
/* Read a scenario's own 'tolerance' and 'threshold' (NULL: not there) into
 * PLAN, which has the defaults; where they are mappings, only check that every
 * metric is one of some of the BENCHMARKS. */
void policy_read(struct plan *plan, const struct yaml_node *tolerance,
    const struct yaml_node *threshold, const struct yaml_node *benchmarks);

/* Set tolerance and threshold of RULE, which the mapping or null NODE (or
 * NULL) defines: the value of the metric itself, else of the benchmark,
 * else of the scenario, else NAN; aligned (policy_align()). */
void policy_resolve(struct metric_rule *rule, const struct yaml_node *node,
    const struct metric_nodes *nodes, const struct plan *plan);

#endif
