/* run_settle.h: what the subjects of a run come to: the rows that they report, and how they end. */
#ifndef RUN_SETTLE_H
#define RUN_SETTLE_H

#include "measure/subject.h"

/* The gating rows that the commands of all cases have reported, of each of the NCASES the variant
 * with most. */
size_t rows_reported(const struct subject *subjects, size_t ncases, size_t nvariants);

/* Every one of N subjects that nothing ended gets its status, and the reason if it has too little:
 * a signal, or the BUDGET, in seconds. */
void run_settle(struct subject *subjects, size_t n, double budget);

#endif
