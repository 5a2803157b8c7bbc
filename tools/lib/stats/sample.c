#include "stats/sample.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "stats/distribution.h"

enum { ON_STACK = 128 }; /* values that need no allocation */

static int
double_order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

void
sample_sort(double *v, size_t n)
{
	/* Most samples are short, and qsort() costs more than they do. */
	if (n > 40) {
		qsort(v, n, sizeof *v, double_order);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		double x = v[i];
		size_t j = i;

		for (; j > 0 && v[j - 1] > x; j--)
			v[j] = v[j - 1];
		v[j] = x;
	}
}

size_t
sample_compact(const double *samples, size_t n, double *dst)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (!isnan(samples[i]))
			dst[kept++] = samples[i];
	return kept;
}

/* Between A and B without overflow, and exactly A when they are equal. */
static double
between(double a, double b, double fraction)
{
	double d = b - a;

	return isfinite(d) ? a + d * fraction : a * (1 - fraction) + b * fraction;
}

double
sample_sorted_median(const double *v, size_t n)
{
	/* NOLINTNEXTLINE: the analyzer does not see that N >= 1 values are set */
	return n % 2 ? v[n / 2] : between(v[n / 2 - 1], v[n / 2], 0.5);
}

/* Put the value that has index K of the sorted V into its place, with none that is larger before
 * it and none that is less behind it (Hoare, Algorithm 65: Find, 1961). */
static void
value_find(double *v, ptrdiff_t n, ptrdiff_t k)
{
	for (ptrdiff_t low = 0, high = n - 1; low < high;) {
		double x = v[k], other;
		ptrdiff_t i = low, j = high;

		while (i <= j) {
			for (; v[i] < x; i++)
				;
			for (; x < v[j]; j--)
				;
			if (i > j)
				break;
			other = v[i];
			v[i++] = v[j];
			v[j--] = other;
		}
		if (j < k)
			low = i;
		if (k < i)
			high = j;
	}
}

double
sample_median_select(double *v, size_t n)
{
	double below;

	value_find(v, (ptrdiff_t)n, (ptrdiff_t)n / 2);
	if (n % 2)
		return v[n / 2];
	below = v[0];
	for (size_t i = 1; i < n / 2; i++)
		if (v[i] > below)
			below = v[i];
	return between(below, v[n / 2], 0.5);
}

double
sample_sorted_quantile(const double *v, size_t n, double q)
{
	double at = (double)(n - 1) * q, below = floor(at);
	size_t i = (size_t)below;

	/* NOLINTNEXTLINE: as above */
	return i + 1 < n ? between(v[i], v[i + 1], at - below) : v[n - 1];
}

ptrdiff_t
sample_median_rank(size_t n)
{
	return binomial_half_rank(n, 0.025);
}

/* The median of |v - m| for V sorted: the deviations go up to both sides of M,
 * so that they are merged, not sorted. */
static double
absolute_deviation(const double *v, size_t n, double m)
{
	size_t right = 0, left, middle = n / 2;
	double before = 0, at = 0;

	while (right < n && v[right] < m)
		right++;
	left = right;
	for (size_t i = 0; i <= middle; i++) {
		bool go_left = right == n || (left > 0 && m - v[left - 1] < v[right] - m);

		before = at;
		at = go_left ? m - v[--left] : v[right++] - m;
	}
	return n % 2 ? at : between(before, at, 0.5);
}

/* Mean and stddev around the median and in units of the range: neither large
 * offsets nor tiny or huge values lose digits. */
static void
moments(const double *v, struct sample_summary *s)
{
	double range = s->max - s->min, sum = 0, squares = 0;

	s->mean = s->median;
	s->stddev = 0;
	if (range == 0)
		return;
	if (isinf(range)) {
		s->mean = 0;
		for (size_t i = 0; i < s->n; i++)
			s->mean += v[i] / (double)s->n;
		s->stddev = INFINITY;
		return;
	}
	for (size_t i = 0; i < s->n; i++) {
		double d = (v[i] - s->median) / range;

		sum += d;
		squares += d * d;
	}
	s->mean += range * (sum / (double)s->n);
	squares -= sum * sum / (double)s->n;
	if (s->n > 1)
		s->stddev = range * sqrt(fmax(squares, 0) / (double)(s->n - 1));
}

void
sample_summarize(const double *samples, size_t n, struct sample_summary *s)
{
	double few[ON_STACK], *v = n > ON_STACK ? xreallocarray(NULL, n, sizeof *v) : few;
	ptrdiff_t k;

	s->n = sample_compact(samples, n, v);
	s->mean = s->median = s->min = s->max = s->stddev = s->mad = s->q1 = s->q3 = NAN;
	s->ci95[0] = s->ci95[1] = NAN;
	if (s->n > 0) {
		sample_sort(v, s->n);
		s->min = v[0];
		s->max = v[s->n - 1];
		s->median = sample_sorted_median(v, s->n);
		s->q1 = sample_sorted_quantile(v, s->n, 0.25);
		s->q3 = sample_sorted_quantile(v, s->n, 0.75);
		s->mad = absolute_deviation(v, s->n, s->median);
		moments(v, s);
		k = sample_median_rank(s->n);
		if (k >= 0) {
			s->ci95[0] = v[k];
			s->ci95[1] = v[s->n - 1 - (size_t)k];
		}
	}
	if (v != few)
		free(v);
}

bool
sample_summary_excludes(const struct sample_summary *s, double v, double times)
{
	return fmax(s->q1 - v, v - s->q3) > times * (s->q3 - s->q1);
}

size_t
sample_severe_outliers(const double *samples, size_t n, const struct sample_summary *s)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		found += sample_summary_excludes(s, samples[i], 3);
	return found;
}

double
sample_median_halfwidth(const struct sample_summary *s)
{
	double half = s->ci95[1] / 2 - s->ci95[0] / 2;

	if (isnan(half) || s->median == 0)
		return half == 0 ? 0 : NAN;
	return half / fabs(s->median);
}
