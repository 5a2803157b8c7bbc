/* extract.h: the values of metrics out of what one invocation prints, as it passes, or wrote. */
#ifndef EXTRACT_H
#define EXTRACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "measure/invoke.h"
#include "measure/row_table.h"
#include "scenario/plan.h"

struct extract;

/* Prepare the N RULES (borrowed, must outlive the result). The caller owns it. */
struct extract *extract_new(const struct metric_rule *rules, size_t n);
void extract_free(struct extract *x);
/* The rows that the command reports go to TABLE, which must outlive X. */
void extract_rows(struct extract *x, struct row_table *table);

/* Who is to get what the command prints; borrowed. NULL: no rule reads it. */
const struct output_sink *extract_sink(const struct extract *x);

/* Before an invocation: forget the last one, and remove the files that the rules read, below
 * DIRECTORY (NULL: here), so that none of an earlier invocation is taken for this one's. To
 * find the values may take SECONDS. */
void extract_begin(struct extract *x, const char *directory, double seconds);

/* The invocation M is over, and the sink, if there is one, has got all. Call it before
 * extract_value() then. */
void extract_end(struct extract *x, const struct measurement *m);

/* The value of rule I: every value found, reduced to one. False, with why appended to
 * WHY, when there is none or it is not a finite number. */
bool extract_value(struct extract *x, size_t i, double *v, struct buf *why);

/* The rows of the invocation go to the table, as those of invocation number INDEX, from 0, or of
 * a warm-up. False, with why appended to WHY, when there is none or they cannot be read. True
 * where no rows are read. */
bool extract_rows_end(struct extract *x, size_t index, bool warmup, struct buf *why);

/* Whether a signal (interrupt.h) ended the search for values: then there are none. */
bool extract_interrupted(const struct extract *x);

/* All the values that extract_value() found last, in the order found; borrowed. */
const double *extract_found(const struct extract *x, size_t *n);

/* The unit of rule I: the rule's, or the one that was met in the output; borrowed. */
const char *extract_unit(const struct extract *x, size_t i);
/* Rule I has values already, in UNIT (NULL: none), which an earlier session brought. */
void extract_resume(struct extract *x, size_t i, const char *unit);

#endif
