#include "comparison/comparison_row.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

const char *
row_note_keep(struct comparison *c, char *note)
{
	const char *kept = arena_strdup(c->arena, note);

	free(note);
	return kept;
}

struct row *
row_begin(struct comparison *c, const struct row_case *at, const struct metric *m)
{
	struct row *r;

	c->rows = xgrow(c->rows, c->n, &c->cap, sizeof *c->rows);
	r = &c->rows[c->n++];
	memset(r, 0, sizeof *r);
	r->at = at;
	r->gate = !at->exploratory && !at->control && (!m || m->gate);
	r->p_adjusted = r->more = r->tolerance = r->threshold = NAN;
	r->verdict = NVERDICTS;
	if (m) {
		r->metric = intern_word(c->words, m->name);
		r->unit = intern_word(c->words, m->unit);
		r->better = (unsigned char)m->better;
		r->tolerance = m->tolerance;
		r->threshold = m->threshold;
	}
	return r;
}

void
row_decide(struct row *r, enum verdict verdict, const char *note)
{
	r->verdict = (unsigned char)verdict;
	r->why = note ? WHY_NOTED : WHY_SHOWN;
	r->note = note;
	r->effect.p = NAN;
}

int
row_order(const struct row *x, const struct row *y)
{
	int order = x->at == y->at ? 0 : strcmp(x->at->id, y->at->id);

	if (order == 0)
		order = y->gate - x->gate;
	if (order == 0 && x->metric && y->metric)
		order = strcmp(x->metric->text, y->metric->text);
	return order;
}

const struct row *
row_find(const struct comparison *c, const struct row *r)
{
	size_t low = 0, high = c->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(c->sorted[middle]->at->id, r->at->id);

		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < c->n && strcmp(c->sorted[low]->at->id, r->at->id) == 0; low++) {
		const struct row *other = c->sorted[low];

		if (r->metric && other->metric && strcmp(other->metric->text, r->metric->text) == 0)
			return other;
	}
	return NULL;
}

bool
row_corrected_away(const struct comparison *c, const struct row *r)
{
	const struct effect *e = &r->effect;

	return r->verdict == VERDICT_INCONCLUSIVE && r->why == WHY_WIDE &&
	       interval_beyond(e->change, 0) && e->p < effect_level(e, c->policy.alpha) &&
	       !(r->p_adjusted < c->policy.alpha);
}

double
row_change_twice(const struct row *r)
{
	double a = r->effect.change.value, b = r->again->effect.change.value;

	/* One build is one draw of what builds differ by: several say more. */
	if (r->again->effect.builds[0] > 0 && r->effect.builds[0] == 0 && isfinite(b))
		return b;
	if (!isfinite(a) || !isfinite(b))
		return fabs(a) < fabs(b) ? a : b;
	if (r->effect.ratio && r->again->effect.ratio)
		return expm1((log1p(a) + log1p(b)) / 2);
	return (a + b) / 2;
}

bool
row_got_worse(const struct row *r)
{
	return r->verdict == VERDICT_REGRESSION || r->verdict == VERDICT_WORSE;
}

bool
row_answers(const struct row *other, const struct row *r)
{
	if (!other || other->verdict > VERDICT_INCONCLUSIVE)
		return false;
	/* A value without statistics neither refutes nor confirms what has them. */
	if (other->effect.method == METHOD_SINGLE && r->effect.method != METHOD_SINGLE)
		return false;
	return other->verdict < VERDICT_INCONCLUSIVE || other->why == WHY_WIDE ||
	       other->why == WHY_SHAPE || other->why == WHY_PART;
}

bool
row_told(const struct row *r)
{
	return r->verdict <= VERDICT_INCONCLUSIVE || r->verdict == VERDICT_MACHINE_DEPENDENT;
}

void
rows_count(struct comparison *c)
{
	memset(c->counts, 0, sizeof c->counts);
	for (size_t i = 0; i < c->n; i++)
		c->counts[c->rows[i].verdict]++;
}
