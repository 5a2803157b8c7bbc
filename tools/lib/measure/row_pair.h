/* row_pair.h: how well the ratio between two variants is known in the rows of their command. */
#ifndef ROW_PAIR_H
#define ROW_PAIR_H

#include "judge/effect.h"
#include "measure/subject.h"

/* Room for the samples of a row. */
struct row_pair;
struct row_pair *row_pair_new(void);
void row_pair_free(struct row_pair *p); /* may be NULL */

/* Fill SIDES with the values of metric METRIC of row R of A and of the row of B with its id,
 * brought together as by pair_sides_fill(). They are good until the next call. Returns how many
 * rounds there are; 0 when B has no such row, or the metric not in it. */
size_t row_pair_fill(struct row_pair *p, const struct subject *a, const struct subject *b,
    const struct reported_row *r, size_t metric, struct effect_side sides[2]);

/* As pair_width(), of all rows and metrics that gate, have not failed, and are there in both
 * variants. When a row is found that is not as narrow as the case wants, its width is returned
 * and no other is looked at: the next call begins with it. */
double row_pair_width(
    struct row_pair *p, struct effect_room *room, const struct subject *a, const struct subject *b);

#endif
