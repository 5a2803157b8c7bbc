/* distribution.h: the normal, the binomial and Student's t distribution: probabilities and
 * quantiles. */
#ifndef DISTRIBUTION_H
#define DISTRIBUTION_H

#include <stddef.h>

/* P(Z > Z) for a standard normal variable, exact in the far tail. */
double normal_tail(double z);
/* Its density at Z. */
double normal_density(double z);
/* The z with P(Z <= z) = P, 0 < P < 1 (Wichura, AS 241, 1988: 16 digits). */
double normal_quantile(double p);
/* P(Binomial(N, 1/2) <= K). */
double binomial_half_cdf(size_t n, size_t k);
/* The largest K with binomial_half_cdf(N, K) <= P, or -1 when even 0 is too large. */
ptrdiff_t binomial_half_rank(size_t n, double p);

/* P(|T| > |T|) for a variable with DOF > 0 degrees of freedom: the regularised
 * incomplete beta function by its continued fraction (Abramowitz and Stegun,
 * Handbook of mathematical functions, 1964, 26.5.27 and 26.5.8). */
double student_two_sided(double t, double dof);
/* The t > 0 that |T| exceeds with probability P, 0 < P < 1. */
double student_critical(double p, double dof);

#endif
