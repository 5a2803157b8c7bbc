#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "comparison/comparison_row.h"
#include "comparison/comparison_sessions.h"

/* Both sides ran the same program: what its interval leaves out is not the code. */
static bool
control_moved(const struct row *r)
{
	const struct effect *e = &r->effect;

	if (!r->metric || isnan(e->change.low) || r->verdict == VERDICT_INCOMPARABLE ||
	    r->why == WHY_ACROSS)
		return false;
	return interval_beyond(e->change, r->tolerance);
}

static bool
row_judged(const struct row *r)
{
	return r->verdict <= VERDICT_INCONCLUSIVE && r->why != WHY_NOTED && r->why != WHY_COUNT &&
	       r->why != WHY_ACROSS;
}

/* Remember the control's rows by metric, and which of them moved most. */
static void
control_rows(struct comparison *c, const struct row **by_metric)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct row *r = &c->rows[i];

		if (!r->at->control || !r->metric)
			continue;
		by_metric[r->metric->index] = r;
		if (strcmp(r->metric->text, "duration_ms") == 0)
			c->control = r;
		if (control_moved(r) && (!c->moved || fabs(r->effect.change.value) >
							  fabs(c->moved->effect.change.value)))
			c->moved = r;
	}
}

void
comparison_control(struct comparison *c)
{
	const struct row **by_metric = xcalloc(intern_size(c->words), sizeof(struct row *));

	control_rows(c, by_metric);
	for (size_t i = 0; (c->moved || c->moved_sessions.n) && i < c->n; i++) {
		struct row *r = &c->rows[i];
		/* Its row of the same metric speaks for R, or else its time. */
		const struct row *control = r->metric ? by_metric[r->metric->index] : NULL;

		if (!control)
			control = c->control;
		if (r->at->control || !row_judged(r))
			continue;
		if (!sessions_all_moved(c, r->at) && !(control && control_moved(control)))
			continue;
		r->verdict = VERDICT_INCONCLUSIVE;
		r->severity = SEVERITY_NONE;
		r->why = WHY_CONTAMINATED;
	}
	free(by_metric);
}

bool
comparison_contaminated(const struct comparison *c, double *change)
{
	if (!c->moved)
		return false;
	*change = c->moved->effect.change.value;
	return true;
}
