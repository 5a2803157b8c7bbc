/* recommendation_overall.h: the candidates over all rows of a recommendation. */
#ifndef RECOMMENDATION_OVERALL_H
#define RECOMMENDATION_OVERALL_H

#include "recommend/ranking.h"

struct overall {
	const char *candidate;
	size_t rows; /* in which it has a value */
	size_t best; /* in which it is the best with proof, or the only one */
	size_t tied; /* in which it is the first, or not proven to be worse */
	/* Geometric mean of how far its level is from that of the best, a fraction; NAN: not all
	 * of its rows have a ratio. */
	double mean_change;
};

/* One of each candidate of K: those with most rows first, then those with the mean nearest to the
 * best. The caller frees it. */
struct overall *overall_make(const struct rankings *k);

#endif
