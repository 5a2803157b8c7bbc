/* detectable.h: the smallest change that samples like these would show. */
#ifndef DETECTABLE_H
#define DETECTABLE_H

#include "judge/judgement.h"

struct detectable {
	size_t rows;
	double level[2]; /* what p must be under; of pairs */
	double power[2]; /* half width of the interval to smallest change; of pairs */
	struct {
		double level, dof, power;
	} last; /* the same of sessions, as last asked for */
};

/* For one row of ROWS that are corrected together: the smallest p of them is multiplied by
 * their number. */
void detectable_init(struct detectable *d, double alpha, size_t rows);

/* The smallest shift, on the scale of E, from the interval of its shift; NAN when p cannot
 * be low enough. */
double detectable_shift(struct detectable *d, const struct effect *e);

#endif
