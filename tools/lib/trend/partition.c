#include "trend/partition.h"

#include <math.h>
#include <stdlib.h>

#include "base/util.h"

struct partition {
	double *best; /* the least cost of the values before each */
	double *sum, *squares;
	size_t *last;      /* where the last level of the best begins */
	size_t *candidate; /* where it may begin, from here on */
	size_t ncandidates;
};

/* What the values FROM to TO cost as one level. */
static double
level_cost(const struct partition *p, size_t from, size_t to)
{
	double sum = p->sum[to] - p->sum[from];

	return p->squares[to] - p->squares[from] - sum * sum / (double)(to - from);
}

static void
partition_step(struct partition *p, size_t to, double penalty)
{
	size_t kept = 0;

	p->best[to] = INFINITY;
	for (size_t i = 0; i < p->ncandidates; i++) {
		size_t from = p->candidate[i];
		double cost = p->best[from] + level_cost(p, from, to) + penalty;

		if (cost < p->best[to]) {
			p->best[to] = cost;
			p->last[to] = from;
		}
	}
	for (size_t i = 0; i < p->ncandidates; i++) {
		size_t from = p->candidate[i];

		if (p->best[from] + level_cost(p, from, to) <= p->best[to])
			p->candidate[kept++] = from;
	}
	p->ncandidates = kept;
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
	struct partition p = {
	    .best = xcalloc(3 * (n + 1), sizeof *p.best),
	    .last = xcalloc(2 * (n + 1), sizeof *p.last),
	};
	size_t k = 0;

	p.sum = p.best + n + 1;
	p.squares = p.sum + n + 1;
	p.candidate = p.last + n + 1;
	for (size_t i = 0; i < n; i++) {
		p.sum[i + 1] = p.sum[i] + y[i];
		p.squares[i + 1] = p.squares[i] + y[i] * y[i];
	}
	p.best[0] = -penalty;
	p.candidate[p.ncandidates++] = 0;
	for (size_t to = least; to <= n; to++) {
		if (to >= 2 * least)
			p.candidate[p.ncandidates++] = to - least;
		partition_step(&p, to, penalty);
	}
	if (n >= least)
		k = steps_trace(&p, n, at);
	free(p.best);
	free(p.last);
	return k;
}
