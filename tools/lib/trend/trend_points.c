#include "trend/trend_points.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "stats/sample.h"

#define SPIKE_AWAY 6
#define SPIKE_FAR 10
/* The scale of a median of distances, and of a mean of them, for normal noise. */
#define OF_MEDIAN 1.4826
#define OF_MEAN 1.2533
#define SIGMA_LEAST 1e-9

struct trend_points *
trend_points_new(size_t n, struct rank_tables *ranks)
{
	struct trend_points *p = xcalloc(1, sizeof *p);

	p->n = n;
	p->ranks = ranks;
	p->y = xcalloc(n + 1, sizeof *p->y);
	p->smooth = xcalloc(n + 1, sizeof *p->smooth);
	p->spike = xcalloc(n + 1, sizeof *p->spike);
	p->room = xcalloc(n + 1, sizeof *p->room);
	p->more_room = xcalloc(n + 1, sizeof *p->more_room);
	return p;
}

void
trend_points_free(struct trend_points *p)
{
	if (!p)
		return;
	free(p->y);
	free(p->smooth);
	free(p->spike);
	free(p->room);
	free(p->more_room);
	free(p);
}

/* From the distances of neighbours, which have the variance of two points. */
static double
neighbours_sigma(const struct trend_points *p)
{
	double *d = p->room, sum = 0;
	size_t n = p->n - 1, trimmed = n - n / 10;
	double median;

	for (size_t i = 0; i < n; i++)
		d[i] = fabs(p->y[i + 1] - p->y[i]);
	sample_sort(d, n);
	median = sample_sorted_median(d, n);
	if (median > SIGMA_LEAST)
		return OF_MEDIAN * median / sqrt(2);
	/* Values that repeat. */
	for (size_t i = 0; i < trimmed; i++)
		sum += d[i];
	return OF_MEAN * sum / (double)trimmed / sqrt(2);
}

/* The median of the up to 5 points around I. */
static double
running_median(const struct trend_points *p, size_t i)
{
	size_t from = i < 2 ? 0 : i - 2, to = i + 3 > p->n ? p->n : i + 3;
	double near[5];

	memcpy(near, p->y + from, (to - from) * sizeof *near);
	sample_sort(near, to - from);
	return sample_sorted_median(near, to - from);
}

void
trend_points_spikes(struct trend_points *p)
{
	for (size_t i = 0; i < p->n; i++) {
		double middle = running_median(p, i), away = fabs(p->y[i] - middle);

		p->spike[i] = away > SPIKE_FAR * p->sigma    ? SPIKE_SEVERE
			      : away > SPIKE_AWAY * p->sigma ? SPIKE_MILD
							     : SPIKE_NONE;
		p->smooth[i] = p->spike[i] == SPIKE_NONE ? p->y[i] : middle;
	}
}

void
trend_points_look(struct trend_points *p)
{
	p->sigma = fmax(neighbours_sigma(p), SIGMA_LEAST);
	trend_points_spikes(p);
}

size_t
level_begin(const size_t *at, size_t i)
{
	return i ? at[i - 1] : 0;
}

size_t
level_end(const struct trend_points *p, const size_t *at, size_t k, size_t i)
{
	return i < k ? at[i] : p->n;
}

double
level_median(const struct trend_points *p, size_t from, size_t to)
{
	memcpy(p->room, p->y + from, (to - from) * sizeof *p->room);
	return sample_median_select(p->room, to - from);
}

double
level_clamped(double r, double sd)
{
	return fmax(-3 * sd, fmin(r, 3 * sd));
}

double
levels_spread(const struct trend_points *p, const size_t *at, size_t k)
{
	double *d = p->more_room;

	for (size_t i = 0; i <= k; i++) {
		size_t from = level_begin(at, i), to = level_end(p, at, k, i);
		double level = level_median(p, from, to);

		for (size_t j = from; j < to; j++)
			d[j] = fabs(p->y[j] - level);
	}
	return fmax(OF_MEDIAN * sample_median_select(d, p->n), p->sigma / 2);
}

void
levels_serial(struct trend_points *p, const size_t *at, size_t k, double spread)
{
	double products = 0, squares = 0, n = (double)p->n, r;
	size_t pairs = 0;

	for (size_t i = 0; i <= k; i++) {
		size_t from = level_begin(at, i), to = level_end(p, at, k, i);
		double level = level_median(p, from, to), before = 0;

		for (size_t j = from; j < to; j++) {
			double d = level_clamped(p->y[j] - level, spread);

			products += d * before;
			squares += d * d;
			before = d;
		}
		pairs += to - from - 1;
	}
	p->serial = 0;
	if (!(squares > 0) || pairs < 8)
		return;
	r = products / squares * n / (double)pairs;
	r += (1 + 3 * r) * (double)(k + 1) / n;
	p->serial = fmax(0, fmin(r, TREND_SERIAL_MOST));
}

double
level_design_effect(double r, size_t n)
{
	double effect = 1, power = r;

	for (size_t j = 1; j < n && power > 1e-4; j++, power *= r)
		effect += 2 * (1 - (double)j / (double)n) * power;
	return effect;
}
