/* scenario.h: a scenario file (bench-scenario(5)) made into a plan. */
#ifndef SCENARIO_H
#define SCENARIO_H

#include "plan.h"
#include "yaml_tree.h"

enum {
	SCENARIO_MAX_NAME = 200, /* bytes */
	SCENARIO_MAX_ENV = 256,  /* variables of one benchmark */
	SCENARIO_MAX_TAGS = 100,
	SCENARIO_MAX_WARMUP = 10000,
	SCENARIO_MAX_RUNS = 100000
};

/* The plan of the scenario in the LEN bytes of TEXT; FILE is its name in
 * messages. Dies with file:line:column. The caller owns it. */
struct plan *scenario_parse(const char *text, size_t len, const char *file);

#endif
