/* value_rule.h: which keys of a metric of a scenario's own go together. */
#ifndef VALUE_RULE_H
#define VALUE_RULE_H

#include "scenario/plan.h"

/* What is wrong with how the values of RULE, else complete, are read: their unit, decimal mark
 * and reduction; NULL: nothing. The caller owns it. *KEY is the key of RULE that it is about. */
char *value_rule_wrong(const struct metric_rule *rule, const char **key);

#endif
