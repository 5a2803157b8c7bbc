/* metric_define.h: a metric of a scenario's own, and how its value is found. */
#ifndef METRIC_DEFINE_H
#define METRIC_DEFINE_H

#include "base/arena.h"
#include "scenario/expression.h"
#include "scenario/plan.h"
#include "yaml/yaml_tree.h"

/* Fill RULE, which has its name and defaults, from NODE, the value of KEY. Texts
 * go to ARENA. Dies at the position of what is wrong. */
void metric_define(struct metric_rule *rule, const struct yaml_node *key,
    const struct yaml_node *node, const struct scope *scope, struct arena *arena);

/* Fill SOURCE and FILE of RULE, whose extractor is known, from keys 'from' and 'path' of NODE. */
void metric_source_read(struct metric_rule *rule, const struct yaml_node *node,
    const struct scope *scope, struct arena *arena);

/* Whether KEY says how a metric is found, which a built-in one does not need. */
bool metric_key_defines(const char *key);

#endif
