/* fail_on.h: which verdicts fail the job: --fail-on of bench-diff, "fail_on" of its document. */
#ifndef FAIL_ON_H
#define FAIL_ON_H

#include <stdbool.h>

#include "model/verdict.h"

/* A set of verdicts, bit 1u << VERDICT for each, and FAIL_ON_DRIFT: a regression
 * since the release. */
#define FAIL_ON_DRIFT (1u << NVERDICTS)
#define FAIL_ON_DEFAULT                                                                            \
	(1u << VERDICT_REGRESSION | 1u << VERDICT_FAILED | 1u << VERDICT_REMOVED |                 \
	    1u << VERDICT_UNMEASURED)

/* Add to BITS what WORD, a verdict or "drift", names, and every verdict that is worse
 * than it: "worse" and "machine-dependent" imply "regression", "inconclusive" implies
 * these three and "unmeasured". False, with *BITS untouched, for a word that cannot fail a job. */
bool fail_on_add(unsigned *bits, const char *word);

/* The words that fail_on_add() takes, by how bad they are, the worst first; ends in NULL. */
extern const char *const fail_on_words[];
/* What fails the job in the comparison document at ROOT: what its policy names, by default
 * FAIL_ON_DEFAULT. Dies when that is no list of these words. */
unsigned fail_on_of(const struct json_at *root);
/* The word of the worst verdict in FAILING, a set, or VERDICT_PASS for none. */
const char *fail_on_worst(unsigned failing);
/* The bit of word NTH. */
unsigned fail_on_bit(int nth);

#endif
