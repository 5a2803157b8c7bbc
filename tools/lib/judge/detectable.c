#include "judge/detectable.h"

#include <math.h>

#include "stats/distribution.h"
#include "stats/exchange.h"

/* Of the ranks of N pairs it takes 1 + FEW_PAIRS / N times what the normal curve has: p
 * comes in steps. */
#define FEW_PAIRS 2

void
detectable_init(struct detectable *d, double alpha, size_t rows)
{
	double corrected = alpha / fmax(1, (double)rows);

	*d = (struct detectable){.rows = rows, .level = {corrected}};
	for (int i = 0; i < NLOOKS; i++)
		d->level[1 + i] = fmin(corrected, looks_level((enum look)i, alpha));
	for (int i = 0; i < 1 + NLOOKS; i++)
		d->power[i] = (normal_quantile(1 - d->level[i] / 2) + normal_quantile(0.8)) /
			      normal_quantile(0.975);
}

/* Where in LEVEL and POWER of struct detectable E is. */
static size_t
design_of(const struct effect *e)
{
	size_t look = e->method == METHOD_PAIRED ? (size_t)e->look : LOOK_ONLY;

	return effect_is_strict(e) ? 1 + look : 0;
}

/* The least p that so many values can have, however far they are apart. */
static double
least_p(const struct effect *e)
{
	double n = e->n[0], m = e->n[1];

	if (e->method == METHOD_SESSIONS)
		return 0;
	if (e->method == METHOD_PAIRED)
		return exchange_least_p(e->n[0]);
	return 2 * exp(lgamma(n + 1) + lgamma(m + 1) - lgamma(n + m + 1));
}

static double
power_of(struct detectable *d, const struct effect *e)
{
	bool pairs = e->method == METHOD_PAIRED;
	double level = d->level[design_of(e)];
	double dof;

	if (!effect_by_sessions(e))
		return d->power[design_of(e)] * (pairs ? 1 + FEW_PAIRS / (double)e->n[0] : 1);
	dof = effect_sessions_dof(e, 0);
	if (d->last.dof != dof || d->last.level != level) {
		d->last.dof = dof;
		d->last.level = level;
		d->last.power = (student_critical(level, dof) + student_critical(0.4, dof)) /
				student_critical(0.05, dof);
	}
	return d->last.power;
}

double
detectable_shift(struct detectable *d, const struct effect *e)
{
	if (least_p(e) >= d->level[design_of(e)])
		return NAN;
	return interval_half(e->shift) * power_of(d, e);
}
