/* slo_share.h: how many of an invocation's requests keep their limits. */
#ifndef SLO_SHARE_H
#define SLO_SHARE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "measure/found_values.h"
#include "model/limit.h"

/* The percentage of the requests that keep all of the N LIMITS into *V; FOUND[i] has the values of
 * the metric of LIMITS[i], one for each request and all in the same order. False, with why appended
 * to WHY, when they are not as many, or none. */
bool slo_share(const struct limit *limits, const struct found_values *const *found, size_t n,
    double *v, struct buf *why);

#endif
