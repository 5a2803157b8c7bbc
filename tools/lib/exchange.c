#include "exchange.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "distribution.h"
#include "util.h"

#define OUTSIDE 0.05     /* the share of intervals that may miss */
#define ROUNDING 1e-9    /* relative: sums that are equal but for arithmetic */
#define RESOLUTION 1e-12 /* logarithms that are equal but for arithmetic */
#define NEAR 0.1         /* standard deviations up to which the normal curve has to do */
#define DENSITY 0.39894228040143267794 /* of the standard normal at 0 */

enum { HALF = EXCHANGE_COUNTED / 2, STEPS = 100 };

struct placed {
	double value;
	size_t pair;
};

/* The sides, each sorted upward, and the scores of the pairs with a shift taken from Y. */
struct sides {
	struct placed *x, *y;
	double *score;
	double *below; /* of rank R: 1 / R + ... + 1 / (2 N), from 1 on */
	double *away;  /* room for the sizes of the scores that are not 0 */
	double *sums;  /* room for the sums of exchanges, 4 << HALF */
	size_t n;
	double sum;
};

static int
by_value(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	return (x->value > y->value) - (x->value < y->value);
}

/* All sums of the N values of V with any signs, 1 << N of them, sorted upward; they lie
 * in ROOM, which is twice as large. */
static const double *
sums_of(const double *v, size_t n, double *room)
{
	double *of = room, *merged = room + ((size_t)1 << n);

	of[0] = 0;
	for (size_t i = 0, size = 1; i < n; i++, size *= 2) {
		double *swap = of;

		for (size_t minus = 0, plus = 0; plus < size;)
			if (minus < size && of[minus] - v[i] <= of[plus] + v[i]) {
				merged[minus + plus] = of[minus] - v[i];
				minus++;
			} else {
				merged[minus + plus] = of[plus] + v[i];
				plus++;
			}
		of = merged;
		merged = swap;
	}
	return of;
}

/* The share of the signs of the N values V with which their sum is SUM or more, either
 * way: every sum of the first half of them with every one of the second. */
static double
counted_p(const double *v, size_t n, double sum, double *room)
{
	size_t first = n / 2, second = n - first, from = (size_t)1 << second, far = 0;
	const double *sums = sums_of(v, first, room);
	const double *others = sums_of(v + first, second, room + ((size_t)2 << HALF));

	for (size_t i = 0; i < (size_t)1 << first; i++) {
		while (from > 0 && sums[i] + others[from - 1] >= sum * (1 - ROUNDING))
			from--;
		far += ((size_t)1 << second) - from;
	}
	return fmin(1, (double)far * exp2(1 - (double)n));
}

/* The sum of log cosh(t v) over N values V and its first and second derivative in t: the
 * cumulant generating function of a sum of values that are v or -v alike. */
static void
cumulants(const double *v, size_t n, double t, double k[3])
{
	k[0] = k[1] = k[2] = 0;
	for (size_t i = 0; i < n; i++) {
		double e = exp(-2 * t * v[i]), slope = (1 - e) / (1 + e);

		k[0] += t * v[i] + log1p(e) - M_LN2;
		k[1] += v[i] * slope;
		k[2] += v[i] * v[i] * (1 - slope * slope);
	}
}

/* The t from T on at which the first derivative is SUM, by Newton's steps, halved where
 * they leave what is known of it. */
static double
saddlepoint(const double *v, size_t n, double sum, double t, double k[3])
{
	double low = 0, high = INFINITY;

	for (int i = 0; i < STEPS; i++) {
		double next;

		cumulants(v, n, t, k);
		if (fabs(k[1] - sum) <= ROUNDING * sum)
			break;
		if (k[1] < sum)
			low = t;
		else
			high = t;
		next = t - (k[1] - sum) / k[2];
		t = next > low && next < high ? next : isfinite(high) ? (low + high) / 2 : 2 * t;
	}
	return t;
}

/* The same as counted_p(), approximately. */
static double
approximate_p(const double *v, size_t n, double sum)
{
	double squares = 0, most = 0, least = exp2(1 - (double)n), k[3], t, r, u;

	for (size_t i = 0; i < n; i++) {
		squares += v[i] * v[i];
		most += v[i];
	}
	if (sum >= most * (1 - ROUNDING))
		return least;
	if (sum <= NEAR * sqrt(squares))
		return 2 * normal_tail(sum / sqrt(squares));
	t = saddlepoint(v, n, sum, sum / squares, k);
	r = sqrt(2 * (t * sum - k[0]));
	u = t * sqrt(k[2]);
	return fmin(
	    1, fmax(least, 2 * normal_tail(r) + 2 * DENSITY * exp(-r * r / 2) * (1 / u - 1 / r)));
}

/* Of N values that are all V: how many more have one sign than the other is binomial. */
static double
equal_p(double v, size_t n, double sum)
{
	size_t fewer = (size_t)lround(((double)n - sum / v) / 2);

	return fmin(1, 2 * binomial_half_cdf(n, fewer));
}

/* The p of the scores as they are. */
static double
scores_p(struct sides *s)
{
	double sum = fabs(s->sum), least = INFINITY, most = 0;
	size_t n = 0;

	if (sum <= ROUNDING)
		return 1;
	for (size_t i = 0; i < s->n; i++) {
		double away = fabs(s->score[i]);

		if (away <= ROUNDING)
			continue;
		s->away[n++] = away;
		least = fmin(least, away);
		most = fmax(most, away);
	}
	if (most - least <= ROUNDING)
		return equal_p(most, n, sum);
	return n <= EXCHANGE_COUNTED ? counted_p(s->away, n, sum, s->sums)
				     : approximate_p(s->away, n, sum);
}

/* Fill in the scores of the pairs with SHIFT taken from Y, and their sum. */
static void
score_at(struct sides *s, double shift)
{
	size_t i = 0, j = 0, n = s->n;

	for (size_t k = 0; k < n; k++)
		s->score[k] = 0;
	while (i < n || j < n) {
		size_t from_i = i, from_j = j, rank = i + j + 1;
		double equal, mean = 0;

		equal = RESOLUTION + (i < n && (j == n || s->x[i].value <= s->y[j].value - shift)
					     ? s->x[i].value
					     : s->y[j].value - shift);
		while (i < n && s->x[i].value <= equal)
			i++;
		while (j < n && s->y[j].value - shift <= equal)
			j++;
		for (size_t k = rank; k <= i + j; k++)
			mean += s->below[k];
		mean /= (double)(i + j + 1 - rank);
		for (size_t k = from_i; k < i; k++)
			s->score[s->x[k].pair] += mean;
		for (size_t k = from_j; k < j; k++)
			s->score[s->y[k].pair] -= mean;
	}
	s->sum = 0;
	for (size_t k = 0; k < n; k++)
		s->sum += s->score[k];
}

/* What holds of small shifts and not of large ones. */
typedef bool held(struct sides *s);

static bool
over_zero(struct sides *s)
{
	return s->sum > ROUNDING;
}

static bool
not_under_zero(struct sides *s)
{
	return s->sum >= -ROUNDING;
}

static bool
surely_over(struct sides *s)
{
	return s->sum > ROUNDING && scores_p(s) < OUTSIDE;
}

static bool
not_surely_under(struct sides *s)
{
	return s->sum >= -ROUNDING || scores_p(s) >= OUTSIDE;
}

/* The first and the last of the differences between any Y and any X from LOW to HIGH, in
 * round figures: only there do ranks change. */
static void
steps_between(const struct sides *s, double low, double high, double *first, double *last)
{
	size_t from = 0, to = 0; /* the X that are so far under one of Y */

	*first = INFINITY;
	*last = -INFINITY;
	for (size_t j = 0; j < s->n; j++) {
		double y = s->y[j].value;

		while (from < s->n && y - s->x[from].value > high + RESOLUTION)
			from++;
		while (to < s->n && y - s->x[to].value >= low - RESOLUTION)
			to++;
		if (from < to) {
			*first = fmin(*first, y - s->x[to - 1].value);
			*last = fmax(*last, y - s->x[from].value);
		}
	}
}

/* The shift up to which TEST holds: between two steps that are apart it is asked halfway. */
static double
crossing(struct sides *s, held *test)
{
	double low = -INFINITY, high = INFINITY, first, last, middle;

	for (;;) {
		steps_between(s, low, high, &first, &last);
		middle = first + (last - first) / 2;
		if (last - first <= 4 * RESOLUTION || middle <= first || middle >= last)
			return first <= 0 && last >= 0 ? 0 : middle;
		score_at(s, middle);
		if (test(s))
			low = middle;
		else
			high = middle;
	}
}

static void
sides_fill(struct sides *s, const double *x, const double *y)
{
	for (size_t i = 0; i < s->n; i++) {
		s->x[i] = (struct placed){x[i], i};
		s->y[i] = (struct placed){y[i], i};
	}
	qsort(s->x, s->n, sizeof *s->x, by_value);
	qsort(s->y, s->n, sizeof *s->y, by_value);
	for (size_t rank = 2 * s->n; rank > 0; rank--)
		s->below[rank] = (rank < 2 * s->n ? s->below[rank + 1] : 0) + 1 / (double)rank;
}

void
exchange_judge(const double *x, const double *y, size_t n, double *score, struct exchange *out)
{
	struct sides s = {.x = xcalloc(2 * n, sizeof *s.x),
	    .below = xcalloc(3 * n + 1, sizeof *s.below),
	    .sums = xcalloc((size_t)4 << HALF, sizeof *s.sums),
	    .score = score,
	    .n = n};

	s.y = s.x + n;
	s.away = s.below + 2 * n + 1;
	sides_fill(&s, x, y);
	score_at(&s, 0);
	out->p = scores_p(&s);
	out->low = n < EXCHANGE_FEWEST ? (double)NAN : crossing(&s, surely_over);
	out->high = n < EXCHANGE_FEWEST ? (double)NAN : crossing(&s, not_surely_under);
	out->estimate = crossing(&s, over_zero);
	out->estimate += (crossing(&s, not_under_zero) - out->estimate) / 2;
	score_at(&s, out->estimate);
	free(s.x);
	free(s.below);
	free(s.sums);
}
