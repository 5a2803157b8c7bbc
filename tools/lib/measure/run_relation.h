/* run_relation.h: how the times of several subjects relate, for people. */
#ifndef RUN_RELATION_H
#define RUN_RELATION_H

#include <stddef.h>

#include "measure/subject.h"

/* Print to standard error how many times as fast the fastest of the N SUBJECTS is as each of the
 * others that ran well. */
void run_comparisons_print(const struct subject *const *subjects, size_t n);

/* Print how the others that ran well relate to the case REFERENCE, each in its own variant. */
void run_references_print(
    const struct subject *const *subjects, size_t n, const struct plan_case *reference);

#endif
