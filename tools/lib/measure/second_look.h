/* second_look.h: which cases of two variants are measured again after the first look. */
#ifndef SECOND_LOOK_H
#define SECOND_LOOK_H

#include "measure/subject.h"

/* The first look. SUBJECTS are NCASES pairs of two variants, and each has enough or has ended.
 * Every gating row is judged as bench-diff(1) judges it, corrected for the number of gating rows.
 * A case with two looks (its plan's RUNS.LOOKS), whose largest number of runs leaves room for
 * them (looks_rounds()), ends at the first one, and says so; but with an open row (looks_open())
 * it goes on to as many rounds as the second look wants.
 *
 * Returns how many rows are open in the cases that go on. */
size_t second_look_plan(struct subject *subjects, size_t ncases);

#endif
