/* plan_load.h: a plan from a file. */
#ifndef PLAN_LOAD_H
#define PLAN_LOAD_H

#include "scenario/plan.h"

/* Read a scenario (YAML) or a plan (JSON) from PATH ("-": standard input) and
 * return the plan; dies with file:line:column. The caller owns it. */
struct plan *plan_load(const char *path);

#endif
