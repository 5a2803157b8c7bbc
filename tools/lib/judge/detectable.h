/* detectable.h: minimum detectable effect: the smallest change that samples would show.
 * They show it with 80 % power. */
#ifndef DETECTABLE_H
#define DETECTABLE_H

#include "judge/judgement.h"
#include "judge/looks.h"

/* What it takes, of invocations alone [0], and of pairs at each look [1 + look]; of sessions as of
 * pairs at the only look. */
struct detectable {
	size_t rows;
	double level[1 + NLOOKS]; /* significance level: what p must be under */
	double power[1 + NLOOKS]; /* the smallest shift over half the width of the interval */
	struct {
		double level, dof, power;
	} last; /* the same where sessions are the values, as last asked for */
};

/* Set D up for significance level ALPHA and one row of ROWS that are corrected together: the
 * smallest p of them is multiplied by their number (adjust.h). */
void detectable_init(struct detectable *d, double alpha, size_t rows);

/* The smallest shift that values like those of E would show, over 0, on the scale of E: from the
 * width of the interval for its shift. struct effect says how, with the source. NAN when there
 * is no interval, and when so few values can have no p under the level. */
double detectable_shift(struct detectable *d, const struct effect *e);

#endif
