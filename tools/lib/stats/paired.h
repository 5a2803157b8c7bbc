/* paired.h: the change between two variants measured in pairs, from two looks:
 * the time itself, and the CPU time behind it. Chosen by docs/study.md. */
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

/* A row has moved when its adjusted p is under alpha, its own p is under this,
 * and the interval leaves out 0: beside the correction for many rows, which
 * does nothing for a report of one. No p reaches it under 6 pairs. */
#define PAIRED_P 0.01

enum { PAIRED_FEWEST = EXCHANGE_FEWEST }; /* pairs that have an interval */

/* Value I of all the arrays is of round I; rounds 2K and 2K + 1 had opposite
 * orders (ABBA). NAN is null. BASE and HEAD are what is judged, in any unit.
 * CPU and WAIT, in the same unit, are of the same invocations and may be NULL:
 * CPU time of the process tree, and time spent ready to run but waiting. They
 * must be NULL when BASE and HEAD are not a time of the whole invocation. */
struct paired_samples {
	const double *base, *head;
	const double *base_cpu, *head_cpu;
	const double *base_wait, *head_wait;
	const uint32_t *session; /* of each round, numbers that go up; NULL: all are of one */
	size_t n;
	bool differences; /* head - base in place of the ratios, for values that are not over 0 */
	bool higher;      /* higher is better: noise makes values lower, not higher */
};

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

/* Judge N rounds. A pair with a null is left out.
 *
 * One look: of the logarithms of base and head. Noise adds and hardly subtracts (from
 * values that are better when they are higher, it takes away), so what is fast is clean:
 * the shift is that of exchange.h, by scores that weigh the fastest most. Which of a pair is
 * the head is not asked before the scores are added up, so nothing favours either.
 *
 * Where one side's fast values (quantiles 0.1 to 0.4) spread over 1.5 exp(3 / sqrt(n))
 * times as far as the other's, from n = 8 pairs on, it would be called faster for that
 * alone: it is 3.6 times of 12, where chance makes it twice in every third case, and 1.9 of
 * 200. Then, and of differences, it is the Hodges-Lehmann estimate with the signed-rank
 * interval, of all pairs, and P is told from signed ranks and from rank sums (Mann-Whitney) as
 * exchange.h does from its two.
 *
 * Rounds of one ABBA block that agree with each other more often than by chance widen the
 * interval (design_effect.h), as this row shows it alone; AGREEMENT is for those who know what
 * other rows show.
 *
 * The middle: the median of the log ratios or their Hodges-Lehmann estimate, whichever is
 * nearer to the change, and the signed-rank interval of the time's, as wide for blocks. The
 * fast invocations cannot tell of a change that only a part of the invocations has, and have
 * another place where only the spread changed: the middle can.
 *
 * Several sessions are first brought to one level each. Where
 * they vary more than their rounds explain, a session is one value, the change that it
 * shows alone: their mean is given with Student's interval, which is never narrower
 * than that of the pairs, and p is the larger of the two. Sessions that agree are taken
 * together, as if of one.
 *
 * Two looks: work is bound by the CPU when in both variants the invocations
 * are on average (median) no more than one CPU wide, and in at least three quarters
 * of them less than 2 % of the time was neither on a CPU nor waiting for one.
 * Then its time changes as its CPU time does, and CPU time has most of the
 * noise taken out: its interval is given when it is the narrower one, comes
 * as near to that of the time as half of that is wide, and the CPU clock is fine enough (at most a
 * quarter of the pairs equal). Else, and for all other work, the time's own. */
void paired_judge(struct shift_room *room, struct rank_tables *t, const struct paired_samples *s,
    struct paired *out);

/* Half the width of the interval for the middle of the log ratios (of the differences), by
 * signed ranks or as order statistics of the median, whichever is narrower, and of the CPU
 * time too where that can be the look that decides. INFINITY of fewer than PAIRED_FEWEST
 * pairs, and without a ratio. It is for those who measure until it is narrow:
 * it weighs all rounds alike, where paired_judge() hears most from the fastest of them, so
 * that those by which it was decided to stop have no more to say than others. */
double paired_width(struct shift_room *room, struct rank_tables *t, const struct paired_samples *s);

#endif
