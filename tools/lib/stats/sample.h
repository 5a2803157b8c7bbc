/* sample.h: descriptive statistics of one sample: centre, spread, quantiles, outliers.
 * And the interval for its median. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

/* Of the values of a sample that are not NAN, which stands for null, in the unit of the
 * values. With none of them, N is 0 and all the rest NAN. */
struct sample_summary {
	size_t n;
	double mean, median, min, max;
	double stddev;  /* standard deviation, with n - 1; 0 for one value */
	double mad;     /* median absolute deviation: the median of |value - median|, not scaled */
	double q1, q3;  /* quartiles, as sample_sorted_quantile() */
	double ci95[2]; /* ends of the interval for the median: sample_median_rank(); NAN: N < 6 */
};

/* Fill S from the N values SAMPLES, in any order. */
void sample_summarize(const double *samples, size_t n, struct sample_summary *s);

/* Whether V is over TIMES interquartile ranges away from the quartiles of S (Tukey,
 * Exploratory data analysis, 1977: 1.5 is an outlier, 3 a severe one). False when V is NAN. */
bool sample_summary_excludes(const struct sample_summary *s, double v, double times);
/* How many of the N values SAMPLES, of which S is the summary, are severe outliers. */
size_t sample_severe_outliers(const double *samples, size_t n, const struct sample_summary *s);

/* Half the width of the 95 % interval for the median, as a fraction of |median|: 0 when the
 * sample is constant, NAN when there is no interval or the median is 0. */
double sample_median_halfwidth(const struct sample_summary *s);

/* Order-statistic interval for a median (sign test): the 0-based index K such that, of N sorted
 * values, [K] and [N - 1 - K] hold the median of what was sampled between them with at least
 * 95 % certainty, whatever its distribution. It is the largest K with P(Binomial(N, 1/2) <= K)
 * <= 0.025 (Conover, Practical nonparametric statistics, 1999, 3.2). -1 when there is none,
 * which is so for N < 6. */
ptrdiff_t sample_median_rank(size_t n);

/* Copy the values of SAMPLES that are not NAN to DST, which has room for N, in order; returns
 * how many these are. */
size_t sample_compact(const double *samples, size_t n, double *dst);
/* Sort the N values V upward; none may be NAN. */
void sample_sort(double *v, size_t n);
/* Of the N >= 1 values V, sorted upward: the median, of an even number the mean of the middle
 * two. */
double sample_sorted_median(const double *v, size_t n);
/* The same of N >= 1 values V in any order, none of them NAN; changes their order. */
double sample_median_select(double *v, size_t n);
/* Of the N >= 1 values V, sorted upward, the quantile at Q, 0 to 1: type 7 of Hyndman and Fan
 * (Sample quantiles in statistical packages, 1996), as in R and NumPy. */
double sample_sorted_quantile(const double *v, size_t n, double q);

#endif
