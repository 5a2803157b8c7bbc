#include "stats/rank_sums.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

enum { WORK_MAX = 1000000 }; /* additions for one exact distribution, at most */

static double *
zeroed(struct rank_sums *s, size_t n)
{
	if (n > s->cap) {
		s->counts = xreallocarray(s->counts, n, sizeof *s->counts);
		s->cap = n;
	}
	memset(s->counts, 0, n * sizeof *s->counts);
	return s->counts;
}

void
rank_sums_free(struct rank_sums *s)
{
	free(s->counts);
}

/* The largest less the smallest sum of J of the first N ranks; terms may be negative, the sum not.
 */
static size_t
width(const uint32_t *ranks, size_t n, size_t j)
{
	size_t sum = 0;

	for (size_t i = 0; i < j; i++)
		sum += (size_t)ranks[n - 1 - i] - ranks[i];
	return sum;
}

const double *
rank_sums_choose(struct rank_sums *s, const uint32_t *ranks, size_t n, size_t m)
{
	size_t row = width(ranks, n, m) + 1;
	double *f = zeroed(s, (m + 1) * row);

	/* f[j * row + k]: ways to choose j of the first i ranks with a sum K over
	 * the smallest j. Rows that cannot grow to M any more are left behind. */
	f[0] = 1;
	for (size_t i = 0; i < n && m > 0; i++) {
		size_t first = i + m > n ? i + m - n + 1 : 1, last = i < m ? i + 1 : m;
		size_t span = width(ranks, i, last - 1);

		for (size_t j = last; j >= first; j--) {
			const double *from = f + (j - 1) * row;
			double *to = f + j * row + (ranks[i] - ranks[j - 1]);

			for (size_t k = 0; k <= span; k++)
				to[k] += from[k];
			if (j > 1)
				span -= (size_t)ranks[i - (j - 1)] - ranks[j - 2];
		}
	}
	return f + m * row;
}

const double *
rank_sums_any(struct rank_sums *s, const uint32_t *ranks, size_t n)
{
	size_t total = 0;
	double *f;

	for (size_t i = 0; i < n; i++)
		total += ranks[i];
	f = zeroed(s, total + 1);
	f[0] = 1;
	total = 0;
	for (size_t i = 0; i < n; i++) {
		for (size_t k = total + 1; k-- > 0;)
			f[k + ranks[i]] += f[k];
		total += ranks[i];
	}
	return f;
}

/* Take out what all the ranks have in common, an offset and a factor: shorter tables. */
static void
ranks_reduce(uint32_t *ranks, size_t n, size_t m, uint64_t *sum)
{
	uint32_t offset = ranks[0], factor = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t a = ranks[i] -= offset, b = factor;

		while (b) {
			uint32_t rest = a % b;

			a = b;
			b = rest;
		}
		factor = a;
	}
	*sum -= (uint64_t)m * offset;
	if (factor < 2)
		return;
	for (size_t i = 0; i < n; i++)
		ranks[i] /= factor;
	*sum /= factor;
}

double
rank_sums_p(struct rank_sums *s, uint32_t *ranks, size_t n, size_t m, uint64_t sum)
{
	const double *f;
	double extreme = 0, all = 0;
	int64_t total = 0, lowest = 0, away;
	size_t span;

	ranks_reduce(ranks, n, m, &sum);
	if (ranks[n - 1] == 0)
		return 1;
	for (size_t i = 0; i < n; i++)
		total += ranks[i];
	if (m > n - m) {
		m = n - m;
		sum = (uint64_t)total - sum;
	}
	span = width(ranks, n, m);
	if ((span + 1) * n * m > WORK_MAX)
		return NAN;
	f = rank_sums_choose(s, ranks, n, m);
	for (size_t i = 0; i < m; i++)
		lowest += ranks[i];
	/* Sums are compared times N, so that the mean is an integer too. */
	away = llabs((int64_t)sum * (int64_t)n - total * (int64_t)m);
	for (size_t k = 0; k <= span; k++) {
		all += f[k];
		if (llabs((lowest + (int64_t)k) * (int64_t)n - total * (int64_t)m) >= away)
			extreme += f[k];
	}
	return extreme / all;
}
