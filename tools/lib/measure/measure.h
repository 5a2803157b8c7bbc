/* measure.h: measures all the subjects of a run, in interleaved rounds. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stdbool.h>
#include <stdint.h>

#include "machine/cpu_halves.h"
#include "machine/noise.h"
#include "measure/events.h"
#include "measure/schedule.h"
#include "measure/subject.h"
#include "measure/workspace.h"

struct measure_options {
	double budget;              /* seconds for all of it */
	uint64_t seed;              /* of the orders */
	bool quiet;                 /* no progress */
	bool again;                 /* it measures again what a comparison says got worse */
	bool show;                  /* what commands print, on standard error; then no progress */
	struct plan *plan;          /* of the subjects, for least_rounds_raise() when the rows that
				       commands report are known; or NULL */
	const struct place *halves; /* two, for the two variants at once; or NULL */
	bool no_devices;            /* do not read the devices of backends */
	struct events *events;      /* who is told what happens, begun; or NULL */
	const char *profiles;       /* the folder for what callgrind tells (profile_folder.h); or
				       NULL */
	struct noise *noise;        /* to watch meanwhile, opened at clock_seconds(); or NULL */
};

/* Measure until every subject is over or has enough, the budget is spent, or
 * interrupt_signal() says that a signal came; then every subject has its final
 * status. Of two variants, cases with open rows are measured again (second_look.h). */
void measure_all(struct subject *subjects, size_t ncases, size_t nvariants,
    struct workspace *const ws[2], const struct measure_options *options);

#endif
