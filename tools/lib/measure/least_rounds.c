#include "measure/least_rounds.h"

#include <stdlib.h>

#include "measure/channel.h"
#include "model/policy.h"
#include "stats/paired_rounds.h"

/* How many rows of C can fail the job. */
static size_t
rows_gating(const struct plan_case *c)
{
	struct channel *channels;
	size_t n, gating = 0;

	if (c->skip || c->control || c->kind != KIND_REGRESSION)
		return 0;
	channels = channels_make(c, &n);
	for (size_t i = 0; i < n; i++)
		gating += channels[i].gate;
	free(channels);
	return gating;
}

size_t
least_rounds_wanted(const struct plan *plan, size_t reported, size_t *rows)
{
	*rows = reported;
	for (size_t i = 0; i < plan->ncases; i++)
		*rows += rows_gating(&plan->cases[i]);
	return paired_rounds_least(*rows, POLICY_ALPHA);
}

void
least_rounds_raise(struct plan *plan, size_t reported)
{
	size_t rows, least = least_rounds_wanted(plan, reported, &rows);

	for (size_t i = 0; i < plan->ncases; i++) {
		struct run_limits *runs = &plan->cases[i].runs;
		size_t most = least < runs->max ? least : runs->max;

		if (runs->min < most)
			runs->min = most;
	}
}
