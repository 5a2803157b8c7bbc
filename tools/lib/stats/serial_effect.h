/* serial_effect.h: design effect of a series: how much less values say that follow each other.
 * A value that was measured in a slow phase has neighbours that were slow too. */
#ifndef SERIAL_EFFECT_H
#define SERIAL_EFFECT_H

#include <stddef.h>

/* The variance of the mean of a series over what it would be if its values were independent, at
 * least 1 and at most SERIAL_EFFECT_MOST: (1 + r) / (1 - r), that of an autoregressive series of
 * first order (Bartlett, On the theoretical specification of sampling properties of
 * autocorrelated time series, 1946).
 *
 * R is the correlation of the ranks of neighbours, of the NX values X and the NY values Y together,
 * each in the order measured and without NAN; (1 + 3 r) / n is added, by which it falls short
 * (Kendall, Note on bias in the estimation of autocorrelation, 1954). */
#define SERIAL_EFFECT_MOST 9
double serial_effect(const double *x, size_t nx, const double *y, size_t ny);

#endif
