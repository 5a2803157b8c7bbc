/* paired_look.h: what one measure of the pairs, their time or their CPU time, says. */
#ifndef PAIRED_LOOK_H
#define PAIRED_LOOK_H

#include "stats/paired.h"

/* One look at the pairs, in order of the rounds. */
struct look {
	double *side[2];   /* logs of base and head, or what they are, so that noise adds */
	double *d;         /* head less base */
	double *scratch;   /* room for 2 * N */
	double *score;     /* of the pairs, that a test adds up */
	size_t *block;     /* the ABBA block of each */
	uint32_t *session; /* and its session, or NULL */
	size_t n;
	bool ratios, higher;
	size_t sessions;       /* that were judged as one value each; 0: the pairs were */
	struct interval shift; /* on the scale of D */
	double p;
	double middle; /* as SHIFT; and the interval of the Hodges-Lehmann estimate */
	struct interval middle_interval;
	double p_plain, block_effect;
	struct block_agreement agreement;
};

/* Whether round I of S is a pair: neither value is null. */
bool paired_look_whole(const struct paired_samples *s, size_t i);

/* Room for looks at S, which must not be looked at twice at a time; look_free() frees it. */
struct look look_room(const struct paired_samples *s);
void look_free(struct look *l);

/* Take the pairs of S whose measures are BASE and HEAD; false when there is none, or one
 * that has no ratio. */
bool look_fill(
    struct look *l, const struct paired_samples *s, const double *base, const double *head);
/* Judge them, as paired.h says of one look. */
void look_judge(struct look *l, struct shift_room *room, struct rank_tables *t);
/* The shift from base to head: where higher is better it is the other way round than what
 * noise adds to. */
struct interval look_shift(const struct look *l);
/* The same of the middle, and of its interval. */
double look_middle(const struct look *l);
struct interval look_middle_interval(const struct look *l);
/* paired_width() of this look, of PAIRED_FEWEST pairs or more; their order is lost. */
double look_width(struct look *l, struct shift_room *room, struct rank_tables *t);

#endif
