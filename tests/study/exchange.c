#include "exchange.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "distribution.h"
#include "util.h"

#define LEVEL 0.01
#define ROUNDING 1e-9

enum { EXACT = 18 }; /* pairs from which on the normal curve does */

/* One value, and which it is: of pair AT / 2, base when that is even. */
struct scored {
	double value;
	size_t at;
};

static int
by_value(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;

	return (x->value > y->value) - (x->value < y->value);
}

/* The scores of all 2 * N values of S, which are sorted, to OF by their place. */
static void
scores_give(const struct scored *s, size_t n, double *of)
{
	double below = 0; /* 1 / (RANK + 1) + ... + 1 / (2 N), from the slowest on */

	for (size_t to = 2 * n, from; to > 0; to = from) {
		double sum = 0;

		for (from = to; from > 0 && s[from - 1].value == s[to - 1].value; from--) {
			below += 1 / (double)from;
			sum -= below;
		}
		for (size_t i = from; i < to; i++)
			of[s[i].at] = sum / (double)(to - from);
	}
}

/* Every way to give X signs, each one sign away from the last. */
static double
exchanged_p(const double *x, size_t n, double sum)
{
	double away = fabs(sum) * (1 - ROUNDING), now = sum;
	uint32_t ways = UINT32_C(1) << n, far = 0;
	bool minus[EXACT] = {false};

	for (uint32_t k = 1; k <= ways; k++) {
		size_t i = 0;

		far += fabs(now) >= away;
		while (i + 1 < n && !(k >> i & 1))
			i++;
		now += minus[i] ? 2 * x[i] : -2 * x[i];
		minus[i] = !minus[i];
	}
	return (double)far / (double)ways;
}

void
judge_exchange(struct rule_room *r, const struct window *w, int option, struct outcome *o)
{
	const double *const *v = option && w->cpu[0] && w->cpu[1] ? w->cpu : w->time;
	size_t n = w->n[0];
	struct scored *s = xcalloc(2 * n + 1, sizeof *s);
	double *of = xcalloc(2 * n + 1, sizeof *of), sum = 0, squares = 0, logs = 0;

	(void)r;
	for (size_t i = 0; i < 2 * n; i++)
		s[i] = (struct scored){v[i % 2][i / 2], i};
	qsort(s, 2 * n, sizeof *s, by_value);
	scores_give(s, n, of);
	for (size_t i = 0; i < n; i++) {
		of[i] = of[2 * i + 1] - of[2 * i];
		sum += of[i];
		squares += of[i] * of[i];
		logs += log(v[1][i] / v[0][i]) / (double)n;
	}
	*o = (struct outcome){expm1(logs), NAN, NAN, 1, false, false};
	if (n > 0 && squares > 0)
		o->p = n < EXACT ? exchanged_p(of, n, sum)
				 : 2 * normal_tail(fabs(sum) / sqrt(squares));
	o->worse = o->p < LEVEL && sum > 0;
	o->better = o->p < LEVEL && sum < 0;
	free(s);
	free(of);
}
