/* fallback.h: a case made anew on another backend, where its own cannot run it. */
#ifndef FALLBACK_H
#define FALLBACK_H

#include "base/intern.h"
#include "scenario/matrix.h"
#include "scenario/plan.h"

/* Freed by fallback_free(). */
struct fallback {
	struct combination combination;
	char *id;
};

/* Make F of COMBINATION, that of case I of PLAN, with the case's fallback as the backend. */
void fallback_make(
    const struct plan *plan, size_t i, const struct combination *combination, struct fallback *f);
void fallback_free(struct fallback *f);

/* The ids of the cases of PLAN from number FIRST on; the caller owns the set. */
struct word_set *fallback_ids(const struct plan *plan, size_t first);

/* Say in the skip of case I of PLAN that F is measured in its place. */
void fallback_tell(struct plan *plan, size_t i, const struct fallback *f);

#endif
