#include "stats/interval.h"

struct interval
interval_around(double value, double half)
{
	return (struct interval){value, value - half, value + half};
}

struct interval
interval_widened(struct interval i, double factor)
{
	return (struct interval){
	    i.value, i.value - factor * (i.value - i.low), i.value + factor * (i.high - i.value)};
}

struct interval
interval_negated(struct interval i)
{
	/* Taken from 0, since -0.0 would be printed as such. */
	return (struct interval){0 - i.value, 0 - i.high, 0 - i.low};
}

struct interval
interval_expm1(struct interval i)
{
	return (struct interval){expm1(i.value), expm1(i.low), expm1(i.high)};
}

double
interval_half(struct interval i)
{
	return (i.high - i.low) / 2;
}

bool
interval_beyond(struct interval i, double limit)
{
	return i.low > limit || i.high < -limit;
}
