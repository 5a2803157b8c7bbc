#include "stats/paired_rounds.h"

#include <math.h>

enum { LEAST = 10 }; /* pairs of one row at an ALPHA of 0.05 */

size_t
paired_rounds_least(size_t rows, double alpha)
{
	double pairs = ceil(4 + log2(2 * fmax(1, (double)rows) / alpha));

	return pairs > LEAST ? (size_t)pairs : LEAST;
}
