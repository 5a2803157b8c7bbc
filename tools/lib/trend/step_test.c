#include "trend/step_test.h"

#include <math.h>

#include "stats/distribution.h"
#include "stats/rank_test.h"
#include "stats/sample.h"
#include "stats/shift.h"

/* How much the series as a whole says of the variance of a few points. */
#define PRIOR_DOF 6
/* What each test must say alone, beside both together, of all places. */
#define RANK_ALONE 0.02
#define MEANS_ALONE 0.5
#define E 2.718281828459045

/* One side of a step, sorted. */
struct side {
	double v[TREND_SIDE_MAX];
	size_t n;
	double median, mean; /* MEAN of the clamped values */
	double variance, effect;
};

static void
side_end(struct side *s, const struct trend_points *p, double spread)
{
	double sum = 0, squares = 0;

	if (s->n == 0)
		return;
	sample_sort(s->v, s->n);
	s->median = sample_sorted_median(s->v, s->n);
	for (size_t i = 0; i < s->n; i++) {
		double d = s->v[i] - s->median;

		sum += level_clamped(d, spread);
		squares += fmin(d * d, 100 * spread * spread);
	}
	s->mean = s->median + sum / (double)s->n;
	s->variance = (PRIOR_DOF * spread * spread + squares) / (PRIOR_DOF + (double)s->n - 1);
	s->effect = level_design_effect(p->serial, s->n);
}

/* The nearest points before AT, down to FROM; and those from AT, up to TO. */
static void
sides_take(const struct trend_points *p, size_t from, size_t at, size_t to, double spread,
    struct side *before, struct side *after)
{
	before->n = after->n = 0;
	for (size_t i = at; i > from && before->n < TREND_SIDE_MAX; i--)
		if (p->spike[i - 1] != SPIKE_SEVERE)
			before->v[before->n++] = p->y[i - 1];
	for (size_t i = at; i < to && after->n < TREND_SIDE_MAX; i++)
		if (p->spike[i] != SPIKE_SEVERE)
			after->v[after->n++] = p->y[i];
	side_end(before, p, spread);
	side_end(after, p, spread);
}

/* P of a two-sided test whose normal quantile is divided by the square root of EFFECT. */
static double
weakened(double p, double effect)
{
	return p >= 1 ? 1 : 2 * normal_tail(-normal_quantile(fmax(p, 1e-290) / 2) / sqrt(effect));
}

/* Sums of the whitened regressors: A of the level, D of the step, and of the values W. */
struct whitened {
	double aa, ad, dd, aw, dw;
};

/* The value of point I, clamped around the median of its side. */
static double
side_value(const struct trend_points *p, size_t i, const struct side *s, double spread)
{
	return s->median + level_clamped(p->y[i] - s->median, spread);
}

/* Of point I of those from FIRST on, with a step at AT: its regressors and its value, of which
 * what the point before says is taken off. */
static void
whiten(double r, bool first, bool at, bool after, double *a, double *d)
{
	*a = first ? sqrt(1 - r * r) : 1 - r;
	*d = at ? 1 : after ? 1 - r : 0;
}

static double
means_p(const struct trend_points *p, size_t from, size_t at, size_t to, const struct side *left,
    const struct side *right, double spread)
{
	size_t first = at - from > TREND_SIDE_MAX ? at - TREND_SIDE_MAX : from;
	size_t last = to - at > TREND_SIDE_MAX ? at + TREND_SIDE_MAX : to;
	struct whitened s = {0};
	double r = p->serial, before = 0, det, change, a, d, va = 0, vb = 0, dof;

	for (size_t i = first; i < last; i++) {
		double v = side_value(p, i, i < at ? left : right, spread), w;

		whiten(r, i == first, i == at, i > at, &a, &d);
		w = i == first ? a * v : v - r * before;
		s.aa += a * a;
		s.ad += a * d;
		s.dd += d * d;
		s.aw += a * w;
		s.dw += d * w;
		before = v;
	}
	det = s.aa * s.dd - s.ad * s.ad;
	if (!(det > 0))
		return 1;
	change = (s.aa * s.dw - s.ad * s.aw) / det;
	for (size_t i = first; i < last; i++) {
		double weight;

		whiten(r, i == first, i == at, i > at, &a, &d);
		weight = (s.aa * d - s.ad * a) / det;
		*(i < at ? &va : &vb) += weight * weight;
	}
	va *= left->variance * (1 - r * r);
	vb *= right->variance * (1 - r * r);
	/* Welch and Satterthwaite, with the prior's degrees of freedom. */
	dof = (va + vb) * (va + vb) /
	      (va * va / (PRIOR_DOF + (double)left->n - 1) +
		  vb * vb / (PRIOR_DOF + (double)right->n - 1));
	return va + vb > 0 ? student_two_sided(change / sqrt(va + vb), dof) : 1;
}

struct step_tested
step_test(const struct trend_points *p, size_t from, size_t at, size_t to, double spread)
{
	struct step_tested tested = {1, INTERVAL_NONE};
	struct shift_room room = {0};
	struct side a, b;
	double places = sqrt((double)(to - from)), effect, rank, means, chance;

	sides_take(p, from, at, to, spread, &a, &b);
	if (a.n < TREND_LEVEL_MIN || b.n < TREND_LEVEL_MIN)
		return tested;
	effect =
	    (a.effect / (double)a.n + b.effect / (double)b.n) / (1 / (double)a.n + 1 / (double)b.n);
	chance = rank_test_mann_whitney(p->ranks, a.v, a.n, b.v, b.n).p;
	rank = weakened(chance, effect);
	means = means_p(p, from, at, to, &a, &b, spread);
	/* Ranks do not see that a step is sudden: of a series that wanders they count half. */
	if (weakened(chance, sqrt(effect)) * places <= RANK_ALONE && means * places <= MEANS_ALONE)
		tested.p = fmin(1, E * sqrt(rank * means) * places);
	tested.change = interval_widened(
	    shift_unpaired(&room, p->ranks, a.v, a.n, b.v, b.n, SHIFT_DIFFERENCE), sqrt(effect));
	tested.change.value = b.median - a.median;
	shift_room_free(&room);
	return tested;
}
