/* run_progress.h: what a run tells people while it goes on: its progress, and how long it takes. */
#ifndef RUN_PROGRESS_H
#define RUN_PROGRESS_H

#include <stdbool.h>

#include "base/progress.h"
#include "measure/forecast.h"

struct plan;

/* The stages of a run. */
enum run_stage { STAGE_WARMUP, STAGE_COUNT, STAGE_ROUNDS, STAGE_SECOND };

struct run_progress {
	struct forecast_run run; /* borrowed subjects */
	struct progress *bar;
	const struct plan *plan; /* that the least number of rounds follows from; or NULL */
	bool quiet;              /* no word at all */
	bool again;              /* it measures again what a comparison says got worse */
	double start, budget;    /* of clock_seconds(), and seconds */
	enum run_stage stage;
	bool *told; /* of each case: that too few rounds fit */
};

/* Begin to tell of RUN, which starts now and has BUDGET seconds; BAR is taken. The other members
 * of P are for the caller to set. */
void run_progress_begin(
    struct run_progress *p, const struct forecast_run *run, double budget, struct progress *bar);
void run_progress_end(struct run_progress *p);

/* STAGE begins. */
void run_progress_stage(struct run_progress *p, enum run_stage stage);

/* The seconds that remain, of the stage and of all that is known to come, within the budget. */
struct progress_left run_progress_left(const struct run_progress *p);

/* Show, when it is due, how far the run is, that U is measured now, and what is known of it. */
void run_progress_show(struct run_progress *p, const struct subject *u);

/* Say how long a round takes and how long the run will be; for after the first round. Nothing of a
 * run that takes less than 10 s. */
void run_progress_plan(struct run_progress *p);

/* Say once of each case whose invocations are so long that the budget ends it before the least
 * number of rounds at which one of all rows can be called changed (least_rounds.h), REPORTED of
 * them by commands, and what to do. WARM: only its warm-ups have run, which may be slow: a case is
 * named if not half of its rounds fit. */
void run_progress_long_cases(struct run_progress *p, size_t reported, bool warm);

/* OPEN rows are measured again: say so, and how long it takes. */
void run_progress_second(struct run_progress *p, size_t open);

#endif
