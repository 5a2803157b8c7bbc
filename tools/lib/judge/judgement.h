/* judgement.h: the verdict on one metric of one case: an effect under a policy. */
#ifndef JUDGEMENT_H
#define JUDGEMENT_H

#include "judge/effect.h"
#include "model/metric.h"
#include "model/policy.h"
#include "model/verdict.h"

enum judgement_why {
	WHY_SHOWN,     /* the numbers say all */
	WHY_SINGLE,    /* no statistics */
	WHY_COUNT,     /* exact */
	WHY_NO_CHANGE, /* the baseline is 0: no relative size, though the direction may be sure */
	WHY_FEW,       /* too few invocations for any interval */
	WHY_WIDE,      /* the interval leaves it open */
	WHY_SHAPE,     /* the fast invocations moved, and the middle did not move with them */
	WHY_PART,      /* the fast invocations did not move, and the middle may have */
	/* not of judgement_of(): */
	WHY_MACHINES,     /* the two were measured on different machines */
	WHY_ACROSS,       /* nothing shows how much their machines differ */
	WHY_DISTURBED,    /* something else got into most samples of a side */
	WHY_CONTAMINATED, /* the control row moved */
	WHY_UNCONFIRMED,  /* measured again, it was not seen */
	WHY_NOTED         /* somebody wrote it down */
};

struct judgement {
	enum verdict verdict;
	enum severity severity;
	enum judgement_why why;
	double more; /* WHY_WIDE: invocations (rounds when paired, sessions when there are
			several) more of each side that would settle it, roughly;
			INFINITY: no number would */
};

/* Judge E under POLICY; P_ADJUSTED is its p after the correction for many
 * tests. A change within 1e-9 of a limit, relatively, is at the limit: 10 to 11
 * is 10 %. Moved: P_ADJUSTED < alpha, of pairs also p < effect_paired_level() and
 * the middle has the sign of the change and MIDDLE_LEAST of its size, and the
 * interval leaves out 0. Then at or
 * over the threshold is regression or improvement, over the tolerance worse or
 * better; else it is equivalent when the whole interval is inside the threshold, and of pairs
 * that for the middle of the time too, and otherwise inconclusive.
 *
 * MIDDLE_LEAST was found by simulation (docs/study.md): with 0.5 sides of which one spreads
 * twice as far are called changed in 3.6 % of 50 pairs, with 0.75 a change of 1 % in heavy
 * tailed noise is lost in 7 % of 50 pairs. */
#define MIDDLE_LEAST 0.7

/* The severity of a regression by SIZE, a fraction over 0. */
enum severity judgement_severity(double size);
/* Whether a change of SIZE is at THRESHOLD or over it. */
bool judgement_at(double size, double threshold);
struct judgement judgement_of(
    const struct effect *e, double p_adjusted, enum better better, const struct policy *policy);

#endif
