#include "stats/shift.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

enum { LISTED_MAX = 4096 }; /* pairs that are listed; more are counted */

/* What the K-th smallest is sought of: all y op x, or all averages of two of X (Y NULL).
 * Ratios stay ratios until one is chosen: one logarithm is taken, not NX * NY of them. */
struct pairs {
	const double *x, *y;
	size_t nx, ny;
	enum shift_scale scale;
	double *listed; /* NULL: too many */
	size_t n;
};

void
shift_room_free(struct shift_room *room)
{
	free(room->values);
}

static double
pair_value(const struct pairs *p, size_t i, size_t j)
{
	if (!p->y)
		return p->x[i] / 2 + p->x[j] / 2;
	return p->scale == SHIFT_LOG_RATIO ? p->y[j] / p->x[i] : p->y[j] - p->x[i];
}

static void
pairs_list(struct pairs *p, struct shift_room *room)
{
	size_t at = 0;

	if (p->n > LISTED_MAX)
		return;
	if (p->n > room->cap) {
		room->values = xreallocarray(room->values, p->n, sizeof *room->values);
		room->cap = p->n;
	}
	p->listed = room->values;
	/* Diagonal by diagonal they come almost sorted, which makes selecting quick. */
	if (p->y)
		for (size_t d = 0; d < p->nx + p->ny - 1; d++) {
			size_t from = d < p->nx ? p->nx - 1 - d : 0;

			for (size_t i = from; i < p->nx && i + d < p->nx - 1 + p->ny; i++)
				p->listed[at++] = pair_value(p, i, i + d + 1 - p->nx);
		}
	else
		for (size_t d = 0; d < 2 * p->nx - 1; d++)
			for (size_t i = d < p->nx ? 0 : d + 1 - p->nx; 2 * i <= d; i++)
				p->listed[at++] = pair_value(p, i, d - i);
}

/* Move those of V between FROM and TO that are under PIVOT, or with EQUAL at most PIVOT, to the
 * front, and return where they end. No branch depends on a value: which way it went could not be
 * foretold, and waiting for it takes longer than all the rest (Lomuto's partition). */
static size_t
listed_part(double *v, size_t from, size_t to, double pivot, bool equal)
{
	size_t end = from;

	for (size_t i = from; i <= to; i++) {
		double x = v[i];

		v[i] = v[end];
		v[end] = x;
		end += (size_t)(x < pivot) | (size_t)(equal & (x == pivot));
	}
	return end;
}

/* Reorder V between FROM and TO so that [AT] is where sorting would put it (Hoare's find). */
static double
listed_select(double *v, size_t from, size_t to, size_t at)
{
	while (from < to) {
		double pivot = v[at];
		size_t under = listed_part(v, from, to, pivot, false);

		if (at < under) {
			to = under - 1;
			continue;
		}
		from = listed_part(v, under, to, pivot, true);
		if (at < from)
			return pivot;
	}
	return v[at];
}

/* How many pairs are at most V. Rows and columns go up, so the edge is walked once. */
static size_t
pairs_count(const struct pairs *p, double v)
{
	size_t count = 0, j = p->y ? 0 : p->ny;

	for (size_t i = 0; i < p->nx; i++) {
		if (p->y) {
			while (j < p->ny && pair_value(p, i, j) <= v)
				j++;
			count += j;
		} else {
			while (j > i && pair_value(p, i, j - 1) > v)
				j--;
			count += j - i;
			if (j == i)
				break;
		}
	}
	return count;
}

/* Doubles in their order as integers in the same order, and back. */
static int64_t
key_of(double v)
{
	int64_t key;

	v += 0.0; /* -0 and 0 are one number */
	memcpy(&key, &v, sizeof key);
	return key < 0 ? INT64_MIN - key : key;
}

static double
key_value(int64_t key)
{
	double v;

	if (key < 0)
		key = INT64_MIN - key;
	memcpy(&v, &key, sizeof v);
	return v;
}

/* Bisection over all doubles: in 64 steps the least V with K pairs at most V,
 * which is one of the pairs. */
static double
counted_select(const struct pairs *p, size_t k)
{
	int64_t low = key_of(p->y ? pair_value(p, p->nx - 1, 0) : p->x[0]);
	int64_t high = key_of(p->y ? pair_value(p, 0, p->ny - 1) : p->x[p->nx - 1]);

	while (low < high) {
		int64_t middle = low + (int64_t)(((uint64_t)high - (uint64_t)low) / 2);

		if (pairs_count(p, key_value(middle)) >= k)
			high = middle;
		else
			low = middle + 1;
	}
	return key_value(low);
}

static double
middle_of(double a, double b, enum shift_scale scale)
{
	if (a == b)
		return a;
	return scale == SHIFT_LOG_RATIO ? sqrt(a) * sqrt(b) : a / 2 + b / 2;
}

/* The median of P, and the RANK-th value from either end. */
static struct interval
pairs_shift(struct pairs *p, size_t rank)
{
	struct interval s = INTERVAL_NONE;
	size_t upper = p->n / 2, lower = p->n % 2 ? upper : upper - 1;
	double a, b;

	if (p->listed) {
		double *v = p->listed;

		b = listed_select(v, 0, p->n - 1, upper);
		a = lower < upper ? listed_select(v, 0, upper - 1, lower) : b;
		if (rank > 0) {
			s.low = rank - 1 < lower ? listed_select(v, 0, lower, rank - 1) : a;
			s.high = p->n - rank > upper
				     ? listed_select(v, upper, p->n - 1, p->n - rank)
				     : b;
		}
	} else {
		b = counted_select(p, upper + 1);
		a = lower < upper ? counted_select(p, lower + 1) : b;
		if (rank > 0) {
			s.low = counted_select(p, rank);
			s.high = counted_select(p, p->n - rank + 1);
		}
	}
	s.value = middle_of(a, b, p->scale);
	if (p->scale == SHIFT_LOG_RATIO)
		s = (struct interval){log(s.value), log(s.low), log(s.high)};
	return s;
}

struct interval
shift_unpaired(struct shift_room *room, struct rank_tables *t, const double *x, size_t nx,
    const double *y, size_t ny, enum shift_scale scale)
{
	struct pairs p = {x, y, nx, ny, scale, NULL, nx * ny};

	pairs_list(&p, room);
	return pairs_shift(&p, rank_tables_unpaired_rank(t, nx, ny));
}

struct interval
shift_paired(
    struct shift_room *room, struct rank_tables *t, const double *d, size_t n, double alpha)
{
	struct pairs p = {d, NULL, n, n, SHIFT_DIFFERENCE, NULL, n * (n + 1) / 2};

	pairs_list(&p, room);
	return pairs_shift(&p, rank_tables_paired_rank(t, n, alpha));
}
