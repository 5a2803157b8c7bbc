/* plan_load.h: a plan from a file or from commands. */
#ifndef PLAN_LOAD_H
#define PLAN_LOAD_H

#include "scenario/plan.h"

/* Read a scenario (YAML) or a plan (JSON) from PATH ("-": standard input) and
 * return the plan; dies with file:line:column. The caller owns it. */
struct plan *plan_load(const char *path);
/* A plan of the COMMANDS given in words, as of bench-run -c or --: no file. */
struct plan *plan_of_commands(char *const *commands, size_t n);

#endif
