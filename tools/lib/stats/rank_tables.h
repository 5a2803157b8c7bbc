/* rank_tables.h: null distributions of the rank tests, and the ranks where intervals end.
 * They say how the statistics of Mann-Whitney (U) and of Wilcoxon's signed ranks (V) are
 * distributed when there is no change. Each table is computed once, when it is first asked for. */
#ifndef RANK_TABLES_H
#define RANK_TABLES_H

#include <stddef.h>

#include "stats/rank_sums.h"

/* Up to so many values a side (pairs, for signed ranks) the distribution without ties is exact. */
enum { RANK_EXACT_MAX = 50 };

struct rank_tables;
/* Tables that are empty yet; the caller frees them. */
struct rank_tables *rank_tables_new(void);
void rank_tables_free(struct rank_tables *t); /* T may be NULL */

/* P(U <= u) in element u, from 0 to NX * NY / 2; the rest follows by symmetry. NX and NY are 1
 * to RANK_EXACT_MAX. Borrowed from T. By the recursion of rank_sums_choose(). */
const double *rank_tables_two_sample(struct rank_tables *t, size_t nx, size_t ny);
/* P(V <= v) in element v, from 0 to N (N + 1) / 4, for N from 1 to RANK_EXACT_MAX. Borrowed
 * from T. By rank_sums_any(). */
const double *rank_tables_one_sample(struct rank_tables *t, size_t n);

/* The 1-based rank K of the ends of a 95 % interval: of the NX * NY sorted differences between
 * two samples, the K-th smallest and the K-th largest hold the shift between the samples with
 * at least 95 % certainty. 0: there are too few values. It is qwilcox(0.025, nx, ny) of R, and
 * over RANK_EXACT_MAX values its normal approximation (Hollander and Wolfe, Nonparametric
 * statistical methods, 1999, 4.3). */
size_t rank_tables_unpaired_rank(struct rank_tables *t, size_t nx, size_t ny);
/* The same for the N (N + 1) / 2 sorted Walsh averages of N paired differences, with certainty
 * 1 - ALPHA: qsignrank(ALPHA / 2, n) of R (Hollander and Wolfe, 1999, 3.3). */
size_t rank_tables_paired_rank(struct rank_tables *t, size_t n, double alpha);

/* Room for a caller who holds T: for one exact distribution, and for N doubles, valid until
 * the next call. */
struct rank_sums *rank_tables_sums(struct rank_tables *t);
double *rank_tables_scratch(struct rank_tables *t, size_t n);

#endif
