/* ranking.h: the candidates of one case in order, and what is proven of this order. */
#ifndef RANKING_H
#define RANKING_H

#include "comparison/entry_effects.h"
#include "recommend/contests.h"
#include "recommend/goal.h"

/* What one candidate is to another one that is ranked before it. */
enum relation {
	RELATION_WORSE,      /* proven */
	RELATION_EQUIVALENT, /* the whole interval is within the tolerance */
	RELATION_OPEN,       /* neither can be shown */
	RELATION_UNTESTED,   /* a side has no samples */
	NRELATIONS
};
const char *relation_name(enum relation relation);

enum choice { CHOICE_BEST, CHOICE_TIE, CHOICE_UNTESTED, CHOICE_ONLY, CHOICE_NONE, NCHOICES };
const char *choice_name(enum choice choice);

/* One candidate against one behind it. */
struct versus {
	size_t effect;        /* number of entry_effects.h */
	double p, p_adjusted; /* two-sided; corrected for the number of rows */
	enum relation relation;
};

struct standing {
	const char *candidate, *id;
	double value;          /* in the goal's unit */
	size_t n;              /* invocations that have a value */
	struct versus *behind; /* against each candidate behind it, in order */
	bool proven;           /* it is better than all of these */
};

struct absent {
	const char *candidate, *reason;
};

struct case_ranking {
	const struct contest *contest;
	struct standing *ranked; /* the best first */
	size_t n;
	struct absent *absent;
	size_t nabsent;
	const char *unit; /* of the values; or NULL */
	enum better better;
	enum choice choice;
};

struct rankings {
	const struct contests *contests;
	struct goal goal;
	struct entry_effects *effects;
	struct case_ranking *list; /* one of each contest, in the same order */
	size_t n;
	struct arena *arena;
};

/* Rank the contenders of all contests of C, which R was read into and has been read to its end,
 * by G. All are borrowed. Dies when no case has a value, as of a metric that is misspelt.
 *
 * A candidate comes before another one when the estimate that bench-diff(1) has of their
 * difference says so; ties stay in the order of their medians.
 *
 * The best of k candidates was chosen by the values that are to prove it. It must be proven to be
 * better than each of the others, by a two-sided p where one that was named beforehand would need
 * half of it: k equal candidates then have a best with proof in at most the share of the level,
 * which two of them reach and more do not (Gutmann and Maymin, Is the selected population the
 * best?, 1987; docs/study.md has it for other noise than theirs). The same holds of each candidate
 * and those behind it.
 *
 * The level is that of pairs (looks.h), 1 % at an alpha of 5 %, for all designs; and the p of all
 * first candidates, and those of all others, are corrected for their number together (adjust.h)
 * and must be under alpha. */
void rankings_make(
    struct rankings *k, const struct contests *c, struct results *r, const struct goal *g);
void rankings_free(struct rankings *k);

/* The relation of the second to the first side of E, in which lower values are better or, by
 * BETTER, higher ones: with P and P_ADJUSTED. */
enum relation relation_of(const struct entry_effect *e, double p, double p_adjusted,
    enum better better, const struct goal *g);

#endif
