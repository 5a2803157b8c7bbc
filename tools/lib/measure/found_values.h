/* found_values.h: the values of one metric in one invocation, kept as far as their reduction needs.
 */
#ifndef FOUND_VALUES_H
#define FOUND_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scenario/plan.h"

enum { FOUND_KEPT_MAX = 1 << 20 }; /* values that a median is of */

/* Start from zeroes. */
struct found_values {
	enum reduce reduce;
	uint64_t n;
	double first, last, min, max, sum;
	double *kept; /* all, for a reduction that needs all */
	size_t nkept, cap;
};

/* Forget what was found; values will be reduced by REDUCE. */
void found_values_begin(struct found_values *f, enum reduce reduce);
/* False: more than FOUND_KEPT_MAX would have to be kept. */
bool found_values_add(struct found_values *f, double v);
/* What the values, of which there is one at least, are reduced to. */
double found_values_reduced(struct found_values *f);
void found_values_free(struct found_values *f);

#endif
