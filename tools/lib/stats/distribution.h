/* distribution.h: normal, binomial and Student's t distribution: probabilities and quantiles. */
#ifndef DISTRIBUTION_H
#define DISTRIBUTION_H

#include <stddef.h>

/* The probability that a standard normal variable is over Z, by erfc(): exact in the far tail
 * too. */
double normal_tail(double z);
/* The density of the standard normal distribution at Z. */
double normal_density(double z);
/* The z that a standard normal variable does not exceed with probability P, 0 < P < 1 (Wichura,
 * Algorithm AS 241: the percentage points of the normal distribution, 1988: 16 digits). */
double normal_quantile(double p);

/* The probability of at most K heads in N tosses of a fair coin: P(Binomial(N, 1/2) <= K). */
double binomial_half_cdf(size_t n, size_t k);
/* The largest K with binomial_half_cdf(N, K) <= P; -1 when there is none, and for N = 0. */
ptrdiff_t binomial_half_rank(size_t n, double p);

/* The probability that a variable of Student's t distribution with DOF > 0 degrees of freedom,
 * INFINITY for the normal distribution, is as far from 0 as T, either way: the regularised
 * incomplete beta function by its continued fraction (Abramowitz and Stegun, Handbook of
 * mathematical functions, 1964, 26.5.27 and 26.5.8). */
double student_two_sided(double t, double dof);
/* The t > 0 for which student_two_sided() is P, 0 < P < 1, by Newton's method within bounds that
 * bisection narrows (Press et al., Numerical recipes, 3rd ed., 2007, 9.4). DOF may be INFINITY. */
double student_critical(double p, double dof);

#endif
