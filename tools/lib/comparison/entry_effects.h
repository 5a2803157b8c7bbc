/* entry_effects.h: what two entries of one document differ by, judged as the two sides of a case.
 */
#ifndef ENTRY_EFFECTS_H
#define ENTRY_EFFECTS_H

#include "comparison/comparison.h"

/* One effect; all of it is borrowed and lives until the next is added. */
struct entry_effect {
	const struct effect *effect;
	const char *note; /* what did not pair, in words; or NULL */
	enum machines machines;
	bool paired, disturbed; /* DISTURBED: something else got into most samples of a side */
};

struct entry_effects;
struct entry_effects *entry_effects_new(double alpha);
void entry_effects_free(struct entry_effects *x);

/* Compare metric A of entry BASELINE with metric B of entry CURRENT, both in one unit, in pairs
 * where both were measured in the same rounds of the same sessions. Nothing of the entries is kept
 * but their names. Puts the number of the effect, from 0, into *I. Returns NULL, or what is wrong
 * with an entry, which the caller owns. */
char *entry_effects_add(struct entry_effects *x, const struct entry *baseline,
    const struct metric *a, const struct entry *current, const struct metric *b, size_t *i);
/* When all are added: allow for what sessions differ by, and for what blocks of rounds share. HEAD
 * is of the document of all entries, and lives as long as X. */
void entry_effects_settle(struct entry_effects *x, const struct results_head *head);
/* The estimates of an effect are as they stay before entry_effects_settle(); its interval and p are
 * not. */
struct entry_effect entry_effects_get(const struct entry_effects *x, size_t i);

#endif
