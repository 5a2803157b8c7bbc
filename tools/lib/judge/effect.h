/* effect.h: effect size: the change between two samples, before any policy.
 * It chooses the test, and tells its answer as a relative change. No I/O. */
#ifndef EFFECT_H
#define EFFECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/design_effect.h"
#include "stats/interval.h"

/* One side of a comparison, all of it borrowed: N SAMPLES, NAN for null, and their median as
 * VALUE. With N 0, VALUE is the one value there is, or NAN. An array that is not known is NULL;
 * CPU, WAIT and SESSION have N values as SAMPLES has. */
struct effect_side {
	const double *samples;
	size_t n;
	double value;
	const size_t *sessions; /* how many of the samples are of each session, in order */
	size_t nsessions;
	/* The number of each session's machine, under NSESSIONS; NULL: all are of one. */
	const size_t *machines;
	/* When SAMPLES is a time of the whole invocation: its CPU time, and the time it spent
	 * ready to run without a CPU, in the same unit. */
	const double *cpu, *wait;
	/* For values in pairs: the session of each value, numbers that go up, NULL: all are of
	 * one; and whether higher is better. */
	const uint32_t *session;
	bool higher;
	/* The build of each of the N values, 0: not known; NULL: all are of one. */
	const uint32_t *build;
};

enum effect_method {
	METHOD_NONE,     /* a side has no value at all */
	METHOD_SINGLE,   /* a side has no sample: the values alone, no test */
	METHOD_COUNT,    /* counts that hardly vary: their medians, exactly, no test */
	METHOD_UNPAIRED, /* Mann-Whitney test (rank_test.h), Hodges-Lehmann estimate (shift.h) */
	METHOD_SESSIONS, /* Student's t of the sessions (session_shift.h), no surer than the above
			  */
	METHOD_PAIRED    /* paired test (paired.h) */
};

/* What the samples show, before any policy. NAN: there is no such number. */
struct effect {
	/* The levels that CHANGE is between, so that current over baseline is the change where it
	 * is a ratio: of two samples around the middle of their medians, of pairs around a level
	 * that the fast values tell. Medians of METHOD_COUNT, and where there is no change with a
	 * size; the single values of METHOD_SINGLE. */
	double baseline, current;
	/* From baseline to current as it was computed: log(current / baseline) when RATIO, else
	 * the difference. INTERVAL_NONE of METHOD_SINGLE and METHOD_COUNT. */
	struct interval shift;
	/* The same relative to |baseline|; a fraction. INFINITY, with both ends: from 0 to more
	 * for sure, or -INFINITY: to less. */
	struct interval change;
	double p; /* two-sided, that there is no change */
	/* Of pairs, as in struct paired (paired.h): the middle of what was judged and the interval
	 * for the middle of the time, on the scale of SHIFT; P before what blocks share was taken
	 * into it, the design effect that is in P and in both intervals, and what the blocks of
	 * this row show. */
	double middle;
	struct interval middle_time;
	double p_plain, block_effect; /* P_PLAIN of two samples: that of the invocations taken
				       * together, NAN where these have no interval */
	struct design_effect_agreement agreement;
	/* Minimum detectable effect: the relative change that samples like these show with 80 %
	 * power. It is half the width of the interval for SHIFT times
	 * (z(1 - level/2) + z(0.8)) / z(0.975), told as a change (Bloom, Minimum detectable
	 * effects, 1995). The level is effect_level(); it is alpha over the
	 * number of rows that are corrected together where that is less (effect_detect()). Of n
	 * pairs it is 1 + 2/n times that: found by simulation for normal noise, where 10 to 50
	 * pairs then show it in 79 to 92 %. Of sessions it has Student's t for z. NAN where so few
	 * values can have no p under the level. */
	double smallest_detectable;
	uint32_t n[2]; /* values of either side, nulls left out; pairs when paired */
	/* Sessions (machines) of either side that have values; 0: not known. Of pairs: those that
	 * were judged as one value each; 0: the pairs were. */
	uint32_t sessions[2];
	/* Of two samples whose sessions are not machines: what sessions differ by, as it is in
	 * SHIFT and P, the standard deviation of a session's level as a fraction of it; 0: nothing
	 * assumed is in it. ASSUMED_DOF: the degrees of freedom of the assumption, INFINITY where
	 * it stands alone. */
	double between, assumed_dof;
	double session_variance; /* that the sessions show (session_shift.h); NAN: they cannot */
	/* Builds of either side whose values SHIFT and P have as one each, 0: none; the standard
	 * deviation of a build's level, on the scale of SHIFT; and whether it is the builds that
	 * make the interval so wide, not the invocations. */
	uint32_t builds[2];
	double build_spread;
	bool by_build;
	double serial; /* of one session a side: serial_effect() of its values; else 1 */
	/* The step of the clock behind the values, as a fraction of the lower level: 0 where they
	 * show none (grain.h). For the caller to set to 0 where the values are no times. */
	double grain;
	double half; /* half the interval of the invocations taken together */
	enum effect_method method;
	/* The look by which pairs ended, an enum look (looks.h): for the caller to set who knows
	 * it, before effect_detect(). */
	unsigned char look;
	bool by_cpu;     /* paired, and judged by the CPU time behind the time */
	bool by_machine; /* SESSIONS are machines, each of them one value */
	bool ratio;      /* SHIFT is the logarithm of a ratio; else a difference */
};

/* Room and tables for many comparisons at the significance level ALPHA. */
struct effect_room;
struct effect_room *effect_room_new(double alpha);
void effect_room_free(struct effect_room *c);

/* Compare two samples into E. COUNTS: the unit is one of things counted, so that two samples of
 * at least 2 values that vary by 0.05 % at most are compared exactly. With three sessions or
 * more on both sides together, what varies between sessions is in the interval and in p; with
 * one session a side it cannot be seen. Where MACHINES is known, a machine is one value in
 * place of a session. */
void effect_unpaired(struct effect_room *c, const struct effect_side *baseline,
    const struct effect_side *current, bool counts, struct effect *e);
/* The same for values measured in pairs: both sides have the same N, value I of one belongs to
 * value I of the other, and values 2K and 2K + 1 are of one ABBA block. A pair with a null is
 * left out. Counts in fewer than PAIRED_FEWEST pairs are judged as two samples. */
void effect_paired(struct effect_room *c, const struct effect_side *baseline,
    const struct effect_side *current, bool counts, struct effect *e);

/* Builds as the outer random effect: what is constant within a build and differs between builds,
 * such as the order of functions in memory, is in the interval of E and in its p. A build is one
 * value: the median of its invocations, whose sessions are first brought to one level. SHIFT
 * becomes Student's of the builds of both sides (session_shift.h), never narrower than E had it,
 * and P the larger of the two. SIDES are those that E was made of, LOOK is what is judged of
 * either: its samples, or the CPU time behind them. It changes nothing where neither side has two
 * builds, or E has no interval. effect_paired() and effect_unpaired() call it. */
void effect_allow_builds(
    struct effect *e, const struct effect_side *const sides[2], const double *const look[2]);

/* Give the intervals and the p of E the design effect that the blocks of ALL rows of its session
 * show, in place of the one that its own show. It changes nothing that is not of pairs, was
 * judged by sessions, or has no interval. */
void effect_share_blocks(
    struct effect_room *c, struct effect *e, const struct design_effect_agreement *all);
/* Tell the shift of E as a change, with what can be detected of it by one row. */
void effect_tell(struct effect_room *c, struct effect *e);
/* Give the interval and the p of E, two samples, an allowance for what sessions differ by:
 * BETWEEN is the standard deviation of the level of a session, as a fraction of it; see
 * session_allowance.h. It changes nothing that is not of two samples, has no interval, counts
 * machines, or starts from 0; nor where BETWEEN is 0. */
void effect_allow_sessions(struct effect_room *c, struct effect *e, double between);
/* Fill in the smallest detectable change of E as that of one row of ROWS that are corrected
 * together; until then it is that of one row alone. */
void effect_detect(struct effect_room *c, struct effect *e, size_t rows);

/* paired_width() of two sides as effect_paired() takes them. */
double effect_pairs_width(
    struct effect_room *c, const struct effect_side *baseline, const struct effect_side *current);

/* The shift, on the scale of E, that is the relative CHANGE, a fraction. */
double effect_shift_at(const struct effect *e, double change);
/* The relative change, a fraction, that is SHIFT on the scale of E. */
double effect_change_at(const struct effect *e, double shift);

/* Whether the interval for the change of E and that for the middle of its time have no point in
 * common, and are apart by .1 % at least: what the fast invocations show is not what the middle
 * shows, as where a part of the invocations changed. False where there is no middle. */
bool effect_apart(const struct effect *e);

/* Whether it is the builds that make the interval for the middle of E so wide. */
bool effect_middle_by_build(const struct effect *e);

/* Whether sessions, or builds, are the values in the interval of E, shown or assumed, and then how
 * many degrees of freedom it has with MORE of them on either side; INFINITY: it is the normal
 * distribution's. */
bool effect_by_sessions(const struct effect *e);
double effect_sessions_dof(const struct effect *e, double more);

/* Whether more than alpha is asked of the p of E: it is of pairs, or sessions are in it. */
bool effect_is_strict(const struct effect *e);
/* The significance level that the p of E must be under, beside the correction for many rows:
 * ALPHA, or where effect_is_strict() looks_level(), of pairs that of their look. */
double effect_level(const struct effect *e, double alpha);

#endif
