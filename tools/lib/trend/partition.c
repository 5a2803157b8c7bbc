#include "trend/partition.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

enum { BLOCK = 8, PRUNE_EVERY = 4 };

/* Places where the last level may begin, from here on, each with the sums before it: they lie side
 * by side, so that the compiler can take several at a time. */
struct candidates {
	double *best, *sum, *squares, *from;
	double *cost; /* with the last level from there */
	size_t n;
};

struct partition {
	double *best; /* the least cost of the values before each */
	double *sum, *squares;
	size_t *last; /* where the last level of the best begins */
	struct candidates may;
};

static void
candidate_add(struct partition *p, size_t from)
{
	struct candidates *c = &p->may;

	c->best[c->n] = p->best[from];
	c->sum[c->n] = p->sum[from];
	c->squares[c->n] = p->squares[from];
	c->from[c->n++] = (double)from;
}

/* What the values before TO cost, when the last level begins at each candidate; returns the least.
 * In blocks: a loop of a fixed length is made of vector instructions. What is behind the last
 * candidate is computed too, and is no cost. */
static double
candidates_cost(const struct candidates *c, double sum, double squares, double to)
{
	double least[BLOCK], all = INFINITY;

	for (size_t j = 0; j < BLOCK; j++)
		least[j] = INFINITY;
	for (size_t i = 0; i < c->n; i += BLOCK) {
		double cost[BLOCK];

		for (size_t j = 0; j < BLOCK; j++) {
			double s = sum - c->sum[i + j];

			cost[j] = c->best[i + j] +
				  (squares - c->squares[i + j] - s * s / (to - c->from[i + j]));
		}
		for (size_t j = c->n - i; j < BLOCK; j++)
			cost[j] = INFINITY;
		for (size_t j = 0; j < BLOCK; j++)
			least[j] = cost[j] < least[j] ? cost[j] : least[j];
		memcpy(c->cost + i, cost, sizeof cost);
	}
	for (size_t j = 0; j < BLOCK; j++)
		all = least[j] < all ? least[j] : all;
	return all;
}

/* Forget the candidates that cost more than LEAST even without a price: they stay worse. */
static void
candidates_prune(struct candidates *c, double least)
{
	size_t kept = 0;

	while (kept < c->n && c->cost[kept] <= least)
		kept++;
	for (size_t i = kept + 1; i < c->n; i++)
		if (c->cost[i] <= least) {
			c->best[kept] = c->best[i];
			c->sum[kept] = c->sum[i];
			c->squares[kept] = c->squares[i];
			c->from[kept++] = c->from[i];
		}
	c->n = kept;
}

static void
partition_step(struct partition *p, size_t to, double penalty)
{
	const struct candidates *c = &p->may;
	double least = candidates_cost(c, p->sum[to], p->squares[to], (double)to);
	size_t at = 0;

	while (at + 1 < c->n && c->cost[at] > least)
		at++;
	p->best[to] = least + penalty;
	p->last[to] = (size_t)c->from[at];
	if (to % PRUNE_EVERY == 0)
		candidates_prune(&p->may, p->best[to]);
}

/* The steps of the best partition, rising. */
static size_t
steps_trace(const struct partition *p, size_t n, size_t *at)
{
	size_t k = 0;

	for (size_t to = n; p->last[to] > 0; to = p->last[to])
		at[k++] = p->last[to];
	for (size_t i = 0; i < k / 2; i++) {
		size_t other = at[i];

		at[i] = at[k - 1 - i];
		at[k - 1 - i] = other;
	}
	return k;
}

size_t
partition_optimal(const double *y, size_t n, size_t least, double penalty, size_t *at)
{
	size_t room = n + 1 + BLOCK, k = 0;
	struct partition p = {
	    .best = xcalloc(8 * room, sizeof *p.best),
	    .last = xcalloc(n + 1, sizeof *p.last),
	};
	double **const parts[] = {&p.best, &p.sum, &p.squares, &p.may.best, &p.may.sum,
	    &p.may.squares, &p.may.from, &p.may.cost};

	for (size_t i = 1; i < sizeof parts / sizeof *parts; i++)
		*parts[i] = p.best + i * room;
	for (size_t i = 0; i < n; i++) {
		p.sum[i + 1] = p.sum[i] + y[i];
		p.squares[i + 1] = p.squares[i] + y[i] * y[i];
	}
	p.best[0] = -penalty;
	candidate_add(&p, 0);
	for (size_t to = least; to <= n; to++) {
		if (to >= 2 * least)
			candidate_add(&p, to - least);
		partition_step(&p, to, penalty);
	}
	if (n >= least)
		k = steps_trace(&p, n, at);
	free(p.best);
	free(p.last);
	return k;
}
