/* metric_number.h: one match in a command's output as the value of a metric, with its unit. */
#ifndef METRIC_NUMBER_H
#define METRIC_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/unit.h"
#include "measure/number_read.h"
#include "scenario/plan.h"

enum { PRINTED_UNIT_MAX = 32 }; /* bytes of a unit, without a NUL */

/* How the numbers of one metric are read, and what was met so far. */
struct metric_number {
	const struct metric_rule *rule;
	struct unit declared; /* the rule's unit, where HAS_DECLARED */
	bool has_declared;
	bool met; /* a number was read: UNIT and PRINTED are of the first one */
	bool has_unit;
	struct unit unit;
	char printed[PRINTED_UNIT_MAX + 1];
};

/* The N of RULE (borrowed). */
void metric_number_init(struct metric_number *n, const struct metric_rule *rule);

/* The value of the number at AT in the LEN bytes of TEXT into *V, in the metric's unit. False,
 * with why appended to WHY: it is no number, or only a part of one; or its unit is missing,
 * unknown, or not the one that the metric or the numbers before it have. */
bool metric_number_read(struct metric_number *n, const char *text, size_t len,
    const struct number_place *at, double *v, struct buf *why);

/* The unit that the values have: the rule's; where that is "auto" or none, the one that was
 * met, "" when there is none yet. Borrowed. */
const char *metric_number_unit(const struct metric_number *n);

/* Continue values that are in UNIT (NULL: none). */
void metric_number_resume(struct metric_number *n, const char *unit);

#endif
