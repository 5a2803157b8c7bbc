/* pair_width.h: the precision of the ratio between two variants of a case. */
#ifndef PAIR_WIDTH_H
#define PAIR_WIDTH_H

#include "judge/judgement.h"
#include "measure/subject.h"

/* Keeps what it needs to measure widths again and again. */
struct pair_width;
struct pair_width *pair_width_new(void);
void pair_width_free(struct pair_width *p);

/* Of the gating metrics of A and B, variants of one case, the widest half width
 * that the 95 % interval for the ratio between the two is to be expected to have:
 * paired_width() of the first subject_width_basis() of the rounds, times the root of their
 * share. INFINITY until all of them have one. It says nothing of
 * where the interval lies, so stopping by it favours no verdict. */
double pair_width(struct pair_width *p, const struct subject *a, const struct subject *b);

/* Half the width of the interval of E, which is of SIDES in pairs, as pair_width() takes it. */
double pair_half_width(
    struct effect_room *room, const struct effect_side sides[2], const struct effect *e);

#endif
