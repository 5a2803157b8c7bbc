/* slo_share.h: how many of an invocation's requests keep their limits. */
#ifndef SLO_SHARE_H
#define SLO_SHARE_H

#include <stdbool.h>

#include "base/buf.h"
#include "measure/metric_reader.h"

/* Have the METRICS that RULE has limits on, which are all among them, keep their values. */
void slo_share_prepare(struct metric_reader *metrics, const struct metric_rule *rule);

/* The percentage of the requests that keep all limits of RULE into *V, by the values that METRICS
 * have found, one for each request and all in the same order. False, with why appended to WHY, when
 * they are not as many, or none. */
bool slo_share(const struct metric_reader *metrics, const struct metric_rule *rule, double *v,
    struct buf *why);

#endif
