/* forecast.h: how long a run will take, as far as its invocations tell so far. */
#ifndef FORECAST_H
#define FORECAST_H

#include "measure/subject.h"

/* The subjects of a run, NCASES rows of NVARIANTS; DUET: the variants of a case run at once. */
struct forecast_run {
	const struct subject *subjects;
	size_t ncases, nvariants;
	bool duet;
};

/* Seconds, with hooks and all else around the invocations. The control row is left out. What has
 * not run yet takes as long as the mean of what has; 0 when nothing has. */
struct forecast {
	double warmups; /* that remain */
	double rounds;  /* the rounds that remain, of all cases */
	double
	    second;   /* the rounds of a second look at all cases that may have one, beyond these */
	double round; /* one round of all cases that go on */
	size_t most;  /* rounds of the case that has most, those that are over counted */
};

/* Until a case knows how wide its interval is, it is taken to need all that its limits allow: what
 * remains gets less and seldom more. */
struct forecast forecast_make(const struct forecast_run *run);

/* Seconds of one round of CASE, from 0, with the variants that go on; 0 when none has run. */
double forecast_case_round(const struct forecast_run *run, size_t i);

/* How many counted invocations U has in the end, unless the budget ends it. */
size_t forecast_invocations(const struct subject *u);

#endif
