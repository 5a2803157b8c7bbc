/* metric_units.h: the units of a metric's two sides: the same, brought to one, or different. */
#ifndef METRIC_UNITS_H
#define METRIC_UNITS_H

#include <stdbool.h>

#include "results/entry.h"

/* Whether values of B and M (either may be NULL) are not in one unit. A document may leave a unit
 * out, and is then believed, unless the other side's unit is a multiple such as "k" or "M ops/s",
 * which a number printed without it is not in. */
bool metric_units_differ(const struct metric *b, const struct metric *m);

/* Make SCALED the metric B in the unit of M, where the two units differ and are of one kind, as
 * "ns" and "ms" are; its samples are the caller's. False, and SCALED is of no use: that is not so,
 * or a value would not be finite in it. */
bool metric_units_scale(const struct metric *b, const struct metric *m, struct metric *scaled);

#endif
