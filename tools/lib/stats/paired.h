/* paired.h: paired test of two variants measured in the same rounds.
 * It gives their shift, its interval and its p, from two looks: the time itself, and the CPU time
 * behind it. docs/study.md says why these tests were chosen. */
#ifndef PAIRED_H
#define PAIRED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/design_effect.h"
#include "stats/exchange.h"
#include "stats/interval.h"
#include "stats/rank_test.h"
#include "stats/shift.h"

/* The significance level of one row of pairs that is looked at once: a row has moved when its p
 * is under this, its adjusted p is under alpha, and the interval leaves out 0. It holds beside the
 * correction for many rows, which does nothing for a report of one. No p reaches it under 6
 * pairs. */
#define PAIRED_P 0.01

enum { PAIRED_FEWEST = EXCHANGE_FEWEST }; /* pairs that have an interval */

/* N rounds: value I of each array is of round I, NAN for null; rounds 2K and 2K + 1 had
 * opposite orders (an ABBA block). BASE and HEAD are what is judged, in any unit. CPU and WAIT
 * are of the same invocations, in the same unit, or NULL: the CPU time of the process tree, and
 * the time spent ready to run but waiting. They must be NULL when BASE and HEAD are not a time
 * of the whole invocation. */
struct paired_samples {
	const double *base, *head;
	const double *base_cpu, *head_cpu;
	const double *base_wait, *head_wait;
	const uint32_t *session; /* of each round, numbers that go up; NULL: all are of one */
	size_t n;
	bool differences; /* head - base in place of the ratios, for values that are not over 0 */
	bool higher;      /* higher is better: noise makes values lower, not higher */
};

/* What the interval for the middle may miss: as little as the p of a change. */
#define MIDDLE_ALPHA 0.01

/* Which look decided. */
enum paired_by {
	PAIRED_NONE, /* there is no pair, or a ratio does not exist: nothing is filled in */
	PAIRED_TIME,
	PAIRED_CPU
};

struct paired {
	struct interval shift; /* log(head / base), or head - base; no ends under 6 pairs */
	struct interval time;  /* the same by the time alone */
	double p;              /* two-sided, that there is no change */
	/* The middle of the look that decided, and the interval for that of the time; as SHIFT. */
	double middle;
	struct interval middle_time;
	/* P before what blocks share was taken into it; what they share, and the factor on the
	 * variance that it is: 1 where sessions were judged. */
	double p_plain, block_effect;
	struct design_effect_agreement agreement;
	size_t n;        /* pairs used */
	size_t sessions; /* that were judged as one value each; 0: the pairs were */
	enum paired_by look;
};

/* Judge the rounds of S into OUT. A pair with a null is left out. ROOM and T are used as
 * scratch.
 *
 * One look is at the logarithms of base and head. Noise adds and hardly subtracts (with HIGHER
 * it takes away), so that the fast invocations are the clean ones: the shift is that of
 * exchange.h, whose scores weigh the fastest most. The scores are made before it is known which
 * of a pair is the head, so that nothing favours either.
 *
 * Where the fast values (quantiles 0.1 to 0.4) of one side spread over 1.5 exp(3 / sqrt(n)) times
 * as far as those of the other, from n = 8 pairs on, this side would be called faster for its
 * spread alone. The limit is 3.6 times for 12 pairs, where chance makes it twice in every third
 * case, and 1.9 times for 200. Beyond the limit, and for differences, it is the Hodges-Lehmann
 * estimate of all pairs with the signed-rank interval (shift.h), and P is told from signed ranks
 * and from rank sums (Mann-Whitney) as exchange.h does from its two.
 *
 * Rounds of one ABBA block that agree with each other more often than by chance widen the
 * interval (design_effect.h), as this row shows it alone; AGREEMENT is for those who know what
 * other rows show.
 *
 * The middle: the median of the log ratios or their Hodges-Lehmann estimate, whichever is
 * nearer to the shift. MIDDLE_TIME is the Hodges-Lehmann estimate of the time with the
 * signed-rank interval of certainty 1 - MIDDLE_ALPHA, widened for blocks too; under 8 pairs it
 * holds all of them. At 95 % 20 pairs of which 2 got slower would pass for the same. The fast
 * invocations do not show a change that only a part of the invocations has, and they move where
 * only the spread changed: the middle tells both.
 *
 * Several sessions are first brought to one level. Where the sessions vary more than their
 * rounds explain (design_effect.h), a session is one value, the shift that it shows alone:
 * SHIFT is the mean of these with Student's interval (session_shift.h), never narrower than
 * that of the pairs, and P is the larger of the two. Sessions that agree are taken together, as
 * if all pairs were of one.
 *
 * Two looks: work is bound by the CPU when in both variants the median invocation used no
 * more than one CPU, and at least three quarters of the invocations spent less than 2 % of their
 * time neither on a CPU nor waiting for one. Then its time changes as its CPU time does, and CPU
 * time is without most of the noise. The look at CPU time decides when its interval is the
 * narrower one, when the two intervals are no further apart than half the width of that of the
 * time, and when the CPU clock is fine enough (at most a quarter of the pairs equal). In all
 * other cases the time decides. */
void paired_judge(struct shift_room *room, struct rank_tables *t, const struct paired_samples *s,
    struct paired *out);

/* Half the width of the interval for the middle of the log ratios (of the differences): by
 * signed ranks, or as order statistics of the median, whichever is narrower, and of the CPU time
 * too where that can be the look that decides. INFINITY of fewer than PAIRED_FEWEST pairs, and
 * where a ratio does not exist. It is for a caller that measures until the interval is narrow: it
 * weighs all rounds alike, where paired_judge() weighs the fastest most, so that the rounds by
 * which it was decided to stop weigh no more in the judgement than others. */
double paired_width(struct shift_room *room, struct rank_tables *t, const struct paired_samples *s);

#endif
