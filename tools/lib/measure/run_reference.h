/* run_reference.h: how the times of subjects relate to those of one case, for people. */
#ifndef RUN_REFERENCE_H
#define RUN_REFERENCE_H

#include <stddef.h>
#include <stdio.h>

#include "base/terminal.h"
#include "measure/subject.h"

/* Print to F in the STYLE how the N SUBJECTS that ran well relate to the case REFERENCE, each in
 * its own variant. */
void run_references_print(FILE *f, const struct subject *const *subjects, size_t n,
    const struct plan_case *reference, const struct text_style *style);

#endif
