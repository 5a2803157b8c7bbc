#include "bisect/hunt.h"

#include <math.h>
#include <stdlib.h>

#include "base/util.h"
#include "stats/distribution.h"

enum { RUNGS = 64, DOF = 6 };
#define LARGEST 3.0 /* 20 times slower */

/* The logarithm of the density of Student's t at Y around CENTRE, but for a constant. */
static double
likelihood(double y, double centre, double scale)
{
	double z = (y - centre) / scale;

	return -log(scale) - (DOF + 1) / 2.0 * log1p(z * z / DOF);
}

static double
standard_error(const struct hunt_probe *p)
{
	return fmax(p->half, HUNT_HALF) / normal_quantile(0.975);
}

static double
rung(const struct hunt *h, size_t i)
{
	return h->least * pow(LARGEST / h->least, (double)i / (RUNGS - 1));
}

/* Add to WEIGHT, of the positions 1 to N, the logarithm of the likelihood of each if the change
 * has SIZE. */
static void
rung_weigh(const struct hunt *h, double size, double *weight)
{
	for (size_t c = 0; c <= h->n; c++)
		weight[c] = 0;
	/* A probe says the same of all positions behind it, and the same of all others: their
	 * difference is entered where it begins and added up. */
	for (size_t i = 0; i < h->nprobes; i++) {
		const struct hunt_probe *p = &h->probes[i];
		double scale = hypot(standard_error(p), HUNT_WANDER * size);
		double changed = likelihood(p->shift, size, scale);

		weight[1] += changed;
		if (p->at < h->n)
			weight[p->at + 1] += likelihood(p->shift, 0, scale) - changed;
	}
	for (size_t c = 2; c <= h->n; c++)
		weight[c] += weight[c - 1];
}

double
hunt_weigh(const struct hunt *h, double *posterior)
{
	double *weights = xcalloc(RUNGS * (h->n + 1), sizeof *weights);
	double none = log(0.5), top, sum = 0, size = 0;
	double prior = log(0.5 / ((double)RUNGS * (double)h->n));

	for (size_t i = 0; i < h->nprobes; i++)
		none += likelihood(h->probes[i].shift, 0, standard_error(&h->probes[i]));
	top = none;
	for (size_t r = 0; r < RUNGS; r++) {
		double *weight = weights + r * (h->n + 1);

		rung_weigh(h, rung(h, r), weight);
		for (size_t c = 1; c <= h->n; c++)
			top = fmax(top, weight[c] += prior);
	}
	posterior[0] = exp(none - top);
	for (size_t c = 1; c <= h->n; c++)
		posterior[c] = 0;
	for (size_t r = 0; r < RUNGS; r++)
		for (size_t c = 1; c <= h->n; c++) {
			double v = exp(weights[r * (h->n + 1) + c] - top);

			posterior[c] += v;
			sum += v;
			size += v * rung(h, r);
		}
	size = sum > 0 ? size / sum : h->least;
	sum += posterior[0];
	for (size_t c = 0; c <= h->n; c++)
		posterior[c] /= sum;
	free(weights);
	return size;
}

static bool
skipped(const struct hunt *h, size_t at)
{
	return h->skip && at > 0 && at < h->n && h->skip[at];
}

/* Whether one group of positions, which no probe could tell apart, has it for sure. */
static bool
group_find(const struct hunt *h, const double *posterior, struct hunt_state *s)
{
	for (size_t from = 1, to; from <= h->n; from = to + 1) {
		double sum = posterior[from];

		for (to = from; skipped(h, to);)
			sum += posterior[++to];
		if (sum >= HUNT_SURE) {
			s->first = from;
			s->last = to;
			s->sure = sum;
			return true;
		}
	}
	return false;
}

/* The shortest range of positions that has it for sure. */
static void
range_find(const struct hunt *h, const double *posterior, struct hunt_state *s)
{
	double sum = 0, want = fmin(HUNT_SURE, 1 - posterior[0]);

	s->first = 1;
	s->last = h->n;
	s->sure = 1 - posterior[0];
	for (size_t from = 1, to = 0; from <= h->n; sum -= posterior[from++]) {
		while (to < h->n && sum < want)
			sum += posterior[++to];
		if (sum < want)
			return;
		if (to - from < s->last - s->first) {
			s->first = from;
			s->last = to;
			s->sure = sum;
		}
	}
}

/* The position that can be built at which what is before and what is behind are nearest to a
 * half; 0: there is none. */
static size_t
median(const struct hunt *h, const double *posterior)
{
	double sum = 0, least = INFINITY, half = (1 - posterior[0]) / 2;
	size_t best = 0;

	for (size_t at = 1; at < h->n; at++) {
		sum += posterior[at];
		if (skipped(h, at) || fabs(sum - half) >= least)
			continue;
		least = fabs(sum - half);
		best = at;
	}
	return best;
}

/* How many pairs a probe takes, by what the pairs so far showed. */
static size_t
pairs_wanted(const struct hunt *h, double size)
{
	double variance = 0, want;

	for (size_t i = 0; i < h->nprobes; i++)
		variance += pow(standard_error(&h->probes[i]), 2) * (double)h->probes[i].pairs /
			    (double)h->nprobes;
	want = ceil(variance * pow(HUNT_SIGMAS / size, 2));
	if (!(want > (double)h->pairs[0]))
		return h->pairs[0];
	return want < (double)h->pairs[1] ? (size_t)want : h->pairs[1];
}

struct hunt_state
hunt_next(const struct hunt *h, double *posterior)
{
	struct hunt_state s = {.answer = HUNT_ON};
	bool changed;

	s.size = hunt_weigh(h, posterior);
	s.none = posterior[0];
	changed = s.none <= HUNT_NONE;
	if (s.none >= HUNT_SURE) {
		s.answer = HUNT_NOTHING;
		s.sure = s.none;
		return s;
	}
	if (changed && group_find(h, posterior, &s)) {
		s.answer = HUNT_FOUND;
		return s;
	}
	s.next = changed ? median(h, posterior) : h->n;
	if (h->nprobes >= h->most || s.next == 0) {
		range_find(h, posterior, &s);
		s.answer = changed ? HUNT_UNDECIDED : HUNT_UNSHOWN;
		s.next = 0;
		return s;
	}
	s.pairs = h->nprobes ? pairs_wanted(h, s.size) : h->first;
	return s;
}
