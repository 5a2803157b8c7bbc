/* plan_metrics.h: the metrics of a case, read from a plan document. */
#ifndef PLAN_METRICS_H
#define PLAN_METRICS_H

#include "base/arena.h"
#include "scenario/plan.h"
#include "json/json_document.h"

/* Fill the metrics of C with the member 'metrics' of OBJECT, in A; those that are of other metrics
 * come last. Dies with the place of what is wrong. */
void plan_metrics_parse(const struct json_at *object, struct plan_case *c, struct arena *a);

#endif
