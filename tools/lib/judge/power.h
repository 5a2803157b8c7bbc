/* power.h: statistical power: how surely a change is seen in so many pairs, and how many it takes.
 * What is known of the noise is an interval that was measured before. */
#ifndef POWER_H
#define POWER_H

#include <stdbool.h>
#include <stddef.h>

/* What one earlier session of PAIRS pairs, 2 or more, shows of the noise of a row. */
struct power_session {
	double error; /* the standard error of the shift of one pair, a logarithm; NAN: not known */
	double pairs;
};

/* The session of PAIRS pairs whose 95 % interval for the shift has half the width HALF: ERROR is
 * HALF over t(0.975) of PAIRS - 1 degrees of freedom, times the root of PAIRS. */
struct power_session power_session_of(double half, double pairs);

/* The noise of one row, as N >= 1 earlier sessions show it. */
struct power_noise {
	const struct power_session *sessions;
	size_t n;
};

/* How the row will be judged: at the significance level ALPHA, as one of ROWS that are corrected
 * together, with a second look at twice the pairs where TWICE (looks.h). */
struct power_design {
	double alpha;
	size_t rows;
	bool twice;
};

/* The probability that a true SHIFT, a logarithm over 0, is called changed in N pairs (at the
 * second look, in 2 N), by what NOISE says of them.
 *
 * The test statistic has the mean SHIFT / S and the standard deviation 1, where S is the error of
 * one pair over the root of N, times 1 + 2 / N as in effect.h. One look sees it with the power of a
 * normal test (Chow, Shao and Wang, Sample size calculations in clinical research, 2008, 3.1). With
 * two looks the statistic of the second is the first one's and that of as many new pairs, each over
 * the root of 2; the power is that of both (Jennison and Turnbull, Group sequential methods,
 * 1999, 19.2).
 *
 * The half width of few pairs is itself a guess. The power is the mean over what the true one may
 * be: its square has a chi-square distribution, as a variance has (Julious and Owen, Sample size
 * calculations for clinical studies allowing for uncertainty about the variance, 2006). Sessions
 * differ in how noisy they are: the power is the mean over all of them, and the degrees of freedom
 * of each are fewer than those of its pairs. How many was found in recordings and simulated noise
 * (tests/study/powering.c). */
double power_of_pairs(
    const struct power_noise *noise, const struct power_design *d, double shift, size_t n);

/* The least N, LEAST to MOST, with which power_of_pairs() is at least CHANCE; 0: none. */
size_t power_pairs(const struct power_noise *noise, const struct power_design *d, double shift,
    double chance, size_t least, size_t most);

/* The least shift that N pairs show with probability CHANCE; INFINITY: none does. */
double power_shift(
    const struct power_noise *noise, const struct power_design *d, size_t n, double chance);

/* How many builds of each side, 2 to MOST, show SHIFT with probability CHANCE, where the level of a
 * build has the standard deviation SPREAD, a logarithm, and its rounds are so many that their
 * noise adds nothing; 0: MOST do not. The test is Student's of two samples, and takes the sum of
 * its two quantiles (Chow, Shao and Wang, 2008, 3.2). */
size_t power_builds(
    double spread, const struct power_design *d, double shift, double chance, size_t most);

/* How many pairs a row gets in the mean where nothing changed, over those of the first look: 1, or
 * with two looks more, by the share of rows that looks_open() leaves open. */
double power_mean_looks(const struct power_design *d);

#endif
