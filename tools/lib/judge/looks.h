/* looks.h: group sequential test: when rows in pairs may be looked at twice, and what p they need.
 * Two looks share the error of one. */
#ifndef LOOKS_H
#define LOOKS_H

#include <stdbool.h>
#include <stddef.h>

/* The look by which the rounds of a row ended. */
enum look {
	LOOK_ONLY,   /* one look was planned */
	LOOK_FIRST,  /* the first of two */
	LOOK_SECOND, /* the second */
	NLOOKS
};

/* The significance level that the p of pairs must be under at LOOK, beside the correction for
 * many rows (adjust.h); in proportion to ALPHA. At an alpha of 0.05 it is PAIRED_P of the only
 * look, 0.005 of the first of two, and 0.0065 of the second.
 *
 * Alpha spending (Pocock, Group sequential methods in the design and analysis of clinical
 * trials, 1977; Lan and DeMets, Discrete sequential boundaries, 1983): when nothing changed, a
 * row is called changed by chance at the first look in 0.5 % of cases, and at the second in
 * 0.65 %. Together this is at most 1.15 % (Boole's inequality), whatever decides which rows go on.
 * The second look sees the rounds of the first again, so that the two often err
 * together: for normal scores and twice the rounds, 0.95 % of the rows are called changed when
 * those that looks_open() names go on, and 1.03 % when all do; PAIRED_P of one look is 1 %.
 * tests/unit/looks.c computes it. With fewer rounds at the second look the two are more alike, and
 * it is less. */
double looks_level(enum look look, double alpha);

/* The look whose level is the smaller one. It is the one for pairs of several sessions that ended
 * at A and at B. Each session chose its rounds by its own p, and so chose less of the whole than
 * one session does that is looked at twice. */
enum look looks_strictest(enum look a, enum look b);

/* Whether a row is open after the first look at alpha POLICY_ALPHA, so that it is worth as many
 * rounds again: its P is under LOOKS_FUTILE, and it is not yet called changed (P under the level
 * of the first look, and P_ADJUSTED under alpha). A P of NAN is no test: never open. The upper
 * bound only saves time. A row that goes on for another reason needs no other level. */
#define LOOKS_FUTILE 0.2
bool looks_open(double p, double p_adjusted);

/* How many rounds a row has at the second look that had N at the first, when it may have MOST:
 * 2 N, or MOST. 0 where that is not half as many again: there is one look then. This depends
 * on no p. */
size_t looks_rounds(size_t n, size_t most);

#endif
