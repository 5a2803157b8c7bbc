/* paired_look.h: paired test of one measure of the pairs: their time, or their CPU time.
 * paired.h chooses between the two. */
#ifndef PAIRED_LOOK_H
#define PAIRED_LOOK_H

#include "stats/paired.h"

/* One look at the pairs, in order of the rounds. */
struct paired_look {
	double *side[2]; /* logs of base and head, or the values; with HIGHER negated: noise adds */
	double *d;       /* head less base, on this scale */
	double *scratch; /* room for 2 * N */
	double *score;   /* of each pair, that a test adds up */
	size_t *block;   /* the ABBA block of each */
	uint32_t *session; /* the session of each, or NULL */
	size_t n;
	bool ratios, higher;
	size_t sessions;                 /* that were judged as one value each; 0: the pairs were */
	struct interval shift;           /* on the scale of D */
	double p;                        /* two-sided, of no shift */
	double middle;                   /* paired.h says which; as SHIFT */
	struct interval middle_interval; /* of the Hodges-Lehmann estimate */
	double p_plain, block_effect;    /* as in struct paired */
	struct design_effect_agreement agreement;
};

/* Whether round I of S is a pair: neither value is null. */
bool paired_look_whole(const struct paired_samples *s, size_t i);

/* Room for looks at S, for one at a time; paired_look_free() frees it. */
struct paired_look paired_look_room(const struct paired_samples *s);
void paired_look_free(struct paired_look *l);

/* Fill L with the pairs of S whose measures are BASE and HEAD, S->n values each; false when
 * there is no pair, or one that has no ratio. */
bool paired_look_fill(
    struct paired_look *l, const struct paired_samples *s, const double *base, const double *head);
/* Judge them, as paired.h says of one look. */
void paired_look_judge(struct paired_look *l, struct shift_room *room, struct rank_tables *t);
/* The shift from base to head on the scale of the values: where higher is better, that of L is
 * negated. */
struct interval paired_look_shift(const struct paired_look *l);
/* The same of the middle, and of its interval. */
double paired_look_middle(const struct paired_look *l);
struct interval paired_look_middle_interval(const struct paired_look *l);
/* paired_width() of this look, which has PAIRED_FEWEST pairs or more; D is sorted by it. */
double paired_look_width(struct paired_look *l, struct shift_room *room, struct rank_tables *t);

#endif
