/* scenario_bounds.h: how large the parts of a scenario may be. */
#ifndef SCENARIO_BOUNDS_H
#define SCENARIO_BOUNDS_H

enum {
	SCENARIO_MAX_NAME = 200, /* bytes */
	SCENARIO_MAX_UNIT = 32,  /* bytes */
	SCENARIO_MAX_ENV = 256,  /* variables of one benchmark */
	SCENARIO_MAX_TAGS = 100,
	SCENARIO_MAX_PRIORITY = 1000,
	SCENARIO_MAX_WARMUP = 10000,
	SCENARIO_MAX_RUNS = 100000
};

#endif
