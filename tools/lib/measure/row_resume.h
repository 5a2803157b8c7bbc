/* row_resume.h: the rows of a command that an earlier session measured. */
#ifndef ROW_RESUME_H
#define ROW_RESUME_H

#include "measure/row_table.h"

/* What entry E, of an earlier session in which case C had N invocations, says goes to T, the
 * table of C. Dies, naming FILE, when it is no entry of a row of C. */
void row_resume(struct row_table *t, const struct plan_case *c, const struct entry *e, size_t n,
    const char *file);

#endif
