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

static double
within_blocks(const struct design_scores *d)
{
	const double *score = d->score;
	double product = 0, squares = 0;

	for (size_t i = 0; i + 1 < d->n; i++)
		if (d->block[i] == d->block[i + 1]) {
			product += score[i] * score[i + 1];
			squares += (score[i] * score[i] + score[i + 1] * score[i + 1]) / 2;
		}
	return squares > 0 ? 1 + fmax(0, product / squares) : 1;
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
	struct design_effect e = {within_blocks(d), 0, d->n > 0};

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
design_effect_width(const struct design_effect *e)
{
	return sqrt(e->blocks);
}

double
design_effect_p(const struct design_effect *e, double p)
{
	double factor = design_effect_width(e);

	if (factor <= 1 || p >= 1)
		return p;
	return 2 * normal_tail(-normal_quantile(fmax(p / 2, 1e-300)) / factor);
}
