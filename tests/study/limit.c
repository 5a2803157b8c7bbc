#include "limit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/util.h"
#include "stats/sample.h"

#define BEYOND 0.01

void
estimates_add(struct estimates *e, double change)
{
	if (isnan(change))
		return;
	e->v = xgrow(e->v, e->n, &e->cap, sizeof *e->v);
	e->v[e->n++] = change;
}

void
estimates_free(struct estimates *e)
{
	free(e->v);
	*e = (struct estimates){0};
}

void
limit_print(const char *name, const struct estimates *e, double effect)
{
	double *size, limit;
	size_t found = 0;

	if (e->n == 0)
		return;
	size = xcalloc(e->n, sizeof *size);
	for (size_t i = 0; i < e->n; i++)
		size[i] = fabs(log1p(e->v[i]));
	sample_sort(size, e->n);
	limit = size[e->n - 1 - (size_t)(BEYOND * (double)e->n)];
	for (size_t i = 0; i < e->n; i++)
		found += log1p(e->v[i]) + log1p(effect) > limit;
	printf("| %s | %.2f %% | %.0f %% |\n", name, 100 * expm1(limit),
	    100 * (double)found / (double)e->n);
	free(size);
}
