#include "recommend/recommendation_overall.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

/* How far candidate AT of G is from the first, on a logarithmic scale; NAN: there is no ratio. */
static double
distance(const struct rankings *k, const struct case_ranking *g, size_t at)
{
	double change;

	if (at == 0)
		return 0;
	change =
	    entry_effects_get(k->effects, g->ranked[0].behind[at - 1].effect).effect->change.value;
	return change > -1 && isfinite(change) ? log1p(change) : (double)NAN;
}

static void
overall_add(struct overall *o, const struct rankings *k, const struct case_ranking *g)
{
	for (size_t i = 0; i < g->n; i++) {
		if (strcmp(g->ranked[i].candidate, o->candidate) != 0)
			continue;
		o->rows++;
		o->mean_change += distance(k, g, i);
		if (i == 0 && (g->choice == CHOICE_BEST || g->choice == CHOICE_ONLY))
			o->best++;
		else if (i == 0 || g->ranked[0].behind[i - 1].relation != RELATION_WORSE)
			o->tied++;
	}
}

static int
overall_order(const void *a, const void *b)
{
	const struct overall *x = a, *y = b;
	double u = fabs(x->mean_change), v = fabs(y->mean_change);

	if (x->rows != y->rows)
		return x->rows > y->rows ? -1 : 1;
	if (isnan(u) || isnan(v))
		return isnan(u) - isnan(v);
	return u != v ? (u > v) - (u < v) : strcmp(x->candidate, y->candidate);
}

struct overall *
overall_make(const struct rankings *k)
{
	size_t n = k->contests->nnames;
	struct overall *list = xcalloc(n, sizeof *list);

	for (size_t i = 0; i < n; i++) {
		struct overall *o = &list[i];

		o->candidate = k->contests->names[i];
		for (size_t g = 0; g < k->n; g++)
			overall_add(o, k, &k->list[g]);
		o->mean_change = o->rows ? expm1(o->mean_change / (double)o->rows) : (double)NAN;
	}
	qsort(list, n, sizeof *list, overall_order);
	return list;
}
