/* measure.h: measures all the units of a run, in interleaved rounds. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stdbool.h>
#include <stdint.h>

#include "noise.h"
#include "places.h"
#include "schedule.h"
#include "unit.h"
#include "workspace.h"

struct measure_options {
	double budget;              /* seconds for all of it */
	uint64_t seed;              /* of the orders */
	bool quiet;                 /* no progress */
	const struct place *halves; /* two, for the two variants at once; or NULL */
	struct noise *noise;        /* to watch meanwhile, opened at measure_now(); or NULL */
};

/* Seconds of the clock that measuring goes by. */
double measure_now(void);

/* Measure until every unit is over or has enough, the budget is spent, or
 * interrupt_signal() says that a signal came; then every unit has its final
 * status. */
void measure_all(struct unit *units, size_t ncases, size_t nvariants, struct workspace *const ws[2],
    const struct measure_options *options);

#endif
