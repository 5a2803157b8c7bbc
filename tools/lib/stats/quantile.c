#include "stats/quantile.h"

#include <math.h>
#include <stdint.h>

size_t
quantile_rank(size_t n, unsigned parts)
{
	/* N * PARTS / QUANTILE_PARTS without overflow, rounded up. */
	size_t whole = n / QUANTILE_PARTS * parts, rest = n % QUANTILE_PARTS * parts;

	return whole + rest / QUANTILE_PARTS + (rest % QUANTILE_PARTS != 0);
}

size_t
quantile_least(unsigned parts)
{
	unsigned beyond = parts > QUANTILE_PARTS / 2 ? QUANTILE_PARTS - parts : parts;

	return QUANTILE_PARTS / beyond + (QUANTILE_PARTS % beyond != 0);
}

/* log P(Binomial(N, Q) = K) */
static double
binomial_log(double n, double q, double k)
{
	return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(q) + (n - k) * log1p(-q);
}

/* Twelve standard deviations, and some: less than 1e-20 is beyond. */
static double
tail_width(double n, double q)
{
	return ceil(12 * sqrt(n * q * (1 - q))) + 60;
}

bool
quantile_ranks95(size_t n, unsigned parts, size_t *low, size_t *high)
{
	double q = (double)parts / QUANTILE_PARTS, size = (double)n, width = tail_width(size, q);
	size_t first = (size_t)fmax(0, floor(size * q) - width);
	double p = exp(binomial_log(size, q, (double)first)), sum = 0;

	*low = *high = 0;
	for (size_t i = first; i <= n; i++) {
		double k = (double)i;

		sum += p;
		/* P(<= K) is SUM. */
		if (sum <= 0.025)
			*low = (size_t)k + 1;
		if (sum >= 0.975) {
			*high = (size_t)k + 1;
			break;
		}
		p *= (size - k) / (k + 1) * (q / (1 - q));
	}
	return *low >= 1 && *high >= 1 && *high <= n;
}
