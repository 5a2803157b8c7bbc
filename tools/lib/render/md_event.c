#include "render/md_event.h"

#include <math.h>
#include <string.h>

#include "base/util.h"
#include "render/md_rows.h"

static double
size_of(const struct md_row *r)
{
	return isnan(r->change) ? 0 : fabs(r->change);
}

int
md_row_order(const void *a, const void *b)
{
	const struct md_row *x = a, *y = b;
	double dx = size_of(x), dy = size_of(y);
	int order;

	if (x->gate != y->gate)
		return x->gate ? -1 : 1;
	if (x->verdict != y->verdict)
		return md_verdict_rank(x->verdict) < md_verdict_rank(y->verdict) ? -1 : 1;
	if (x->severity != y->severity)
		return x->severity > y->severity ? -1 : 1;
	/* Only what moved is ranked by how far; the rest stays in the order of names. */
	if (md_verdict_rank(x->verdict) <= md_verdict_rank(VERDICT_BETTER) && dx != dy)
		return dx > dy ? -1 : 1;
	order = strcmp(x->id, y->id);
	return order ? order : text_order(x->metric, y->metric);
}

static bool
is_metric(const struct md_row *r, const char *name)
{
	return r->metric && strcmp(r->metric, name) == 0;
}

static bool
is_duration_and_throughput(const struct md_row *a, const struct md_row *b)
{
	return (is_metric(a, "duration_ms") && is_metric(b, "throughput")) ||
	       (is_metric(a, "throughput") && is_metric(b, "duration_ms"));
}

/* Whether a row of the verdict WORSE says all that one of the verdict LESS would add to the
 * answer. */
static bool
verdict_covers(enum verdict worse, enum verdict less)
{
	switch (worse) {
	case VERDICT_REGRESSION:
		return less == VERDICT_WORSE || less == VERDICT_INCONCLUSIVE ||
		       less == VERDICT_EQUIVALENT;
	case VERDICT_PLACEMENT:
	case VERDICT_WORSE:
	case VERDICT_BETTER:
	case VERDICT_INCONCLUSIVE: return less == VERDICT_EQUIVALENT;
	case VERDICT_IMPROVEMENT: return less == VERDICT_BETTER || less == VERDICT_EQUIVALENT;
	default: return false;
	}
}

/* Whether A and B, rows of one case, are one event. */
static bool
is_one_event(const struct md_row *a, const struct md_row *b)
{
	if (a->gate != b->gate || text_order(a->variant, b->variant) != 0)
		return false;
	if (a->verdict == b->verdict &&
	    (a->verdict == VERDICT_FAILED || a->verdict == VERDICT_UNMEASURED))
		return text_order(a->reason, b->reason) == 0;
	if (!is_duration_and_throughput(a, b))
		return false;
	if (a->verdict == b->verdict)
		return a->verdict <= VERDICT_INCONCLUSIVE || a->verdict == VERDICT_WAIVED ||
		       a->verdict == VERDICT_PLACEMENT;
	return verdict_covers(a->verdict, b->verdict) || verdict_covers(b->verdict, a->verdict);
}

/* Let OTHER stand beside R, or R beside OTHER, in R's place, where OTHER matters more. */
static void
event_join(struct md_row *r, const struct md_row *other)
{
	struct md_row *kept = xmalloc(sizeof *kept);

	*kept = *other;
	if (md_row_order(other, r) < 0) {
		*kept = *r;
		*r = *other;
		r->beside = kept->beside;
		kept->beside = NULL;
	}
	md_row_join(r, kept);
}

size_t
md_events_join(struct md_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n;) {
			if (!is_one_event(&rows[i], &rows[k])) {
				k++;
				continue;
			}
			event_join(&rows[i], &rows[k]);
			n--;
			memmove(&rows[k], &rows[k + 1], (n - k) * sizeof *rows);
		}
	return n;
}
