#include "stats/adjust.h"

#include <math.h>
#include <stdlib.h>

#include "base/util.h"

struct p_order {
	double p;
	size_t at;
};

static int
ranked_order(const void *a, const void *b)
{
	const struct p_order *x = a, *y = b;

	return (x->p > y->p) - (x->p < y->p);
}

void
adjust_p(const double *p, double *adjusted, size_t n)
{
	struct p_order *order = xreallocarray(NULL, n, sizeof *order);
	size_t tests = 0;
	double least = 1;

	for (size_t i = 0; i < n; i++) {
		adjusted[i] = p[i];
		if (!isnan(p[i]))
			order[tests++] = (struct p_order){p[i], i};
	}
	qsort(order, tests, sizeof *order, ranked_order);
	for (size_t i = tests; i-- > 0;) {
		least = fmin(least, order[i].p * (double)tests / (double)(i + 1));
		adjusted[order[i].at] = least;
	}
	free(order);
}
