#include "measure/slo_share.h"

#include <string.h>

#include "model/limit.h"

/* Which of METRICS is called NAME: it is there, since the plan was checked. */
static size_t
metric_at(const struct metric_reader *metrics, const char *name)
{
	size_t i = 0;

	while (strcmp(metrics[i].rule->name, name) != 0)
		i++;
	return i;
}

void
slo_share_prepare(struct metric_reader *metrics, const struct metric_rule *rule)
{
	for (size_t i = 0; i < rule->nslo; i++)
		metrics[metric_at(metrics, rule->slo[i].metric)].limited = true;
}

static const struct found_values *
limited_values(const struct metric_reader *metrics, const struct limit *limit)
{
	return &metrics[metric_at(metrics, limit->metric)].found;
}

/* Whether request REQUEST keeps all limits of RULE. */
static bool
request_keeps(const struct metric_reader *metrics, const struct metric_rule *rule, size_t request)
{
	for (size_t i = 0; i < rule->nslo; i++) {
		double v = limited_values(metrics, &rule->slo[i])->kept[request];

		if (v < rule->slo[i].min || v > rule->slo[i].max)
			return false;
	}
	return true;
}

bool
slo_share(
    const struct metric_reader *metrics, const struct metric_rule *rule, double *v, struct buf *why)
{
	const struct limit *first = &rule->slo[0];
	size_t requests, kept = 0, values;

	found_values_kept(limited_values(metrics, first), &requests);
	for (size_t i = 0; i < rule->nslo; i++) {
		found_values_kept(limited_values(metrics, &rule->slo[i]), &values);
		if (values > 0 && values == requests)
			continue;
		buf_printf(why,
		    "'%s' has %llu values and '%s' %llu: each must have one for each request, "
		    "and at most %d",
		    first->metric, (unsigned long long)limited_values(metrics, first)->n,
		    rule->slo[i].metric,
		    (unsigned long long)limited_values(metrics, &rule->slo[i])->n, FOUND_KEPT_MAX);
		return false;
	}
	for (size_t request = 0; request < requests; request++)
		kept += request_keeps(metrics, rule, request);
	*v = 100.0 * (double)kept / (double)requests;
	return true;
}
