#include "stats/signed_sum.h"

#include <math.h>

#include "stats/distribution.h"

#define ROUNDING 1e-9 /* sums that are equal but for arithmetic */
#define NEAR 0.1      /* standard deviations up to which the normal curve has to do */

enum { HALF = SIGNED_SUM_COUNTED / 2, STEPS = 100 };

/* All sums of the N values of V with any signs, 1 << N of them, sorted upward; they lie
 * in ROOM, which is twice as large. */
static const double *
sums_of(const double *v, size_t n, double *room)
{
	double *of = room, *merged = room + ((size_t)1 << n);

	of[0] = 0;
	for (size_t i = 0, size = 1; i < n; i++, size *= 2) {
		double *swap = of;

		for (size_t minus = 0, plus = 0; plus < size;)
			if (minus < size && of[minus] - v[i] <= of[plus] + v[i]) {
				merged[minus + plus] = of[minus] - v[i];
				minus++;
			} else {
				merged[minus + plus] = of[plus] + v[i];
				plus++;
			}
		of = merged;
		merged = swap;
	}
	return of;
}

/* The share of the signs of the N values V with which their sum is SUM or more, either
 * way: every sum of the first half of them with every one of the second. */
static double
counted_p(const double *v, size_t n, double sum, double *room)
{
	size_t first = n / 2, second = n - first, from = (size_t)1 << second, far = 0;
	const double *sums = sums_of(v, first, room);
	const double *others = sums_of(v + first, second, room + ((size_t)2 << HALF));

	for (size_t i = 0; i < (size_t)1 << first; i++) {
		while (from > 0 && sums[i] + others[from - 1] >= sum * (1 - ROUNDING))
			from--;
		far += ((size_t)1 << second) - from;
	}
	return fmin(1, (double)far * exp2(1 - (double)n));
}

/* The sum of log cosh(t v) over N values V and its first and second derivative in t: the
 * cumulant generating function of a sum of values that are v or -v alike. */
static void
cumulants(const double *v, size_t n, double t, double k[3])
{
	k[0] = k[1] = k[2] = 0;
	for (size_t i = 0; i < n; i++) {
		double e = exp(-2 * t * v[i]), slope = (1 - e) / (1 + e);

		k[0] += t * v[i] + log1p(e) - M_LN2;
		k[1] += v[i] * slope;
		k[2] += v[i] * v[i] * (1 - slope * slope);
	}
}

/* The t from T on at which the first derivative is SUM, by Newton's steps, halved where
 * they leave what is known of it. */
static double
saddlepoint(const double *v, size_t n, double sum, double t, double k[3])
{
	double low = 0, high = INFINITY;

	for (int i = 0; i < STEPS; i++) {
		double next;

		cumulants(v, n, t, k);
		if (fabs(k[1] - sum) <= ROUNDING * sum)
			break;
		if (k[1] < sum)
			low = t;
		else
			high = t;
		next = t - (k[1] - sum) / k[2];
		t = next > low && next < high ? next : isfinite(high) ? (low + high) / 2 : 2 * t;
	}
	return t;
}

/* The same as counted_p(), approximately. */
static double
approximate_p(const double *v, size_t n, double sum)
{
	double squares = 0, most = 0, least = exp2(1 - (double)n), k[3], t, r, u;

	for (size_t i = 0; i < n; i++) {
		squares += v[i] * v[i];
		most += v[i];
	}
	if (sum >= most * (1 - ROUNDING))
		return least;
	if (sum <= NEAR * sqrt(squares))
		return 2 * normal_tail(sum / sqrt(squares));
	t = saddlepoint(v, n, sum, sum / squares, k);
	r = sqrt(2 * (t * sum - k[0]));
	u = t * sqrt(k[2]);
	return fmin(1, fmax(least, 2 * normal_tail(r) + 2 * normal_density(r) * (1 / u - 1 / r)));
}

/* Of N values that are all V: how many more have one sign than the other is binomial. */
static double
equal_p(double v, size_t n, double sum)
{
	size_t fewer = (size_t)lround(((double)n - sum / v) / 2);

	return fmin(1, 2 * binomial_half_cdf(n, fewer));
}

double
signed_sum_p(const double *v, size_t n, double *room)
{
	double *size = room + SIGNED_SUM_ROOM, sum = 0, least = INFINITY, most = 0;
	size_t signs = 0;

	for (size_t i = 0; i < n; i++) {
		double away = fabs(v[i]);

		sum += v[i];
		if (away <= ROUNDING)
			continue;
		size[signs++] = away;
		least = fmin(least, away);
		most = fmax(most, away);
	}
	sum = fabs(sum);
	if (sum <= ROUNDING)
		return 1;
	if (most - least <= ROUNDING)
		return equal_p(most, signs, sum);
	return signs <= SIGNED_SUM_COUNTED ? counted_p(size, signs, sum, room)
					   : approximate_p(size, signs, sum);
}
