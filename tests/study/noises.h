/* noises.h: simulated invocations: what machines are known to do to a time. */
#ifndef NOISES_H
#define NOISES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rng.h"
#include "rules.h"

enum { ROW_MAX = 400 }; /* pairs */

enum weather {
	NORMAL,
	LOGNORMAL,
	STUDENT,
	PARETO,
	BIMODAL,
	DRIFT,
	DRIFT_STRONG,
	BURSTS,
	CROWDED,
	TICKS,
	BOUND,
	BOUND_BURSTS,
	NWEATHERS
};

extern const char *const weather_names[NWEATHERS];

/* From BOUND on there is CPU time, and time spent waiting for it. */
#define NOISE_HAS_CPU(noise) ((noise) >= BOUND)

struct maker {
	struct rng rng;
	double state; /* of what has a memory */
	int on;
};

/* Begin a row: what has a memory starts anywhere in its course. */
void maker_start(struct maker *m);
/* One invocation of work of size WORK: its time, CPU time and waiting. */
void maker_invocation(
    struct maker *m, enum weather noise, double work, double *time, double *cpu, double *wait);
/* A draw from the standard normal distribution. */
double maker_normal(struct maker *m);

struct row {
	double time[2][ROW_MAX], cpu[2][ROW_MAX], wait[2][ROW_MAX];
	struct window w;
};

/* N invocations of both variants, the second's work larger by EFFECT: in pairs in
 * ABBA order, or SEQUENTIAL, one variant after the other. */
void row_make(
    struct maker *m, struct row *r, enum weather noise, size_t n, double effect, bool sequential);
/* Make the first N pairs that are in R its window. */
void row_window(struct row *r, enum weather noise, size_t n);

#endif
