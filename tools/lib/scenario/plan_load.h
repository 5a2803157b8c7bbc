/* plan_load.h: a plan from a file. */
#ifndef PLAN_LOAD_H
#define PLAN_LOAD_H

#include "scenario/plan.h"

/* Read a scenario (YAML) or a plan (JSON) from PATH ("-": standard input) and
 * return the plan; dies with file:line:column. The caller owns it. */
struct plan *plan_load(const char *path);

/* The same of the LEN bytes of TEXT, behind which is a NUL, from FILE (NULL: standard input). */
struct plan *plan_of_text(const char *text, size_t len, const char *file);

#endif
