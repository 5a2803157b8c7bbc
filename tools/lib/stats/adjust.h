/* adjust.h: false discovery rate: the p-values of many tests, corrected for their number.
 * They can be judged together then: Benjamini and Hochberg. */
#ifndef ADJUST_H
#define ADJUST_H

#include <stddef.h>

/* Fill ADJUSTED from the N p-values P, in any order: the tests whose adjusted value is under
 * alpha can be called significant, and of those called in the long run at most the share alpha
 * is called by mistake (Benjamini and Hochberg, Controlling the false discovery rate, 1995;
 * R's p.adjust(p, "BH")). A P of NAN is no test: it stays NAN and does not count. Both arrays
 * have N values and may be the same. */
void adjust_p(const double *p, double *adjusted, size_t n);

#endif
