/* replacement.h: a case made anew on another backend, where its own cannot run it. */
#ifndef REPLACEMENT_H
#define REPLACEMENT_H

#include "base/intern.h"
#include "scenario/matrix.h"
#include "scenario/plan.h"

/* Freed by replacement_free(). */
struct replacement {
	struct combination combination;
	char *id;
};

/* Make F of COMBINATION, that of case I of PLAN, with the case's replacement as the backend. */
void replacement_make(const struct plan *plan, size_t i, const struct combination *combination,
    struct replacement *f);
void replacement_free(struct replacement *f);

/* The ids of the cases of PLAN from number FIRST on; the caller owns the set. */
struct word_set *replacement_ids(const struct plan *plan, size_t first);

/* Say in the skip of case I of PLAN that F is measured in its place. */
void replacement_tell(struct plan *plan, size_t i, const struct replacement *f);

#endif
