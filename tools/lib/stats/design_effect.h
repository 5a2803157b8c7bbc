/* design_effect.h: how much less values say together that are not independent. */
#ifndef DESIGN_EFFECT_H
#define DESIGN_EFFECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* N pairs in order: the scores that a test adds up, taken where their sum is about 0; the
 * ABBA block of each, and its session, NULL: all are of one. */
struct design_scores {
	const double *score;
	const size_t *block;
	const uint32_t *session; /* numbers that go up */
	size_t n;
};

/* The scores of the signed-rank test: the ranks of the differences D from CENTRE, with
 * their signs; equal ones have the lowest of theirs. SCRATCH and SCORE have room for N. */
void design_effect_rank_scores(
    const double *d, size_t n, double centre, double *scratch, double *score);

/* How alike the two rounds of an ABBA block are: the correlation of their scores, as BLOCKS
 * of one row show it, or of all rows of a session together. */
struct design_effect_agreement {
	double correlation, blocks;
};

/* The variance of the sum of the scores, in units of what it were if the pairs
 * were independent: by the blocks, 1 to 2, and by the sessions; SESSIONS is
 * how many there are. */
struct design_effect {
	double blocks, by_sessions;
	size_t sessions;
	struct design_effect_agreement agreement;
};

/* AGREEMENT is the sum of the products of two scores of a block over that of their mean
 * squares, and 1 / (N - 1) more, which is what it is short of 0 for scores whose sum is 0.
 *
 * BLOCKS is design_effect_blocks() of it alone.
 *
 * BY_SESSIONS: with S the sum of the scores of one of K sessions, K / (K - 1) times the
 * sum of S^2 estimates the variance of their sum whatever it is that the pairs of a
 * session share (Liang and Zeger, Longitudinal data analysis using generalized
 * linear models, 1986; for signed ranks Rosner, Glynn and Lee, The Wilcoxon signed
 * rank test for paired comparisons of clustered data, 2006), and n / (n - 1) times the
 * sum of s^2 were they independent: the ratio of the two. 0 with one session. */
struct design_effect design_effect_of(const struct design_scores *d);

/* Add what one row shows to TOTAL. */
void design_effect_agreement_add(
    struct design_effect_agreement *total, const struct design_effect_agreement *row);

/* 1 + the correlation of the two scores of a block where it is over 0: the design effect of
 * clusters of two (Kish, Survey sampling, 1965). A dozen pairs hardly tell this correlation
 * (its standard error is 0.4), but all rows of a session share the machine. So what ROW
 * shows is taken as DESIGN_EFFECT_SHARED blocks of what ALL rows show together, this one included,
 * and these as DESIGN_EFFECT_NONE blocks of no correlation (empirical Bayes: Efron and Morris,
 * Stein's estimation rule and its competitors, 1973). */
enum { DESIGN_EFFECT_SHARED = 20, DESIGN_EFFECT_NONE = 10 };
double design_effect_blocks(
    const struct design_effect_agreement *row, const struct design_effect_agreement *all);

/* Whether the sessions vary no more than blocks of rounds do, as far as can be told.
 * K - 1 values tell little: to be over DESIGN_EFFECT_AGREES of BLOCKS is not to agree. Then
 * intervals cover in 93 % or more from 3 sessions on, however much they vary. */
#define DESIGN_EFFECT_AGREES 0.6
bool design_effect_sessions_agree(const struct design_effect *e);

/* By what factor blocks widen an interval, BLOCKS being the effect on the variance, and the
 * two-sided P with the same done to it. */
double design_effect_width(double blocks);
double design_effect_p(double blocks, double p);

#endif
