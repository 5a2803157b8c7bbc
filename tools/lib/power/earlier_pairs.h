/* earlier_pairs.h: the pairs of earlier sessions, each session judged alone. */
#ifndef EARLIER_PAIRS_H
#define EARLIER_PAIRS_H

#include "judge/power.h"
#include "results/entry.h"

struct earlier_session {
	struct power_session noise;
	double shift;  /* that its pairs show, a logarithm */
	double spread; /* the standard deviation of a build's level, a logarithm, where the builds
			* vary by more than their pairs explain; else NAN */
	bool exact;    /* counts that hardly vary */
};

/* Keeps its room from call to call. */
struct earlier_pairs;
struct earlier_pairs *earlier_pairs_new(void);
void earlier_pairs_free(struct earlier_pairs *p);

/* Judge each session of metric NAME of entry E: in pairs with OTHER, another variant of the case
 * that was measured in the same rounds; without OTHER, or where the two have no round in common,
 * in pairs of neighbouring invocations of E, in alternating order. Sessions that say they are of
 * another machine than FINGERPRINT (or NULL) are left out, and those that have no interval: under 6
 * pairs, or values that have no ratio. Puts them into *AT, borrowed until the next call, in their
 * order, and returns how many these are. */
size_t earlier_pairs_judge(struct earlier_pairs *p, const struct entry *e,
    const struct entry *other, const char *name, const char *fingerprint,
    const struct earlier_session **at);

#endif
