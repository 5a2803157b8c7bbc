/* effect.h: what two samples show of a change, before any policy: the statistics chosen and their
 * answer, no I/O. */
#ifndef EFFECT_H
#define EFFECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/design_effect.h"
#include "stats/interval.h"

/* One side of a comparison: N samples, NAN for null, and their median as VALUE;
 * with N 0 it is the one value there is, or NAN. What is not known is NULL. */
struct effect_side {
	const double *samples;
	size_t n;
	double value;
	const size_t *sessions; /* how many of the samples are of each session, in order */
	size_t nsessions;
	/* The number of each session's machine, under NSESSIONS; NULL: all are of one. */
	const size_t *machines;
	/* For a time of the whole invocation, of the same ones and in its unit: CPU
	 * time, and time spent ready to run without a CPU. */
	const double *cpu, *wait;
	const uint32_t *session; /* of values in pairs: the number of each one's; NULL: one */
	bool higher;             /* of values in pairs: higher is better */
};

enum effect_method {
	METHOD_NONE,     /* a side has no value at all */
	METHOD_SINGLE,   /* a side has no sample: values alone */
	METHOD_COUNT,    /* counts that hardly vary: their medians, exactly */
	METHOD_UNPAIRED, /* Mann-Whitney, Hodges-Lehmann */
	METHOD_SESSIONS, /* the same, and no surer than the sessions are (session_shift()) */
	METHOD_PAIRED    /* paired_judge() */
};

/* What the samples show, before any policy. A NAN is a number there is none of. */
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
	/* Of pairs (paired.h), on the scale of SHIFT: the middle of what was judged, the interval
	 * for the middle of the time, and what P and both intervals are made of. */
	double middle;
	struct interval middle_time;
	double p_plain, block_effect;
	struct design_effect_agreement agreement;
	/* The change that samples like these show with 80 % power: half the interval's
	 * width times (z(1 - level/2) + z(0.8)) / z(0.975) (Bloom, Minimum detectable
	 * effects, 1995), where level is alpha or effect_paired_level(), or alpha over the number
	 * of rows that are corrected together where that is less (effect_detect()), on the
	 * logarithmic scale when RATIO; of n pairs 1 + 2/n times that, found by simulation for
	 * normal noise (79 to 92 % of 10 to 50 pairs). Of sessions with Student's t for z. NAN
	 * where so few values can have no p under level. */
	double smallest_detectable;
	uint32_t n[2];        /* values of either side, nulls left out; pairs when paired */
	uint32_t sessions[2]; /* that have values; in pairs that were tested; 0: not known, none */
	enum effect_method method;
	bool by_cpu;     /* paired, and judged by the CPU time behind the time */
	bool by_machine; /* SESSIONS are machines, each of them one value */
	bool ratio;      /* SHIFT is the logarithm of a ratio; else a difference */
};

/* Room and tables for many comparisons at ALPHA. */
struct effect_room;
struct effect_room *effect_room_new(double alpha);
void effect_room_free(struct effect_room *c);

/* Compare two samples. COUNTS: the unit is one of things counted, so that two
 * samples of at least 2 values that vary by 0.05 % at most are compared exactly. With
 * three sessions or more on both sides together, what varies between sessions
 * is in the interval and in p; with one a side it cannot be seen. Where they are of
 * several machines, each of these is one value, as sessions are else. */
void effect_unpaired(struct effect_room *c, const struct effect_side *baseline,
    const struct effect_side *current, bool counts, struct effect *e);
/* The same for values measured in pairs: both sides have the same N, and value I
 * of one belongs to value I of the other, and values 2K and 2K + 1 to one ABBA
 * block. A pair with a null is left out. Counts in fewer than PAIRED_FEWEST pairs
 * are judged as two samples. */
void effect_paired(struct effect_room *c, const struct effect_side *baseline,
    const struct effect_side *current, bool counts, struct effect *e);

/* Take into E, in pairs, what the blocks of ALL rows of its session share, in place of what its
 * own show: its intervals and p. Nothing of what was judged by sessions, or has no interval. */
void effect_share_blocks(
    struct effect_room *c, struct effect *e, const struct design_effect_agreement *all);
/* Fill in the smallest detectable change of E, one of ROWS that are corrected together; it is
 * that of one row until then. */
void effect_detect(struct effect_room *c, struct effect *e, size_t rows);

/* paired_width() of two sides as effect_paired() takes them. */
double effect_pairs_width(
    struct effect_room *c, const struct effect_side *baseline, const struct effect_side *current);

/* The shift that the relative CHANGE is, on the scale of E. */
double effect_shift_at(const struct effect *e, double change);
/* The relative change that SHIFT is. */
double effect_change_at(const struct effect *e, double shift);

/* Whether its interval is that of the sessions, each of them one value, and then
 * how many degrees of freedom their variance has. */
bool effect_by_sessions(const struct effect *e);
double effect_sessions_dof(const struct effect *e);

/* What the p of pairs must be under beside the correction for many rows:
 * PAIRED_P at the default alpha, and in proportion to it. */
double effect_paired_level(double alpha);

#endif
