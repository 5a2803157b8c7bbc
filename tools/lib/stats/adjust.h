/* adjust.h: p-values of many tests, made fit to be judged together. */
#ifndef ADJUST_H
#define ADJUST_H

#include <stddef.h>

/* Fill ADJUSTED from the N values P so that calling those under alpha keeps
 * the false ones among the called ones under alpha (Benjamini and Hochberg,
 * Controlling the false discovery rate, 1995; R's p.adjust). A P of NAN is no
 * test: it stays NAN and does not count. The two arrays may be the same. */
void adjust_p(const double *p, double *adjusted, size_t n);

#endif
