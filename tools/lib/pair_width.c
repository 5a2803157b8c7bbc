#include "pair_width.h"

#include <math.h>
#include <stdlib.h>

#include "util.h"

struct pair_width {
	struct comparer *comparer;
	double *values[2];
	size_t n, cap;
};

struct pair_width *
pair_width_new(void)
{
	struct pair_width *p = xcalloc(1, sizeof *p);

	p->comparer = comparer_new(POLICY_ALPHA);
	return p;
}

void
pair_width_free(struct pair_width *p)
{
	if (!p)
		return;
	comparer_free(p->comparer);
	free(p->values[0]);
	free(p->values[1]);
	free(p);
}

static void
pair_add(struct pair_width *p, double a, double b)
{
	if (p->n == p->cap) {
		p->cap = p->cap ? p->cap * 2 : 64;
		for (int i = 0; i < 2; i++)
			p->values[i] = xreallocarray(p->values[i], p->cap, sizeof(double));
	}
	p->values[0][p->n] = a;
	p->values[1][p->n++] = b;
}

/* Bring the samples of channel I together, round by round; what was resumed
 * is of other sessions, and pairs as far as the two stand level there. */
static void
pairs_fill(struct pair_width *p, const struct unit *a, const struct unit *b, size_t i)
{
	const double *x = a->channels[i].samples, *y = b->channels[i].samples;
	size_t j = a->resumed, k = b->resumed;

	p->n = 0;
	for (size_t m = 0; j == k && m < j; m++)
		if (a->rounds[m] == b->rounds[m])
			pair_add(p, x[m], y[m]);
	while (j < a->n && k < b->n) {
		uint32_t mine = a->rounds[j], other = b->rounds[k];

		pair_add(p, mine <= other ? x[j] : NAN, other <= mine ? y[k] : NAN);
		j += mine <= other;
		k += other <= mine;
	}
}

static double
half_width(const struct effect *e)
{
	if (e->method == METHOD_COUNT)
		return 0;
	if (isnan(e->low))
		return INFINITY;
	return e->ratio ? (log1p(e->high) - log1p(e->low)) / 2 : (e->high - e->low) / 2;
}

double
pair_width(struct pair_width *p, const struct unit *a, const struct unit *b)
{
	double widest = 0;

	for (size_t i = 0; i < a->nchannels && i < b->nchannels; i++) {
		struct side sides[2];
		struct effect e;

		if (!a->channels[i].gate)
			continue;
		pairs_fill(p, a, b, i);
		for (int k = 0; k < 2; k++)
			sides[k] = (struct side){.samples = p->values[k], .n = p->n, .value = NAN};
		if (p->n == 0)
			return INFINITY;
		effect_paired(
		    p->comparer, &sides[0], &sides[1], unit_counts(a->channels[i].unit), &e);
		if (e.n[0] > 0) /* else it is unavailable on this machine */
			widest = fmax(widest, half_width(&e));
	}
	return widest;
}
