/* contests.h: which cases compete: those that differ in the value of one parameter alone. */
#ifndef CONTESTS_H
#define CONTESTS_H

#include "base/intern.h"
#include "results/results.h"

enum { CONTENDERS_MAX = 32 };

/* One case, and where it stands in its document. */
struct contender {
	const struct word *candidate; /* its value of the parameter */
	struct results_place place;
};

/* The cases of one row of the matrix. */
struct contest {
	const char *id, *name; /* ID: of a case without the parameter */
	const struct param *params;
	size_t nparams;
	struct contender contenders[CONTENDERS_MAX];
	size_t n;
};

struct contests {
	const char *over;      /* the parameter; borrowed */
	struct contest **list; /* sorted by id */
	size_t n, cap;
	struct word_set *candidates; /* in the order of first use */
	const char **names;          /* of them */
	size_t nnames, names_cap;
	struct word_set *ids;
	struct arena *arena;
	size_t without; /* cases that have no such parameter */
};

/* Read all of R into C: the cases that have parameter OVER (borrowed), of VARIANT, or of the only
 * variant there is when that is NULL. The control row takes no part. Dies when R has no such case,
 * has several variants and none was named, or names a case twice. */
void contests_read(struct contests *c, struct results *r, const char *over, const char *variant);
void contests_free(struct contests *c);

#endif
