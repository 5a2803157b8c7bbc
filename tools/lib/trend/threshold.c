#include "trend/threshold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "stats/distribution.h"
#include "stats/sample.h"

#define OF_MEDIAN 1.4826

/* The points of one level after the other. */
struct leveled {
	double x[THRESHOLD_POINTS];
	size_t level[THRESHOLD_POINTS];
	size_t n, levels;
};

static double
threshold_point(const struct series *s, bool raw, size_t i)
{
	return raw ? s->value[i] : series_judged(s, i);
}

/* Take the last points of S; false when one is not over 0. */
static bool
leveled_take(const struct series *s, bool raw, struct leveled *l)
{
	size_t step = s->nsteps, last = SERIES_NONE;

	for (size_t i = s->n; i > 0 && l->n < THRESHOLD_POINTS; i--) {
		double v = threshold_point(s, raw, i - 1);

		while (step > 0 && s->steps[step - 1].at > i - 1)
			step--;
		if (isnan(v))
			continue;
		if (!(v > 0))
			return false;
		l->levels += step != last;
		last = step;
		l->x[l->n] = log(v);
		l->level[l->n++] = step;
	}
	return true;
}

struct threshold
threshold_suggest(const struct series *s, bool raw, double rate)
{
	struct leveled l = {.n = 0};
	struct threshold t = {0, NAN, NAN};
	double *pairs, wider;
	size_t n = 0;

	if (!leveled_take(s, raw, &l))
		return t;
	t.runs = l.n;
	if (l.n < THRESHOLD_LEAST + l.levels - 1)
		return t;
	pairs = xcalloc(l.n * l.n, sizeof *pairs);
	for (size_t i = 0; i < l.n; i++)
		for (size_t j = 0; j < i; j++)
			if (l.level[i] == l.level[j])
				pairs[n++] = fabs(l.x[i] - l.x[j]);
	sample_sort(pairs, n);
	wider = student_critical(rate, (double)(l.n - l.levels)) / -normal_quantile(rate / 2);
	t.noise = expm1(OF_MEDIAN * sample_sorted_median(pairs, n) / sqrt(2));
	t.threshold = expm1(sample_sorted_quantile(pairs, n, 1 - rate) * wider);
	free(pairs);
	return t;
}
