/* detectable.h: the smallest change that samples like these would show. */
#ifndef DETECTABLE_H
#define DETECTABLE_H

#include "judge/judgement.h"

struct detectable {
	double level[2]; /* what p must be under; of pairs */
	double power[2]; /* half width of the interval to smallest change; of pairs */
	struct {
		double level, dof, power;
	} last; /* the same of sessions, as last asked for */
};

void detectable_init(struct detectable *d, double alpha);

/* Of E, whose interval is HALF wide to either side; NAN when p cannot be low enough. */
double detectable_change(struct detectable *d, const struct effect *e, double half);

#endif
