#include <math.h>

#include "comparison/comparison_row.h"

/* What the correction for many rows hides, of a size that would fail the job. Among few
 * rows, measured again, it can be told. */
static bool
suspected(const struct comparison *c, const struct row *r)
{
	double change = r->effect.change.value;

	return row_corrected_away(c, r) && judgement_at(fabs(change), r->threshold) &&
	       (change > 0) == (r->better == BETTER_LOWER);
}

/* R got worse, and did so again: both say that, and their mean says by how much. */
static void
row_confirm(struct row *r)
{
	double size = fabs(row_change_twice(r));
	bool regression = judgement_at(size, r->threshold);

	r->verdict = regression ? VERDICT_REGRESSION : VERDICT_WORSE;
	r->severity = regression ? (unsigned char)judgement_severity(size) : SEVERITY_NONE;
	r->why = WHY_SHOWN;
}

const char *
comparison_confirm(struct comparison *c, const struct comparison *again)
{
	c->confirmation = again;
	for (size_t i = 0; i < c->n; i++) {
		struct row *r = &c->rows[i];
		const struct row *other = row_find(again, r);
		bool hidden = suspected(c, r);

		if (other && sessions_shared(r->at->sessions[1], other->at->sessions[1]))
			return r->at->id;
		if (!row_got_worse(r) && !(hidden && row_answers(other, r)))
			continue;
		r->again = other;
		if (!row_answers(other, r)) {
			c->unanswered++;
		} else if (row_got_worse(other)) {
			c->confirmed++;
			row_confirm(r);
		} else if (!hidden) {
			r->verdict = VERDICT_INCONCLUSIVE;
			r->severity = SEVERITY_NONE;
			r->why = WHY_UNCONFIRMED;
			c->unconfirmed++;
		}
	}
	rows_count(c);
	return NULL;
}

void
comparison_drift(struct comparison *c, const struct comparison *release)
{
	c->release = release;
	for (size_t i = 0; i < c->n; i++)
		if (c->rows[i].at->in_current && !c->rows[i].at->control)
			c->rows[i].drift = row_find(release, &c->rows[i]);
}
