/* pair_sides.h: two variants of a case, round by round, as the two sides of a comparison. */
#ifndef PAIR_SIDES_H
#define PAIR_SIDES_H

#include "judge/effect.h"
#include "measure/subject.h"

/* Keeps the arrays that it fills, to use them again. */
struct pair_sides;
struct pair_sides *pair_sides_new(void);
void pair_sides_free(struct pair_sides *p);

/* Make metric I of A and of B, variants of one case, the two SIDES that effect_paired() takes, with
 * the CPU time and the waiting behind a duration. What was resumed counts as one session
 * before this one, and pairs as far as both have as much of it. The arrays are borrowed until the
 * next call. Returns the number of rounds, of which some may lack a value. */
size_t pair_sides_fill(struct pair_sides *p, const struct subject *a, const struct subject *b,
    size_t i, struct effect_side sides[2]);

/* The same of samples that are not a metric of the case: X, one for each invocation of A, and Y,
 * of B. HIGHER: more is better. */
size_t pair_sides_samples(struct pair_sides *p, const struct subject *a, const struct subject *b,
    const double *x, const double *y, bool higher, struct effect_side sides[2]);

#endif
