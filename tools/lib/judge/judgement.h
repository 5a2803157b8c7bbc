/* judgement.h: decision rule: the verdict on one metric of one case.
 * It is made from an effect and its significance, under a policy. */
#ifndef JUDGEMENT_H
#define JUDGEMENT_H

#include "judge/effect.h"
#include "model/metric.h"
#include "model/policy.h"
#include "model/verdict.h"

/* What a verdict is due to. */
enum judgement_why {
	WHY_SHOWN,     /* the numbers say all */
	WHY_SINGLE,    /* no statistics */
	WHY_COUNT,     /* exact */
	WHY_NO_CHANGE, /* the baseline is 0: no relative size, though the direction may be sure */
	WHY_FEW,       /* too few invocations for any interval */
	WHY_WIDE,      /* the interval leaves it open */
	WHY_SHAPE,     /* the fast invocations moved, and the middle did not move with them */
	WHY_GRAIN,     /* the clock's steps are too coarse to show or to exclude it */
	WHY_PART,      /* the fast invocations did not move, and the middle may have */
	/* not of judgement_of(): */
	WHY_MACHINES,     /* the two were measured on different machines */
	WHY_ACROSS,       /* nothing shows how much their machines differ */
	WHY_DISTURBED,    /* something else got into most samples of a side */
	WHY_CONTAMINATED, /* the control row moved */
	WHY_UNCONFIRMED,  /* measured again, it was not seen */
	WHY_ELSEWHERE,    /* a second machine contradicts it, or leaves it open */
	WHY_NOTED         /* somebody wrote it down */
};

struct judgement {
	enum verdict verdict;
	enum severity severity;
	enum judgement_why why;
	/* Where more would settle it (WHY_WIDE, WHY_SHAPE, WHY_PART), in four of five cases if the
	 * change is what it seems: roughly how many more invocations of each side (rounds when
	 * paired, sessions or builds where each is one value); INFINITY: no number would. Else
	 * NAN. */
	double more;
};

/* The severity of a regression by SIZE, a fraction over 0. */
enum severity judgement_severity(double size);
/* Whether a change of SIZE, a fraction over 0, is at THRESHOLD or over it. */
bool judgement_at(double size, double threshold);

/* The least share of the change that the middle of pairs must have moved by, the same way. It was
 * found by simulation (docs/study.md): with 0.5, sides of which one spreads twice as far are
 * called changed in 3.6 % of 50 pairs; with 0.75, a change of 1 % in heavy tailed noise is lost
 * in 7 % of 50 pairs. */
#define MIDDLE_LEAST 0.7

/* The verdict on E, for a metric that is BETTER lower or higher, under POLICY. P_ADJUSTED is its p
 * after the correction for many tests (adjust.h). A change within 1e-9 of a limit, relatively, is
 * at the limit: from 10 to 11 it is 10 %.
 *
 * E has moved when P_ADJUSTED is under alpha, p is under effect_level(), and the interval leaves
 * out 0. Of pairs, the middle must have the sign of the change and
 * MIDDLE_LEAST of its size. Single values and counts have always moved.
 *
 * A change within one step of the clock (the grain of E) has not moved, and such a step is taken
 * off the threshold for what is equivalent.
 *
 * When it has moved, a change at or over the threshold is a regression or an improvement, and
 * one over the tolerance is worse or better. Else it is equivalent when the whole interval is
 * inside the threshold, of pairs that for the middle of the time too. All else is
 * inconclusive. */
struct judgement judgement_of(
    const struct effect *e, double p_adjusted, enum better better, const struct policy *policy);

#endif
