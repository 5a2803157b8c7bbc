/* Optimal partitioning: pruned, it costs what the best of all partitions costs; and the level of a
 * design effect is what its sum says; and a median is that of sorted values. */
#include <math.h>
#include <stdio.h>

#include "base/rng.h"
#include "base/util.h"
#include "check.h"
#include "stats/sample.h"
#include "trend/partition.h"
#include "trend/trend_points.h"

enum { N = 60, LEAST = 3, TRIES = 200 };

static double
cost_of(const double *y, size_t from, size_t to)
{
	double mean = 0, sum = 0;

	for (size_t i = from; i < to; i++)
		mean += y[i] / (double)(to - from);
	for (size_t i = from; i < to; i++)
		sum += (y[i] - mean) * (y[i] - mean);
	return sum;
}

/* The least cost of all partitions, without any pruning. */
static double
best_cost(const double *y, size_t n, double penalty)
{
	double best[N + 1];

	best[0] = -penalty;
	for (size_t to = 1; to <= n; to++) {
		best[to] = INFINITY;
		for (size_t from = 0; from + LEAST <= to; from++)
			best[to] = fmin(best[to], best[from] + cost_of(y, from, to) + penalty);
	}
	return best[n];
}

static void
pruning_loses_nothing(void)
{
	struct rng rng;
	size_t steps = 0;

	rng_seed(&rng, 1);
	for (int try = 0; try < TRIES; try++) {
		double y[N], penalty = 1 + try % 7, level = 0, cost = 0;
		size_t at[N], n = N - (size_t)(try % 9), k;

		for (size_t i = 0; i < n; i++) {
			if (rng_below(&rng, 15) == 0)
				level = (double)rng_below(&rng, 5);
			y[i] = level + (double)rng_below(&rng, 1000) / 500;
		}
		k = partition_optimal(y, n, LEAST, penalty, at);
		for (size_t i = 0; i <= k; i++) {
			size_t from = i ? at[i - 1] : 0, to = i < k ? at[i] : n;

			CHECK(to >= from + LEAST);
			cost += cost_of(y, from, to);
		}
		steps += k;
		CHECK(fabs(cost + penalty * (double)k - best_cost(y, n, penalty)) < 1e-9);
	}
	CHECK(steps > TRIES);
}

static void
few_values_are_one_level(void)
{
	double y[] = {1, 9, 1, 9, 1};
	size_t at[5];

	for (size_t n = 0; n <= 5; n++)
		CHECK(partition_optimal(y, n, LEAST, 0.1, at) == 0);
}

/* The variance of the mean of n values with correlation r^|i - j|, summed as it is defined. */
static void
design_effect_is_its_sum(void)
{
	for (size_t n = 1; n < 40; n += 3) {
		double sum = 0, r = 0.7;

		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < n; j++)
				sum += pow(r, fabs((double)i - (double)j));
		CHECK(fabs(level_design_effect(r, n) - sum / (double)n) < 1e-3);
		CHECK(level_design_effect(0, n) == 1);
	}
}

/* With few different values and with many: the same, to the last bit, as of sorted ones. */
static void
median_is_that_of_sorted(void)
{
	struct rng rng;

	rng_seed(&rng, 2);
	for (size_t try = 0; try < TRIES; try++) {
		double v[3 * N], sorted[3 * N];
		size_t n = 1 + (size_t)rng_below(&rng, 3 * N - 1);

		for (size_t i = 0; i < n; i++)
			sorted[i] = v[i] = (double)rng_below(&rng, try % 2 ? 4 : 1000000) / 7;
		sample_sort(sorted, n);
		CHECK(sample_median_select(v, n) == sample_sorted_median(sorted, n));
		sample_sort(v, n);
		for (size_t i = 0; i < n; i++)
			CHECK(v[i] == sorted[i]);
	}
}

int
main(int argc, char **argv)
{
	(void)argc;
	program_set(argv[0]);
	pruning_loses_nothing();
	few_values_are_one_level();
	design_effect_is_its_sum();
	median_is_that_of_sorted();
	return failures > 0;
}
