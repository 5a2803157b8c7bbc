#include "judge/effect.h"

#include <math.h>
#include <stdlib.h>

#include "base/util.h"
#include "stats/sample.h"
#include "stats/session_shift.h"

/* What is judged of both sides, N[I] values of side I, as SHIFT has them. */
struct build_values {
	double *v[2];
	uint32_t *build[2];
	size_t n[2];
};

static double
median_of(const double *v, size_t n, double *scratch)
{
	size_t kept = sample_compact(v, n, scratch);

	sample_sort(scratch, kept);
	return kept ? sample_sorted_median(scratch, kept) : NAN;
}

/* Take from the values of each session, of N values in pairs, the level of both sides there. */
static void
sessions_level(struct build_values *l, const uint32_t *session, size_t n)
{
	double *scratch = xcalloc(n + 1, sizeof *scratch);

	for (size_t from = 0, to; session && from < n; from = to) {
		double level = 0;

		for (to = from; to < n && session[to] == session[from];)
			to++;
		for (int k = 0; k < 2; k++)
			level += median_of(l->v[k] + from, to - from, scratch) / 2;
		for (int k = 0; k < 2; k++)
			for (size_t i = from; i < to; i++)
				l->v[k][i] -= level;
	}
	free(scratch);
}

/* The values that count: of pairs, those that both sides have. */
static struct build_values
build_values_of(
    const struct effect *e, const struct effect_side *const sides[2], const double *const look[2])
{
	bool pairs = e->method == METHOD_PAIRED;
	struct build_values l;

	for (int k = 0; k < 2; k++) {
		size_t n = sides[k]->n;

		l.n[k] = n;
		l.v[k] = xcalloc(n + 1, sizeof(double));
		l.build[k] = xcalloc(n + 1, sizeof(uint32_t));
		for (size_t i = 0; i < n; i++) {
			bool whole = !isnan(look[k][i]) && (!pairs || !isnan(look[1 - k][i]));

			l.v[k][i] = !whole ? (double)NAN : e->ratio ? log(look[k][i]) : look[k][i];
			l.build[k][i] = sides[k]->build ? sides[k]->build[i] : 0;
		}
	}
	if (pairs)
		sessions_level(&l, sides[0]->session, sides[0]->n);
	return l;
}

static void
build_values_free(struct build_values *l)
{
	for (int k = 0; k < 2; k++) {
		free(l->v[k]);
		free(l->build[k]);
	}
}

bool
effect_middle_by_build(const struct effect *e)
{
	return e->by_build && interval_half(e->middle_time) <= e->half * (1 + 1e-9);
}

void
effect_allow_builds(
    struct effect *e, const struct effect_side *const sides[2], const double *const look[2])
{
	struct build_values l;
	struct interval s;
	double *centres[2], p, half;
	size_t n[2];

	if ((!sides[0]->build && !sides[1]->build) || isnan(e->shift.low))
		return;
	l = build_values_of(e, sides, look);
	for (int k = 0; k < 2; k++) {
		centres[k] = xcalloc(l.n[k] + 1, sizeof(double));
		n[k] = session_shift_group_centres(l.v[k], l.build[k], l.n[k], false, centres[k]);
	}
	if (n[0] > 0 && n[1] > 0 && n[0] + n[1] >= 3) {
		s = session_shift(centres[0], n[0], centres[1], n[1], &p);
		half = interval_half(s);
		e->by_build = half > interval_half(e->shift);
		e->shift = interval_around(s.value, fmax(half, interval_half(e->shift)));
		e->middle_time = interval_around(
		    e->middle_time.value, fmax(half, interval_half(e->middle_time)));
		e->half = fmax(half, e->half);
		e->p = fmax(e->p, p);
		e->p_plain = fmax(e->p_plain, p);
		e->build_spread = sqrt(session_shift_variance(centres[0], n[0], centres[1], n[1]));
		for (int k = 0; k < 2; k++)
			e->builds[k] = (uint32_t)n[k];
	}
	for (int k = 0; k < 2; k++)
		free(centres[k]);
	build_values_free(&l);
}
