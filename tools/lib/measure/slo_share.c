#include "measure/slo_share.h"

#include <math.h>

static bool
keeps(const struct limit *limit, double v)
{
	return !(v < limit->min) && !(v > limit->max);
}

/* Whether request REQUEST keeps all N LIMITS. */
static bool
request_keeps(
    const struct limit *limits, const struct found_values *const *found, size_t n, size_t request)
{
	for (size_t i = 0; i < n; i++)
		if (!keeps(&limits[i], found[i]->kept[request]))
			return false;
	return true;
}

bool
slo_share(const struct limit *limits, const struct found_values *const *found, size_t n, double *v,
    struct buf *why)
{
	size_t requests = 0, kept = 0, values;

	for (size_t i = 0; i < n; i++) {
		found_values_kept(found[i], &values);
		if (i == 0)
			requests = values;
		if (values == 0 || values != requests) {
			buf_printf(why,
			    "'%s' has %llu values and '%s' %llu: each must have one for each "
			    "request, "
			    "and at most %d",
			    limits[0].metric, (unsigned long long)found[0]->n, limits[i].metric,
			    (unsigned long long)found[i]->n, FOUND_KEPT_MAX);
			return false;
		}
	}
	for (size_t request = 0; request < requests; request++)
		kept += request_keeps(limits, found, n, request);
	*v = 100.0 * (double)kept / (double)requests;
	return true;
}
