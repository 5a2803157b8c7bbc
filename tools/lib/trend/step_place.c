#include "trend/step_place.h"

#include <math.h>

enum { REPEATS = 3, KERNEL_POINTS = 40, KERNEL_AWAY = 15 };

/* Densities this small all say the same: a point that belongs to neither side. */
#define DENSITY_LEAST 1e-3

/* The place where the costs of moving points from the right side to the left, which begin at
 * LOW, sum to the least. */
struct place_sum {
	double cost, best;
	size_t at;
};

static void
place_consider(struct place_sum *sum, size_t i)
{
	if (sum->cost < sum->best) {
		sum->best = sum->cost;
		sum->at = i;
	}
}

size_t
step_place(const struct trend_points *p, size_t from, size_t at, size_t to)
{
	if (to - from < 2 * TREND_LEVEL_MIN)
		return at;
	for (int repeat = 0; repeat < REPEATS; repeat++) {
		double before = level_median(p, from, at), after = level_median(p, at, to);
		struct place_sum sum = {0, INFINITY, at};

		for (size_t i = from; i + TREND_LEVEL_MIN <= to; i++) {
			if (i >= from + TREND_LEVEL_MIN)
				place_consider(&sum, i);
			sum.cost += fabs(p->y[i] - before) - fabs(p->y[i] - after);
		}
		if (sum.at == at)
			break;
		at = sum.at;
	}
	return at;
}

/* Distances of points from the median of their side. */
struct kernel {
	double away[2 * KERNEL_POINTS], width;
	size_t n, first; /* the point of the first */
};

/* The density at D, not normalised, without the point OWN itself. */
static double
density_at(const struct kernel *k, double d, size_t own)
{
	double sum = DENSITY_LEAST;

	for (size_t j = 0; j < k->n; j++) {
		double u = (d - k->away[j]) / k->width;

		if (k->first + j != own && fabs(u) < 6)
			sum += exp(-u * u / 2);
	}
	return sum;
}

size_t
step_place_likely(const struct trend_points *p, size_t from, size_t at, size_t to, double spread)
{
	double before, after;
	struct kernel kernel = {.width = spread / 2};
	struct place_sum sum = {0, INFINITY, at};
	size_t low = from + TREND_LEVEL_MIN, high = to - TREND_LEVEL_MIN, last = at;

	if (to - from < 2 * TREND_LEVEL_MIN || at - from <= TREND_LEVEL_MIN || !(spread > 0))
		return at;
	before = level_median(p, from, at);
	after = level_median(p, at, to);
	kernel.first = at - from > KERNEL_POINTS ? at - KERNEL_POINTS : from;
	last = to - at > KERNEL_POINTS ? at + KERNEL_POINTS : to;
	for (size_t i = kernel.first; i < last; i++)
		kernel.away[kernel.n++] = p->y[i] - (i < at ? before : after);
	if (at > low + KERNEL_AWAY)
		low = at - KERNEL_AWAY;
	if (at + KERNEL_AWAY < high)
		high = at + KERNEL_AWAY;
	for (size_t i = low; i <= high; i++) {
		place_consider(&sum, i);
		sum.cost += log(density_at(&kernel, p->y[i] - after, i)) -
			    log(density_at(&kernel, p->y[i] - before, i));
	}
	return sum.at;
}
