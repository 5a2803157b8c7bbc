/* extract.h: the value of a metric out of what one invocation printed or wrote. */
#ifndef EXTRACT_H
#define EXTRACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "measure/invoke.h"
#include "scenario/plan.h"

struct extract;

/* Prepare the N RULES (borrowed, must outlive the result). The caller owns it. */
struct extract *extract_new(const struct metric_rule *rules, size_t n);
void extract_free(struct extract *x);

/* Whether a rule reads standard output, which is otherwise thrown away. */
bool extract_wants_stdout(const struct extract *x);

/* Remove the files that the rules read, below DIRECTORY (NULL: here), so that
 * none of an earlier invocation is taken for this one's. */
void extract_clear(const struct extract *x, const char *directory);

/* The value of rule I after an invocation that printed TEXT and began at
 * START_NS: every value found, reduced to one. False, with why appended to
 * WHY, when there is none or it is not a finite number. */
bool extract_value(struct extract *x, size_t i, const struct output_text *text, int64_t start_ns,
    const char *directory, double *v, struct buf *why);

/* All the values that extract_value() found last, in the order found; borrowed. */
const double *extract_found(const struct extract *x, size_t *n);

/* The unit of rule I: the rule's, or the one that was met in the output; borrowed. */
const char *extract_unit(const struct extract *x, size_t i);
/* Rule I has values already, in UNIT (NULL: none), which an earlier session brought. */
void extract_resume(struct extract *x, size_t i, const char *unit);

#endif
