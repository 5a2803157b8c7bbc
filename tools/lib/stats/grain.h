/* grain.h: values that a coarse clock has rounded, and how coarse it is. */
#ifndef GRAIN_H
#define GRAIN_H

#include <stddef.h>

/* So few values on a side may be the same by chance. */
enum { GRAIN_FEWEST = 10 };

/* The step between the values of a clock that can be seen in the sorted values X and Y, NX and NY
 * of them, as a fraction of the lower of both sides' least values. Where a side has at most one
 * unlike value in four, it is the least distance between two unlike values of one side. INFINITY:
 * all values of both sides are the same, so that nothing tells how large the step is. 0: none is
 * seen, either side has fewer than GRAIN_FEWEST values, or each side has one value of its own.
 *
 * A true level that moves by less than one step may move no value at all (rounding error of
 * quantization; Widrow and Kollar, Quantization Noise, 2008), so no change of less than the step
 * is shown or excluded. */
double grain_of(const double *x, size_t nx, const double *y, size_t ny);

#endif
