#include "stats/serial_effect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "stats/sample.h"

/* How many of the N sorted values are under V. */
static size_t
values_under(const double *sorted, size_t n, double v)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (sorted[middle] < v)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

enum { ON_STACK = 128 }; /* values that need no allocation */

/* Add the products of neighbouring ranks of the N values V, around their middle, to PRODUCTS, and
 * the squares to SQUARES. */
static void
ranks_add(const double *v, size_t n, double *products, double *squares)
{
	double few[ON_STACK], before = 0;
	double *sorted = n > ON_STACK ? xreallocarray(NULL, n, sizeof *sorted) : few;
	bool constant;

	if (n > 0)
		memcpy(sorted, v, n * sizeof *v);
	sample_sort(sorted, n);
	constant = n == 0 || sorted[0] == sorted[n - 1]; /* all ranks are 0 */
	for (size_t i = 0; i < n && !constant; i++) {
		size_t first = values_under(sorted, n, v[i]);
		size_t past = first + 1;

		if (past < n && sorted[past] == v[i])
			past = values_under(sorted, n, nextafter(v[i], INFINITY));
		/* Equal values have the mean of their ranks. */
		double rank = ((double)first + (double)past - (double)n) / 2;

		*products += i > 0 ? rank * before : 0;
		*squares += rank * rank;
		before = rank;
	}
	if (sorted != few)
		free(sorted);
}

double
serial_effect(const double *x, size_t nx, const double *y, size_t ny)
{
	double products = 0, squares = 0, r;

	ranks_add(x, nx, &products, &squares);
	ranks_add(y, ny, &products, &squares);
	if (!(squares > 0))
		return 1;
	r = products / squares;
	/* Of either side's own length; they are about as long. */
	r += (1 + 3 * r) * 2 / (double)(nx + ny);
	r = fmax(0, fmin(r, (SERIAL_EFFECT_MOST - 1.0) / (SERIAL_EFFECT_MOST + 1.0)));
	return (1 + r) / (1 - r);
}
