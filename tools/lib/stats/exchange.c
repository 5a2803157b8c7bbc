#include "stats/exchange.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/util.h"
#include "stats/halves_sum.h"
#include "stats/signed_sum.h"

#define OUTSIDE 0.05  /* the share of intervals that may miss */
#define ROUNDING 1e-9 /* sums that are equal but for arithmetic */

struct placed {
	double value;
	size_t pair;
};

/* The sides, each sorted upward, and the scores of the values, those of X first, and of the
 * pairs with a shift taken from Y. */
struct exchange_sides {
	struct placed *x, *y;
	double *value, *score;
	double *below; /* of rank R: 1 / R + ... + 1 / (2 N), from 1 on */
	double *room;  /* of signed_sum_p() */
	size_t n;
	double sum;
};

static int
by_value(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	return (x->value > y->value) - (x->value < y->value);
}

/* Fill in the scores of the pairs with SHIFT taken from Y, and their sum. */
static void
score_at(struct exchange_sides *s, double shift)
{
	size_t i = 0, j = 0, n = s->n;

	while (i < n || j < n) {
		size_t from_i = i, from_j = j, rank = i + j + 1;
		double equal, mean = 0;

		equal =
		    EXCHANGE_EQUAL + (i < n && (j == n || s->x[i].value <= s->y[j].value - shift)
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
			s->value[s->x[k].pair] = mean;
		for (size_t k = from_j; k < j; k++)
			s->value[n + s->y[k].pair] = mean;
	}
	s->sum = 0;
	for (size_t k = 0; k < n; k++)
		s->sum += s->score[k] = s->value[k] - s->value[n + k];
}

/* What holds of small shifts and not of large ones. */
typedef bool held(struct exchange_sides *s);

static bool
over_zero(struct exchange_sides *s)
{
	return s->sum > ROUNDING;
}

static bool
not_under_zero(struct exchange_sides *s)
{
	return s->sum >= -ROUNDING;
}

static bool
surely_over(struct exchange_sides *s)
{
	return s->sum > ROUNDING && signed_sum_p(s->score, s->n, s->room) < OUTSIDE;
}

static bool
not_surely_under(struct exchange_sides *s)
{
	return s->sum >= -ROUNDING || signed_sum_p(s->score, s->n, s->room) >= OUTSIDE;
}

/* The first and the last of the differences between any Y and any X from LOW to HIGH, in
 * round figures: only there do ranks change. */
static void
steps_between(const struct exchange_sides *s, double low, double high, double *first, double *last)
{
	size_t from = 0, to = 0; /* the X that are so far under one of Y */

	*first = INFINITY;
	*last = -INFINITY;
	for (size_t j = 0; j < s->n; j++) {
		double y = s->y[j].value;

		while (from < s->n && y - s->x[from].value > high + EXCHANGE_EQUAL)
			from++;
		while (to < s->n && y - s->x[to].value >= low - EXCHANGE_EQUAL)
			to++;
		if (from < to) {
			*first = fmin(*first, y - s->x[to - 1].value);
			*last = fmax(*last, y - s->x[from].value);
		}
	}
}

/* The shift up to which TEST holds: between two steps that are apart it is asked halfway. */
static double
crossing(struct exchange_sides *s, held *test)
{
	double low = -INFINITY, high = INFINITY, first, last, middle;

	for (;;) {
		steps_between(s, low, high, &first, &last);
		middle = first + (last - first) / 2;
		if (last - first <= 4 * EXCHANGE_EQUAL || middle <= first || middle >= last)
			return first <= 0 && last >= 0 ? 0 : middle;
		score_at(s, middle);
		if (test(s))
			low = middle;
		else
			high = middle;
	}
}

static void
sides_fill(struct exchange_sides *s, const double *x, const double *y)
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

double
exchange_complete_share(size_t n)
{
	return fmin(0.5, 64 / ((double)n * (double)n));
}

double
exchange_least_p(size_t n)
{
	double share = exchange_complete_share(n), pairs = (double)n;
	double complete = 2 * exp(2 * lgamma(pairs + 1) - lgamma(2 * pairs + 1));

	return fmin(1, fmin(exp2(1 - pairs) / (1 - share), complete / share));
}

struct interval
exchange_judge(const double *x, const double *y, size_t n, double *score, struct exchange_p *p)
{
	struct exchange_sides s = {.x = xcalloc(2 * n, sizeof *s.x),
	    .below = xcalloc(2 * n + 1, sizeof *s.below),
	    .room = xcalloc(SIGNED_SUM_ROOM + n, sizeof *s.room),
	    .value = xcalloc(2 * n, sizeof *s.value),
	    .score = score,
	    .n = n};
	struct interval shift = INTERVAL_NONE;
	double share = exchange_complete_share(n);

	s.y = s.x + n;
	sides_fill(&s, x, y);
	score_at(&s, 0);
	p->within = signed_sum_p(score, n, s.room);
	p->complete = halves_sum_p(s.value, n);
	p->p = fmin(1, fmin(p->within / (1 - share), p->complete / share));
	if (n >= EXCHANGE_FEWEST) {
		shift.low = crossing(&s, surely_over);
		shift.high = crossing(&s, not_surely_under);
	}
	shift.value = crossing(&s, over_zero);
	shift.value += (crossing(&s, not_under_zero) - shift.value) / 2;
	score_at(&s, shift.value);
	free(s.x);
	free(s.below);
	free(s.room);
	free(s.value);
	return shift;
}
