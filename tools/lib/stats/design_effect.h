/* design_effect.h: design effect: how much less pairs say together than independent ones would.
 * The rounds of a block, and of a session, share what the machine did meanwhile. */
#ifndef DESIGN_EFFECT_H
#define DESIGN_EFFECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* N pairs in the order of their rounds; each array has N values. */
struct design_scores {
	const double *score;     /* that a test adds up, taken where their sum is about 0 */
	const size_t *block;     /* the number of the ABBA block of each */
	const uint32_t *session; /* that of its session, numbers that go up; NULL: all are of one */
	size_t n;
};

/* Fill SCORE with the scores of the signed-rank test of the N differences D from CENTRE: the
 * rank of |D - CENTRE| with the sign of D - CENTRE; equal ones have the lowest of their ranks.
 * SCRATCH and SCORE have room for N. */
void design_effect_rank_scores(
    const double *d, size_t n, double centre, double *scratch, double *score);

/* Intraclass correlation: how alike the scores of the two rounds of an ABBA block are, -1 to 1,
 * as BLOCKS of one row show it, or of all rows of a session together. */
struct design_effect_agreement {
	double correlation, blocks;
};

/* The variance of the sum of the scores over what it would be if the pairs were independent. */
struct design_effect {
	double blocks;      /* as the blocks show it, 1 to 2 */
	double by_sessions; /* as the sessions show it; 0 with one session */
	size_t sessions;    /* how many there are */
	struct design_effect_agreement agreement;
};

/* The design effect of D.
 *
 * AGREEMENT: the sum of the products of the two scores of a block over the sum of their mean
 * squares, and 1 / (N - 1) added, by which it falls short for scores whose sum is 0.
 *
 * BLOCKS is design_effect_blocks() of it alone.
 *
 * BY_SESSIONS: S is the sum of the scores of one of K sessions. K / (K - 1) times the sum of
 * all S^2 estimates the variance of the total, whatever the pairs of a session share (Liang
 * and Zeger, Longitudinal data analysis using generalized linear models, 1986; for signed
 * ranks Rosner, Glynn and Lee, The Wilcoxon signed rank test for paired comparisons of
 * clustered data, 2006). N / (N - 1) times the sum of all squared scores would estimate it if
 * the pairs were independent. BY_SESSIONS is the ratio of the two. */
struct design_effect design_effect_of(const struct design_scores *d);

/* Add what ROW shows to TOTAL, weighed by its blocks. */
void design_effect_agreement_add(
    struct design_effect_agreement *total, const struct design_effect_agreement *row);

/* Design effect of clusters of two (Kish, Survey sampling, 1965): 1 + the correlation of the
 * two scores of a block where it is over 0, as ROW and ALL rows of its session show it.
 *
 * A dozen pairs hardly tell this correlation (its standard error is 0.4), but all rows of a
 * session share the machine. So ALL, ROW included, counts as DESIGN_EFFECT_SHARED more blocks
 * of ROW, after DESIGN_EFFECT_NONE blocks of no correlation were added to ALL (empirical Bayes:
 * Efron and Morris, Stein's estimation rule and its competitors, 1973). */
enum { DESIGN_EFFECT_SHARED = 20, DESIGN_EFFECT_NONE = 10 };
double design_effect_blocks(
    const struct design_effect_agreement *row, const struct design_effect_agreement *all);

/* Whether the sessions vary no more than blocks of rounds do, as far as can be told: BY_SESSIONS
 * is at most DESIGN_EFFECT_AGREES times BLOCKS. The sums of K sessions tell little; with this
 * limit intervals cover in 93 % or more from 3 sessions on, however much the sessions vary. */
#define DESIGN_EFFECT_AGREES 0.6
bool design_effect_sessions_agree(const struct design_effect *e);

/* The factor by which BLOCKS, the effect on the variance, widens an interval: its root. */
double design_effect_width(double blocks);
/* The two-sided P when the standard error is so much larger: its normal deviate over the
 * factor. */
double design_effect_p(double blocks, double p);

#endif
