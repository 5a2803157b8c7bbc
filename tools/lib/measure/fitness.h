/* fitness.h: how well this machine measures, found out by measuring. */
#ifndef FITNESS_H
#define FITNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "judge/effect.h"
#include "machine/warnings.h"
#include "stats/interval.h"

enum { FITNESS_PAIRS = 20 };

/* Of N pairs of invocations of the control row's workload, each interleaved with itself. */
struct fitness {
	size_t n;
	double seconds;         /* that it took */
	double spread;          /* standard deviation over mean of the invocations */
	struct interval change; /* of one half against the other; 0 is true */
	/* The smallest_detectable (effect.h) of FITNESS_PAIRS pairs: the median over all the
	 * blocks of so many pairs, a fraction; NAN: there is no whole block. */
	double smallest;
	size_t disturbed; /* of 2 N invocations */
};

/* Measure for SECONDS as bench-run measures two variants, and add to W the warnings of this
 * time. Dies when the workload fails. */
void fitness_measure(double seconds, struct fitness *f, struct warnings *w);

/* The figures alone, all but SECONDS and DISTURBED, as bench-diff judges pairs: SIDES have as
 * many durations each, in ms and in the order measured, none of them NAN, and CPU and WAIT
 * where these are known. */
void fitness_figures(const struct effect_side sides[2], struct fitness *f);

/* Whether a change of the default tolerance would be seen, and none is seen where none is. */
bool fitness_ok(const struct fitness *f);

/* Print for people: the verdict, the points that are good or not, advice, the figures. */
void fitness_print(const struct fitness *f, const struct warnings *w, FILE *file);

#endif
