/* found_values.h: the values of one metric in one invocation, kept as far as their reduction needs.
 */
#ifndef FOUND_VALUES_H
#define FOUND_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "scenario/reduction.h"

enum { FOUND_KEPT_MAX = 1 << 20 }; /* values that a median or a percentile is of */

/* Start from zeroes. */
struct found_values {
	struct reduction how;
	bool keep; /* all are wanted, too */
	uint64_t n;
	double first, last, min, max, sum;
	double *kept; /* all, in the order found, for what needs all */
	size_t nkept, cap;
};

/* Forget what was found; values will be reduced as HOW says. KEEP: they are wanted as well, if
 * they are no more than FOUND_KEPT_MAX. */
void found_values_begin(struct found_values *f, struct reduction how, bool keep);
/* False: more than FOUND_KEPT_MAX would be needed for the reduction. */
bool found_values_add(struct found_values *f, double v);
/* What the values are reduced to, in *V; there must be one, unless they are counted. False,
 * with why appended to WHY, as reduce_values(). */
bool found_values_reduced(const struct found_values *f, double *v, struct buf *why);
/* The *N values, in the order found; borrowed. None when they were not to be kept, or too many. */
const double *found_values_kept(const struct found_values *f, size_t *n);
void found_values_free(struct found_values *f);

#endif
