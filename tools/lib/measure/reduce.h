/* reduce.h: the values of one invocation as one value. */
#ifndef REDUCE_H
#define REDUCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "scenario/reduction.h"

/* The N >= 1 values V, in the order found, as HOW says, into *RESULT. False, with why appended
 * to WHY, when there are too few for a percentile or the result is not finite. REDUCE_COUNT is
 * N itself, and N may then be 0. */
bool reduce_values(
    const double *v, size_t n, struct reduction how, double *result, struct buf *why);

#endif
