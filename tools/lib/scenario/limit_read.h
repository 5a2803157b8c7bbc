/* limit_read.h: the numbers of limits in a scenario. */
#ifndef LIMIT_READ_H
#define LIMIT_READ_H

#include "scenario/plan.h"
#include "yaml/yaml_tree.h"

/* The number NODE, called WHAT, of a limit on the metric of RULE; or a quantity, "20 ms", brought
 * to the rule's unit. Dies at NODE when it is neither. */
double limit_number(const struct yaml_node *node, const char *what, const struct metric_rule *rule);

#endif
