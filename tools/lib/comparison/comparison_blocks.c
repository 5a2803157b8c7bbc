#include <math.h>
#include <stdlib.h>

#include "base/util.h"
#include "comparison/comparison_row.h"

static bool
row_has_blocks(const struct row *r)
{
	return r->effect.method == METHOD_PAIRED && r->effect.sessions[0] == 0 &&
	       r->effect.builds[0] == 0 && r->metric && !isnan(r->effect.p);
}

/* By metric, then by session: the rows of one of both stand together. */
static int
row_group_order(const void *a, const void *b)
{
	const struct row *x = *(struct row *const *)a, *y = *(struct row *const *)b;
	const struct word *s = x->at->sessions[1], *t = y->at->sessions[1];

	if (x->metric->index != y->metric->index)
		return x->metric->index < y->metric->index ? -1 : 1;
	if (s == t)
		return 0;
	return !s || (t && s->index < t->index) ? -1 : 1;
}

/* What N rows of one metric and session share, into each of them. */
static void
group_share(struct comparison *c, struct row **rows, size_t n)
{
	struct design_effect_agreement all = {0, 0};

	for (size_t i = 0; i < n; i++)
		design_effect_agreement_add(&all, &rows[i]->effect.agreement);
	for (size_t i = 0; i < n; i++)
		effect_share_blocks(c->effect_room, &rows[i]->effect, &all);
}

void
comparison_share_blocks(struct comparison *c)
{
	struct row **rows = xreallocarray(NULL, c->n, sizeof(struct row *));
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (row_has_blocks(&c->rows[i]))
			rows[n++] = &c->rows[i];
	qsort(rows, n, sizeof *rows, row_group_order);
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n && row_group_order(&rows[from], &rows[to]) == 0;)
			to++;
		group_share(c, rows + from, to - from);
	}
	free(rows);
}
