/* limits_match.h: holds a results document against the limits it carries, or a scenario's. */
#ifndef LIMITS_MATCH_H
#define LIMITS_MATCH_H

#include "comparison/limits.h"
#include "results/results.h"
#include "scenario/plan.h"

/* Read all of R into LIST. With a PLAN its limits count and those in R do not;
 * its cases are found by id, else by name where one case alone has it, and
 * those with limits that have no result are recorded as missing. */
void limits_match(struct limit_list *list, struct results *r, const struct plan *plan);

#endif
