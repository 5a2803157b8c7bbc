#include "stats/grain.h"

#include <math.h>
#include <stdbool.h>

/* Values that differ by less were one number in another unit. */
static const double same_within = 1e-9;

static bool
same(double a, double b)
{
	return fabs(a - b) <= same_within * fmax(fabs(a), fabs(b));
}

/* The least distance between unlike values of the N sorted V; INFINITY when all are the same. 0:
 * more than one in four is unlike the one before. */
static double
side_step(const double *v, size_t n)
{
	double step = INFINITY;
	size_t unlike = 1;

	for (size_t i = 1; i < n; i++) {
		if (same(v[i - 1], v[i]))
			continue;
		unlike++;
		step = fmin(step, v[i] - v[i - 1]);
	}
	return 4 * unlike <= n || isinf(step) ? step : 0;
}

double
grain_of(const double *x, size_t nx, const double *y, size_t ny)
{
	double a, b, level;

	if (nx < GRAIN_FEWEST || ny < GRAIN_FEWEST)
		return 0;
	a = side_step(x, nx);
	b = side_step(y, ny);
	if (isinf(a) && isinf(b))
		return same(x[0], y[0]) ? INFINITY : 0;
	level = fmin(x[0], y[0]);
	return level > 0 && a > 0 && b > 0 ? fmin(a, b) / level : 0;
}
