/* outcome.h: what the end of an invocation means for its case. */
#ifndef OUTCOME_H
#define OUTCOME_H

#include "measure/invoke.h"
#include "results/results.h"
#include "scenario/plan.h"

/* ENTRY_OK, or the status that M of a command of C, run in DIRECTORY (or NULL) with ENV,
 * gives the case, and in *REASON, which the caller owns, why: for
 * ENTRY_INTERRUPTED none. */
enum entry_status outcome_judge(const struct plan_case *c, const char *directory, char *const *env,
    const struct measurement *m, const struct output_text *text, char **reason);

/* The reason, which the caller owns, when M of C ended with the status that skips; else NULL. */
char *outcome_skip(
    const struct plan_case *c, const struct measurement *m, const struct output_text *text);

#endif
