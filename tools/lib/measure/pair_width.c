#include "measure/pair_width.h"

#include <math.h>
#include <stdlib.h>

#include "base/quantity.h"
#include "base/util.h"
#include "measure/pair_sides.h"
#include "measure/row_pair.h"

struct pair_width {
	struct effect_room *effect_room;
	struct pair_sides *sides;
	struct row_pair *rows;
};

struct pair_width *
pair_width_new(void)
{
	struct pair_width *p = xcalloc(1, sizeof *p);

	p->effect_room = effect_room_new(POLICY_ALPHA);
	p->sides = pair_sides_new();
	p->rows = row_pair_new();
	return p;
}

void
pair_width_free(struct pair_width *p)
{
	if (!p)
		return;
	effect_room_free(p->effect_room);
	pair_sides_free(p->sides);
	row_pair_free(p->rows);
	free(p);
}

double
pair_half_width(struct effect_room *room, const struct effect_side sides[2], const struct effect *e)
{
	if (e->method == METHOD_COUNT)
		return 0;
	if (e->method == METHOD_PAIRED && e->ratio)
		return effect_pairs_width(room, &sides[0], &sides[1]);
	if (isnan(e->change.low))
		return INFINITY;
	return e->ratio ? interval_half(e->shift) : interval_half(e->change);
}

/* Whether there is a pair in N rounds; else the metric is unavailable on this machine. */
static bool
pairs_any(const struct effect_side sides[2], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isnan(sides[0].samples[i]) && !isnan(sides[1].samples[i]))
			return true;
	return false;
}

double
pair_width(struct pair_width *p, const struct subject *a, const struct subject *b)
{
	double widest = 0;

	for (size_t i = 0; i < a->nchannels && i < b->nchannels; i++) {
		const struct channel *ch = &a->channels[i];
		struct effect_side sides[2];
		struct effect e;
		size_t n, half;

		if (!ch->gate || channel_counted(ch, a->plan))
			continue;
		n = pair_sides_fill(p->sides, a, b, i, sides);
		if (n == 0)
			return INFINITY;
		half = subject_width_basis(n);
		for (int k = 0; k < 2; k++) {
			sides[k].n = half;
			sides[k].session = NULL;
		}
		effect_paired(p->effect_room, &sides[0], &sides[1], unit_counts(ch->unit), &e);
		if (e.n[0] > 0)
			widest = fmax(widest, pair_half_width(p->effect_room, sides, &e) *
						  sqrt((double)half / (double)n));
		else if (pairs_any(sides, n))
			return INFINITY;
	}
	if (a->rows && b->rows)
		widest = fmax(widest, row_pair_width(p->rows, p->effect_room, a, b));
	return widest;
}
