#include "history/series_tell.h"

#include "base/util.h"

/* The commit of a point, or what else names its run; NULL when nothing does. */
static const char *
point_name(const struct series_head *head, const struct series *s, size_t i)
{
	const struct series_run *run = s->run ? &head->runs[s->run[i]] : NULL;

	if (!run)
		return NULL;
	return run->commit ? run->commit : run->id ? run->id : run->timestamp;
}

static void
step_warn(const struct series_head *head, const struct series *s, const struct series_step *step)
{
	const char *last = point_name(head, s, step->at ? step->at - 1 : 0);
	const char *first = point_name(head, s, step->at);

	if (last && first)
		warn("'%s' %s: %s, %+.1f%%, after '%.12s', up to '%.12s'", s->id, s->metric,
		    verdict_name(step->verdict), 100 * step->change, last, first);
	else
		warn("'%s' %s: %s, %+.1f%%, from point %zu on", s->id, s->metric,
		    verdict_name(step->verdict), 100 * step->change, step->at);
}

size_t
series_tell(const struct series_head *head, const struct series *s, bool steps)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nsteps; i++) {
		const struct series_step *step = &s->steps[i];

		if (!s->gate || step->verdict != VERDICT_REGRESSION || step->state != SERIES_OPEN)
			continue;
		if (steps)
			step_warn(head, s, step);
		n++;
	}
	if (s->nsuspect)
		warn("'%s' %s: the last point is suspect: measure it again", s->id, s->metric);
	return n;
}
