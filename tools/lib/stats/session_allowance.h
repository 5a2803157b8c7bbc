/* session_allowance.h: variance component: what sessions differ by, beside what invocations show.
 * Samples of one session a side cannot show it, so it has to be assumed. */
#ifndef SESSION_ALLOWANCE_H
#define SESSION_ALLOWANCE_H

#include <stddef.h>

#include "stats/interval.h"

/* As many degrees of freedom the assumed value counts as, beside what sessions show. Found by
 * simulation (docs/study.md): with more, intervals of three sessions a side cover too seldom where
 * sessions differ by more than assumed; with fewer, three sessions against one show too little. */
enum { SESSION_ALLOWANCE_DOF = 4 };
/* Sessions that vary by more than this times the assumed variance refute the assumption. */
enum { SESSION_ALLOWANCE_REFUTED = 2 };

/* What a shift between N[0] and N[1] sessions, at least one each, is judged by. */
struct session_evidence {
	struct interval shift; /* the shift, with the interval of all invocations taken together;
				* its ends may be NAN */
	double p;        /* two-sided, of the invocations taken together; NAN: there is none */
	double variance; /* of the sessions' centres around those of their side, as N[0] + N[1] - 2
			  * degrees of freedom show it; not looked at when these are 0 */
	size_t n[2];
};

/* A shift that was judged so. BETWEEN and DOF: the standard deviation of a session's centre in
 * it, and the degrees of freedom, INFINITY where the normal distribution was used. */
struct session_allowed {
	struct interval shift;
	double p, between, dof;
};

/* Judge E by invocations and sessions together, where the level of a session has the standard
 * deviation BETWEEN > 0, on the scale of the shift.
 *
 * The variance of the shift is that of the invocations, (half their interval / z(0.975))^2, plus
 * BETWEEN^2 (1/N[0] + 1/N[1]): the variance components of a random effects model (Kalibera and
 * Jones, Quantifying performance changes with effect size confidence intervals, 2020). With one
 * session a side nothing shows how good BETWEEN is: it is taken as known, the interval ends where
 * the two parts of each end add up as squares (Zou and Donner, Construction of confidence limits
 * about effect measures, 2008), and P is from the normal distribution.
 *
 * With more sessions the variance V that these show counts with it, by the degrees of freedom of
 * both: (SESSION_ALLOWANCE_DOF assumed + (N[0] + N[1] - 2) V) / (the sum of both), and P and the
 * interval are from Student's t with that sum as degrees of freedom (moderated t: Smyth, Linear
 * models and empirical Bayes methods for assessing differential expression, 2004).
 *
 * Where V is over SESSION_ALLOWANCE_REFUTED times the assumed variance, the sessions speak alone,
 * by Student's t with N[0] + N[1] - 2 degrees of freedom, and BETWEEN of the answer is 0.
 *
 * Neither the interval nor P is ever surer than those of the invocations taken together. */
struct session_allowed session_allowance(const struct session_evidence *e, double between);

#endif
