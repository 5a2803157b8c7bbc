/* schedule.h: which cases the next round measures, in which order. */
#ifndef SCHEDULE_H
#define SCHEDULE_H

#include <stddef.h>
#include <stdint.h>

#include "measure/subject.h"

/* The subjects are an array of NCASES rows of NVARIANTS: all variants of a case
 * stand together, are measured together in a round, and end together, so that
 * their samples pair. Of two variants it is the ratio between them whose
 * precision is wanted (pair_width()), otherwise each one's own. */
struct schedule;

struct schedule *schedule_new(
    struct subject *subjects, size_t ncases, size_t nvariants, uint64_t seed);
void schedule_free(struct schedule *s);

/* From now on the variants of a case run at the same time, for its estimates. */
void schedule_set_duet(struct schedule *s);

/* The subjects of the next round, borrowed until the next call: the cases in
 * random order, each with its variants in a balanced one (AB then BA in the
 * next round, or BA then AB). LEFT is the time that remains, in seconds: when
 * it does not reach for the precision that all want, cases take part in
 * proportion to what they lack. 0 subjects: all is done. */
size_t schedule_round(struct schedule *s, double left, struct subject *const **round);

/* The same for warm-ups: every subject that lacks some, or none when all are warm. */
size_t schedule_warmup(struct schedule *s, struct subject *const **round);

/* The seconds that what remains will take, as far as it can be told; at most LEFT. */
double schedule_estimate(const struct schedule *s, double left);

#endif
