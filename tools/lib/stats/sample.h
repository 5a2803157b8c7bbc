/* sample.h: what one sample says: its centre, spread, quantiles and interval. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

/* Of the values of a sample that are not NAN, which stands for null. With
 * none of them, N is 0 and all the rest NAN. */
struct sample_summary {
	size_t n;
	double mean, median, min, max;
	double stddev;  /* with n - 1; 0 for one value */
	double mad;     /* median of |value - median|, raw: not scaled to a normal's stddev */
	double q1, q3;  /* quartiles, type 7 of Hyndman and Fan 1996, as R and NumPy do */
	double ci95[2]; /* for the median, by sample_median_rank(); NAN when N < 6 */
};

void sample_summarize(const double *samples, size_t n, struct sample_summary *s);

/* Whether V is over TIMES interquartile ranges away from the quartiles of S (Tukey,
 * Exploratory Data Analysis, 1977: 1.5 is an outlier, 3 a severe one); NAN is not. */
bool sample_summary_excludes(const struct sample_summary *s, double v, double times);
/* How many of the N SAMPLES, of which S is the summary, are severe outliers. */
size_t sample_severe_outliers(const double *samples, size_t n, const struct sample_summary *s);

/* Half the width of the 95 % interval, as a fraction of |median|: 0 when the
 * sample is constant, NAN when there is no interval or the median is 0. */
double sample_median_halfwidth(const struct sample_summary *s);

/* The 0-based index K such that, of N sorted values, [K] and [N - 1 - K] hold
 * the median of what was sampled between them with at least 95 % certainty,
 * whatever its distribution: the largest K with P(Binomial(N, 1/2) <= K) <=
 * 0.025 (Conover, Practical Nonparametric Statistics, 1999, 3.2). Returns -1
 * when there is none, which is so for N < 6. */
ptrdiff_t sample_median_rank(size_t n);

/* Copy the values of SAMPLES that are not NAN to DST, which has room for N; returns how many. */
size_t sample_compact(const double *samples, size_t n, double *dst);
/* Sort V upward; it must hold no NAN. */
void sample_sort(double *v, size_t n);
/* Of N >= 1 values sorted upward: the median, and the quantile at Q (0 to 1), type 7. */
double sample_sorted_median(const double *v, size_t n);
double sample_sorted_quantile(const double *v, size_t n, double q);

#endif
