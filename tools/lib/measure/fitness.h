/* fitness.h: how well this machine measures, found out by measuring. */
#ifndef FITNESS_H
#define FITNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "machine/warnings.h"
#include "stats/interval.h"

enum { FITNESS_PAIRS = 20 };

/* Of N pairs of invocations of the control row's workload, each interleaved with itself. */
struct fitness {
	size_t n;
	double seconds;
	double spread;          /* standard deviation over mean of the invocations */
	struct interval change; /* of one half against the other; 0 is true */
	double smallest;        /* change that FITNESS_PAIRS pairs would show; NAN: too few */
	size_t disturbed;       /* of 2 N invocations */
};

/* Measure for SECONDS, and add to W the warnings of this time. */
void fitness_measure(double seconds, struct fitness *f, struct warnings *w);

/* The figures alone, of N durations of each side, in ms and in the order measured. */
void fitness_figures(const double *a, const double *b, size_t n, struct fitness *f);

/* Whether a change of the default tolerance would be seen, and none is seen where none is. */
bool fitness_ok(const struct fitness *f);

/* Print for people: the verdict, the points that are good or not, advice, the figures. */
void fitness_print(const struct fitness *f, const struct warnings *w, FILE *file);

#endif
