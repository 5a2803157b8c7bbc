#include "measure/row_pair.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/util.h"
#include "measure/pair_sides.h"
#include "measure/pair_width.h"
#include "measure/row_width.h"

struct row_pair {
	struct pair_sides *sides;
	double *values[2]; /* of both variants, as measured */
	size_t cap;
};

struct row_pair *
row_pair_new(void)
{
	struct row_pair *p = xcalloc(1, sizeof *p);

	p->sides = pair_sides_new();
	return p;
}

void
row_pair_free(struct row_pair *p)
{
	if (!p)
		return;
	for (int i = 0; i < 2; i++)
		free(p->values[i]);
	pair_sides_free(p->sides);
	free(p);
}

static void
room_make(struct row_pair *p, size_t n)
{
	if (n <= p->cap)
		return;
	p->cap = 2 * n;
	for (int i = 0; i < 2; i++)
		p->values[i] = xreallocarray(p->values[i], p->cap, sizeof(double));
}

/* Copy SERIES to V, filled up to N invocations. */
static const double *
series_whole(const struct row_series *series, double *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		v[i] = i < series->n ? series->samples[i] : (double)NAN;
	return v;
}

/* The values of B that are those of METRIC of R of A, if they gate too; or NULL. */
static const struct row_series *
series_beside(
    const struct subject *a, const struct subject *b, const struct reported_row *r, size_t metric)
{
	const struct reported_row *s = row_table_find(b->rows, r->id);
	int other = row_table_metric_find(b->rows, row_table_metric_at(a->rows, metric)->name);

	if (!s || other == ROW_NONE || !row_width_counts(b->rows, s, (size_t)other))
		return NULL;
	return row_series_of(s, (size_t)other);
}

size_t
row_pair_fill(struct row_pair *p, const struct subject *a, const struct subject *b,
    const struct reported_row *r, size_t metric, struct effect_side sides[2])
{
	const struct row_series *x = row_series_of(r, metric), *y = series_beside(a, b, r, metric);
	bool higher = row_table_metric_at(a->rows, metric)->better == BETTER_HIGHER;

	if (!y)
		return 0;
	room_make(p, a->n > b->n ? a->n : b->n);
	return pair_sides_samples(p->sides, a, b, series_whole(x, p->values[0], a->n),
	    series_whole(y, p->values[1], b->n), higher, sides);
}

/* 0 when the row or the metric is not in both. */
static double
metric_width(struct row_pair *p, struct effect_room *room, const struct subject *a,
    const struct subject *b, const struct reported_row *r, size_t metric)
{
	const char *unit = row_table_metric_at(a->rows, metric)->unit;
	struct effect_side sides[2];
	struct effect e;
	size_t n = row_pair_fill(p, a, b, r, metric, sides), half = subject_width_basis(n);

	if (n == 0)
		return 0;
	for (int i = 0; i < 2; i++) {
		sides[i].n = half;
		sides[i].session = NULL;
	}
	effect_paired(room, &sides[0], &sides[1], unit_counts(unit), &e);
	if (e.n[0] == 0)
		return INFINITY;
	return pair_half_width(room, sides, &e) * sqrt((double)half / (double)n);
}

double
row_pair_width(
    struct row_pair *p, struct effect_room *room, const struct subject *a, const struct subject *b)
{
	size_t n = row_table_size(a->rows), first = row_table_wide(a->rows);
	double widest = 0;

	for (size_t i = 0; i < n; i++) {
		const struct reported_row *r = row_table_at(a->rows, (first + i) % n);

		for (size_t m = 0; m < r->nseries; m++)
			if (row_width_counts(a->rows, r, m))
				widest = fmax(widest, metric_width(p, room, a, b, r, m));
		if (widest > a->plan->runs.precision) {
			row_table_set_wide(a->rows, (first + i) % n);
			return widest;
		}
	}
	return widest;
}
