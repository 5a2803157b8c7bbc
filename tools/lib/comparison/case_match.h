/* case_match.h: brings the two sides of each case together, from documents read once. */
#ifndef CASE_MATCH_H
#define CASE_MATCH_H

#include <stdbool.h>

#include "comparison/comparison.h"
#include "results/results.h"

/* Add all cases of the documents BASELINE and CURRENT to C, matched by id, which the aliases of
 * C's options may have changed since BASELINE was measured. Both
 * are read side by side: a case waits in memory until its other side comes, so
 * sorted documents take none. A document's one variant is of no interest;
 * several die, and so does an id that is given twice while it waits. With VARIANT
 * (or NULL) only the entries of that variant of CURRENT are taken. */
void match_documents(
    struct comparison *c, struct results *baseline, struct results *current, const char *variant);

/* The same for the variants called BASELINE and CURRENT of one document; the
 * others are passed over. Dies when there is no such variant, unless there is
 * nothing at all: then it returns false. */
bool match_variants(
    struct comparison *c, struct results *r, const char *baseline, const char *current);

#endif
