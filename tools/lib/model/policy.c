#include "model/policy.h"

#include <math.h>

#include "base/util.h"

#define CHANGE_MAX 10

bool
policy_change_valid(double v)
{
	return v >= 0 && v <= CHANGE_MAX;
}

bool
policy_alpha_valid(double v)
{
	return v > 0 && v < 1;
}

struct policy_value
policy_nearest(const double *v, size_t n)
{
	while (n > 1 && isnan(v[n - 1]))
		n--;
	return (struct policy_value){v[n - 1], (int)n - 1};
}

bool
policy_align(struct policy_value *tolerance, struct policy_value *threshold)
{
	bool same = tolerance->level == threshold->level;

	if (!(tolerance->v > threshold->v))
		return true;
	if (tolerance->level > threshold->level)
		*threshold = *tolerance;
	else
		*tolerance = *threshold;
	return !same;
}

char *
policy_over(double tolerance, double threshold)
{
	if (!(tolerance > threshold))
		return NULL;
	return xasprintf(
	    "at most the threshold (%g%%), not %g%%", threshold * 100, tolerance * 100);
}
