#include "measure/reduce.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/quantile.h"
#include "stats/sample.h"

static double
sum_of(const double *v, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	return sum;
}

/* What the order of the values tells. */
static double
ordered(const double *v, size_t n, struct reduction how)
{
	double *copy = xreallocarray(NULL, n, sizeof *copy), result;

	memcpy(copy, v, n * sizeof *copy);
	sample_sort(copy, n);
	switch (how.reduce) {
	case REDUCE_MIN: result = copy[0]; break;
	case REDUCE_MAX: result = copy[n - 1]; break;
	case REDUCE_PERCENTILE: result = copy[quantile_rank(n, how.parts) - 1]; break;
	default: result = sample_sorted_median(copy, n);
	}
	free(copy);
	return result;
}

bool
reduce_values(const double *v, size_t n, struct reduction how, double *result, struct buf *why)
{
	char word[REDUCTION_WORD_MAX];
	size_t least = how.reduce == REDUCE_PERCENTILE ? quantile_least(how.parts) : 0;

	if (n < least) {
		reduction_word(how, word);
		buf_printf(why, "%zu values are too few for %s, which needs %zu", n, word, least);
		return false;
	}
	switch (how.reduce) {
	case REDUCE_COUNT: *result = (double)n; break;
	case REDUCE_FIRST: *result = v[0]; break;
	case REDUCE_LAST: *result = v[n - 1]; break;
	case REDUCE_SUM: *result = sum_of(v, n); break;
	case REDUCE_MEAN: *result = sum_of(v, n) / (double)n; break;
	default: *result = ordered(v, n, how);
	}
	if (isfinite(*result))
		return true;
	buf_str(why, "its value is not finite");
	return false;
}
