#include "stats/halves_sum.h"

#include <math.h>
#include <stdlib.h>

#include "base/util.h"
#include "stats/distribution.h"
#include "stats/sample.h"

#define ROUNDING 1e-9 /* sums that are equal but for arithmetic */
#define NEAR 0.1      /* standard deviations up to which the normal curve has to do */

enum { STEPS = 100, COUNTED = HALVES_SUM_COUNTED };

/* The sums of all ways to choose from some values: those of K of them from FROM[K] on. */
struct choices {
	double sum[1 << COUNTED];
	size_t from[COUNTED + 2];
};

/* Of N values V: all sums by how many were chosen, each group sorted upward. */
static void
choices_fill(struct choices *c, const double *v, size_t n)
{
	double sum[1 << COUNTED] = {0};
	unsigned char chosen[1 << COUNTED] = {0};
	size_t at[COUNTED + 1], ways = (size_t)1 << n;

	for (size_t k = 0; k <= n + 1; k++)
		c->from[k] = 0;
	c->from[1] = 1;
	for (size_t i = 0, known = 1; i < n; i++, known *= 2)
		for (size_t k = 0; k < known; k++) {
			sum[known + k] = sum[k] + v[i];
			chosen[known + k] = (unsigned char)(chosen[k] + 1);
			c->from[chosen[known + k] + 1]++;
		}
	for (size_t k = 0; k <= n; k++) {
		at[k] = c->from[k];
		c->from[k + 1] += c->from[k];
	}
	for (size_t k = 0; k < ways; k++)
		c->sum[at[chosen[k]]++] = sum[k];
	for (size_t k = 0; k <= n; k++)
		sample_sort(c->sum + c->from[k], c->from[k + 1] - c->from[k]);
}

/* How many of the ways to choose N of V have a sum of LEAST or more. */
static double
count_from(const struct choices *first, const struct choices *second, size_t n, double least)
{
	double far = 0;

	for (size_t k = 0; k <= n; k++) {
		size_t at = second->from[n - k + 1];

		for (size_t i = first->from[k]; i < first->from[k + 1]; i++) {
			while (at > second->from[n - k] &&
			       first->sum[i] + second->sum[at - 1] >= least)
				at--;
			far += (double)(second->from[n - k + 1] - at);
		}
	}
	return far;
}

/* The share of the ways in which the N chosen of the centred V have SUM > 0 or more, either
 * way; WAYS of them there are. */
static double
counted_share(const double *v, size_t n, double sum, double ways)
{
	struct choices *c = xcalloc(2, sizeof *c);
	double far;

	choices_fill(&c[0], v, n);
	choices_fill(&c[1], v + n, n);
	far = count_from(&c[0], &c[1], n, sum - ROUNDING);
	free(c);
	return fmin(1, 2 * far / ways);
}

/* Where each value is chosen by chance with odds exp(A + T v): the cumulant generating
 * function of their number and their sum, its first derivatives in A and T, and the second. */
struct cumulants {
	double value, number, sum, number2, both, sum2;
};

static struct cumulants
cumulants_at(const double *v, size_t n, double a, double t)
{
	struct cumulants c = {0, 0, 0, 0, 0, 0};

	for (size_t i = 0; i < 2 * n; i++) {
		double odds = a + t * v[i], p = 1 / (1 + exp(-odds)), spread = p * (1 - p);

		c.value += fmax(odds, 0) + log1p(exp(-fabs(odds))) - M_LN2;
		c.number += p;
		c.sum += p * v[i];
		c.number2 += spread;
		c.both += spread * v[i];
		c.sum2 += spread * v[i] * v[i];
	}
	return c;
}

/* The saddlepoint: where N are chosen in the mean and their sum is SUM, by Newton's steps
 * on a convex function, halved until they go down. */
static struct cumulants
saddlepoint_find(const double *v, size_t n, double sum, double *a, double *t)
{
	struct cumulants c = cumulants_at(v, n, *a = 0, *t = 0);
	double number = (double)n;

	for (int i = 0; i < STEPS; i++) {
		double down_a = c.number - number, down_t = c.sum - sum;
		double det = c.number2 * c.sum2 - c.both * c.both, step = 1, here, there;
		struct cumulants next;

		if (fabs(down_a) <= ROUNDING * number && fabs(down_t) <= ROUNDING * sum)
			break;
		here = c.value - *a * number - *t * sum;
		do {
			double to_a = *a - step * (c.sum2 * down_a - c.both * down_t) / det;
			double to_t = *t - step * (c.number2 * down_t - c.both * down_a) / det;

			next = cumulants_at(v, n, to_a, to_t);
			there = next.value - to_a * number - to_t * sum;
			if (there <= here + ROUNDING || step < ROUNDING) {
				*a = to_a;
				*t = to_t;
				break;
			}
			step /= 2;
		} while (true);
		c = next;
	}
	return c;
}

/* The same as counted_share(), approximately: SPREAD is the standard deviation of the sum. */
static double
approximate_share(const double *v, size_t n, double sum, double spread, double ways)
{
	double a, t, r, u;
	struct cumulants c;

	if (sum <= NEAR * spread)
		return 2 * normal_tail(sum / spread);
	c = saddlepoint_find(v, n, sum, &a, &t);
	r = sqrt(fmax(0, 2 * (a * (double)n + t * sum - c.value)));
	u = t * sqrt((c.number2 * c.sum2 - c.both * c.both) / ((double)n / 2));
	return fmin(
	    1, fmax(2 / ways, 2 * normal_tail(r) + 2 * normal_density(r) * (1 / u - 1 / r)));
}

static double
half_sum(const double *v, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	return sum;
}

double
halves_sum_p(const double *v, size_t n)
{
	double *centred = xcalloc(4 * n, sizeof *centred), *sorted = centred + 2 * n;
	double mean = half_sum(v, 2 * n) / (2 * (double)n), squares = 0, sum, most, p;
	double ways = exp(lgamma(2 * (double)n + 1) - 2 * lgamma((double)n + 1));

	for (size_t i = 0; i < 2 * n; i++) {
		centred[i] = sorted[i] = v[i] - mean;
		squares += centred[i] * centred[i];
	}
	sample_sort(sorted, 2 * n);
	sum = fabs(half_sum(centred, n));
	most = half_sum(sorted + n, n);
	if (sum <= ROUNDING)
		p = 1;
	else if (n <= COUNTED)
		p = counted_share(centred, n, sum, ways);
	else if (sum >= most - ROUNDING && sorted[n - 1] < sorted[n] - ROUNDING)
		p = 2 / ways;
	else
		p = approximate_share(
		    centred, n, sum, sqrt(squares * (double)n / (2 * (2 * (double)n - 1))), ways);
	free(centred);
	return p;
}
