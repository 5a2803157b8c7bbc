#include "stats/session_shift.h"

#include <math.h>
#include <stdlib.h>

#include "base/util.h"
#include "stats/distribution.h"
#include "stats/sample.h"

size_t
session_shift_centres(
    const double *samples, const size_t *lengths, size_t nsessions, bool logs, double *centres)
{
	size_t longest = 0, n = 0;
	double *values;

	for (size_t i = 0; i < nsessions; i++)
		longest = lengths[i] > longest ? lengths[i] : longest;
	values = xcalloc(longest + 1, sizeof *values);
	for (size_t i = 0; i < nsessions; samples += lengths[i++]) {
		size_t kept = sample_compact(samples, lengths[i], values);

		if (kept == 0)
			continue;
		sample_sort(values, kept);
		/* Logarithms are in the order of their values: the middle ones are enough. */
		for (size_t k = (kept - 1) / 2; logs && k <= kept / 2; k++)
			values[k] = log(values[k]);
		centres[n++] = sample_sorted_median(values, kept);
	}
	free(values);
	return n;
}

size_t
session_shift_machine_centres(const double *samples, const size_t *lengths, const size_t *machines,
    size_t nsessions, bool logs, double *centres)
{
	size_t *counts = xcalloc(nsessions + 1, sizeof *counts), n = 0;

	for (size_t i = 0; i < nsessions; i++)
		centres[i] = 0;
	for (size_t i = 0; i < nsessions; samples += lengths[i++]) {
		size_t at = machines[i];
		double centre;

		if (session_shift_centres(samples, &lengths[i], 1, logs, &centre) > 0)
			centres[at] += (centre - centres[at]) / (double)++counts[at];
	}
	for (size_t i = 0; i < nsessions; i++)
		if (counts[i] > 0)
			centres[n++] = centres[i];
	free(counts);
	return n;
}

struct grouped {
	double value;
	uint32_t group;
};

static int
grouped_order(const void *a, const void *b)
{
	const struct grouped *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return (x->value > y->value) - (x->value < y->value);
}

size_t
session_shift_group_centres(
    const double *samples, const uint32_t *group, size_t n, bool logs, double *centres)
{
	struct grouped *g = xcalloc(n + 1, sizeof *g);
	double *values = xcalloc(n + 1, sizeof *values);
	size_t kept = 0, groups = 0;

	for (size_t i = 0; i < n; i++)
		if (!isnan(samples[i]))
			g[kept++] = (struct grouped){logs ? log(samples[i]) : samples[i], group[i]};
	qsort(g, kept, sizeof *g, grouped_order);
	for (size_t from = 0, to; from < kept; from = to) {
		for (to = from; to < kept && g[to].group == g[from].group; to++)
			values[to - from] = g[to].value;
		centres[groups++] = sample_sorted_median(values, to - from);
	}
	free(g);
	free(values);
	return groups;
}

static double
mean_of(const double *v, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i] / (double)n;
	return sum;
}

static double
squares_around(const double *v, size_t n, double centre)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (v[i] - centre) * (v[i] - centre);
	return sum;
}

/* Student's interval for VALUE, whose standard error is ERROR, and P of no shift. */
static struct interval
student_interval(double value, double error, double dof, double *p)
{
	*p = error > 0 ? student_two_sided(value / error, dof) : value == 0;
	return interval_around(value, student_critical(0.05, dof) * error);
}

double
session_shift_variance(const double *x, size_t nx, const double *y, size_t ny)
{
	return (squares_around(x, nx, mean_of(x, nx)) + squares_around(y, ny, mean_of(y, ny))) /
	       ((double)(nx + ny) - 2);
}

struct interval
session_shift(const double *x, size_t nx, const double *y, size_t ny, double *p)
{
	double variance = session_shift_variance(x, nx, y, ny);
	double error = sqrt(variance * (1 / (double)nx + 1 / (double)ny));

	return student_interval(mean_of(y, ny) - mean_of(x, nx), error, (double)(nx + ny) - 2, p);
}

struct interval
session_shift_mean(const double *x, size_t n, double *p)
{
	double mean = mean_of(x, n), dof = (double)n - 1;
	double error = sqrt(squares_around(x, n, mean) / dof / (double)n);

	return student_interval(mean, error, dof, p);
}
