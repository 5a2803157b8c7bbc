/* scenario.h: a scenario file (bench-scenario(5)) made into a plan. */
#ifndef SCENARIO_H
#define SCENARIO_H

#include "scenario/plan.h"
#include "yaml/yaml_tree.h"

/* The plan of the scenario in the LEN bytes of TEXT, which came from FILE, NULL:
 * standard input; the suite is named after it unless the scenario names it. Dies
 * with file:line:column. The caller owns it. */
struct plan *scenario_parse(const char *text, size_t len, const char *file);

#endif
