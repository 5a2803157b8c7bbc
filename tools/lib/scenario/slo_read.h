/* slo_read.h: the share of an invocation's requests that keep limits: 'slo' of a metric. */
#ifndef SLO_READ_H
#define SLO_READ_H

#include "base/arena.h"
#include "scenario/plan.h"
#include "yaml/yaml_tree.h"
#include "json/json_document.h"

/* The unit of such a metric. */
#define SLO_UNIT "%"

/* Whether NODE, the value of a metric, is one with 'slo'. */
bool slo_in(const struct yaml_node *node);

/* Fill RULE, which has its name and defaults, from NODE: 'slo' has limits on some of the N metrics
 * RULES of the benchmark, each with values of its own. A limit is the most of a metric that is
 * better when lower, and the least of one that is better when higher. Texts go to ARENA. Dies at
 * the position of what is wrong. */
void slo_define(struct metric_rule *rule, const struct yaml_node *node,
    const struct metric_rule *rules, size_t n, struct arena *arena);

/* 'slo' of OBJECT, a metric of a plan, into RULE: limits on some of the N metrics RULES.
 * Texts go to A. Dies when it is not what slo_define() makes. */
void slo_read(const struct json_at *object, struct metric_rule *rule,
    const struct metric_rule *rules, size_t n, struct arena *a);

#endif
