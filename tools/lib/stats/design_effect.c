#include "stats/design_effect.h"

#include <math.h>

#include "stats/distribution.h"
#include "stats/sample.h"

#define ROUNDING 1e-9 /* relative: what is equal but for arithmetic */

static int
sign(double v)
{
	return (v > 0) - (v < 0);
}

void
design_effect_rank_scores(const double *d, size_t n, double centre, double *scratch, double *score)
{
	for (size_t i = 0; i < n; i++)
		scratch[i] = fabs(d[i] - centre);
	sample_sort(scratch, n);
	for (size_t i = 0; i < n; i++) {
		double away = fabs(d[i] - centre);
		size_t from = 0, to = n;

		while (from < to) {
			size_t middle = from + (to - from) / 2;

			if (scratch[middle] < away * (1 - ROUNDING))
				from = middle + 1;
			else
				to = middle;
		}
		score[i] = away <= ROUNDING * scratch[n - 1]
			       ? 0
			       : sign(d[i] - centre) * ((double)from + 1);
	}
}

static struct design_effect_agreement
within_blocks(const struct design_scores *d)
{
	const double *score = d->score;
	double product = 0, squares = 0;
	struct design_effect_agreement a = {0, 0};

	for (size_t i = 0; i + 1 < d->n; i++)
		if (d->block[i] == d->block[i + 1]) {
			product += score[i] * score[i + 1];
			squares += (score[i] * score[i] + score[i + 1] * score[i + 1]) / 2;
			a.blocks++;
		}
	if (squares > 0)
		a.correlation = product / squares + 1 / ((double)d->n - 1);
	return a;
}

void
design_effect_agreement_add(
    struct design_effect_agreement *total, const struct design_effect_agreement *row)
{
	double blocks = total->blocks + row->blocks;

	if (blocks > 0)
		total->correlation +=
		    (row->correlation - total->correlation) * row->blocks / blocks;
	total->blocks = blocks;
}

double
design_effect_blocks(
    const struct design_effect_agreement *row, const struct design_effect_agreement *all)
{
	double shared = all->correlation * all->blocks / (all->blocks + DESIGN_EFFECT_NONE);
	double own = (row->correlation * row->blocks + DESIGN_EFFECT_SHARED * shared) /
		     (row->blocks + DESIGN_EFFECT_SHARED);

	return 1 + fmin(1, fmax(0, own));
}

/* The variance of the sum by its sessions over that by its pairs; counts the sessions. */
static double
between_sessions(const struct design_scores *d, size_t *sessions)
{
	double sum = 0, squares = 0, clusters = 0, k, n = (double)d->n;

	*sessions = 0;
	for (size_t i = 0; i < d->n; i++) {
		sum += d->score[i];
		squares += d->score[i] * d->score[i];
		if (i + 1 == d->n || d->session[i] != d->session[i + 1]) {
			clusters += sum * sum;
			sum = 0;
			++*sessions;
		}
	}
	k = (double)*sessions;
	return *sessions > 1 && squares > 0 ? clusters / squares * (k / (k - 1)) * ((n - 1) / n)
					    : 0;
}

struct design_effect
design_effect_of(const struct design_scores *d)
{
	struct design_effect e = {1, 0, d->n > 0, within_blocks(d)};

	e.blocks = design_effect_blocks(&e.agreement, &e.agreement);
	if (d->session && d->n > 0)
		e.by_sessions = between_sessions(d, &e.sessions);
	return e;
}

bool
design_effect_sessions_agree(const struct design_effect *e)
{
	return e->by_sessions <= DESIGN_EFFECT_AGREES * e->blocks;
}

double
design_effect_width(double blocks)
{
	return sqrt(blocks);
}

double
design_effect_p(double blocks, double p)
{
	double factor = design_effect_width(blocks);

	if (factor <= 1 || p >= 1)
		return p;
	return 2 * normal_tail(-normal_quantile(fmax(p / 2, 1e-300)) / factor);
}
