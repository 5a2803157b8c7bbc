#include "paired.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "distribution.h"
#include "stats.h"
#include "util.h"

#define HEAVY_TAILS 3.32 /* log(10) / log(2): quantile 0.9 over median, double exponential */
#define IDLE 0.02        /* the share of time in which work bound by the CPU may do nothing */
#define WIDE 1.02        /* CPU time over time from which work is parallel */
#define EQUAL 0.25       /* of the pairs: from there on a clock is too coarse */

enum { FEWEST = 6, FEWEST_MEDIAN = 20 };

/* Log ratios of one look, in order of the rounds, and room for as many. */
struct look {
	double *d, *scratch;
	size_t *block; /* the ABBA block of each */
	size_t n;
	double change, low, high, p;
};

static bool
pair_whole(const struct paired_samples *s, size_t i)
{
	return !isnan(s->base[i]) && !isnan(s->head[i]);
}

/* False when a ratio does not exist. */
static bool
look_fill(struct look *l, const struct paired_samples *s, const double *base, const double *head)
{
	l->n = 0;
	for (size_t i = 0; i < s->n; i++) {
		if (!pair_whole(s, i))
			continue;
		if (!(base[i] > 0 && head[i] > 0 && isfinite(base[i]) && isfinite(head[i])))
			return false;
		l->block[l->n] = i / 2;
		l->d[l->n++] = log(head[i] / base[i]);
	}
	return l->n > 0;
}

static bool
tails_heavy(struct look *l, double median)
{
	double middle;

	if (l->n < FEWEST_MEDIAN)
		return false;
	for (size_t i = 0; i < l->n; i++)
		l->scratch[i] = fabs(l->d[i] - median);
	sample_sort(l->scratch, l->n);
	middle = sorted_median(l->scratch, l->n);
	return sorted_quantile(l->scratch, l->n, 0.9) > HEAVY_TAILS * middle;
}

static int
sign(double v)
{
	return (v > 0) - (v < 0);
}

/* By what factor dependence inside blocks widens the interval around CENTRE. */
static double
block_widening(const struct look *l, double centre)
{
	double agree = 0;
	size_t blocks = 0;

	for (size_t i = 0; i + 1 < l->n; i++)
		if (l->block[i] == l->block[i + 1]) {
			agree += sign(l->d[i] - centre) * sign(l->d[i + 1] - centre);
			blocks++;
		}
	return blocks ? sqrt(1 + fmax(0, agree / (double)blocks)) : 1;
}

static double
sign_test(const struct look *l)
{
	size_t up = 0, down = 0;

	for (size_t i = 0; i < l->n; i++) {
		up += l->d[i] > 0;
		down += l->d[i] < 0;
	}
	if (up + down == 0)
		return 1;
	return fmin(1, 2 * binomial_half_cdf(up + down, up < down ? up : down));
}

static double
p_widened(double p, double factor)
{
	if (factor <= 1 || p >= 1)
		return p;
	return 2 * normal_tail(-normal_quantile(fmax(p / 2, 1e-300)) / factor);
}

static void
look_judge(struct look *l, struct shift_room *room, struct rank_tables *t)
{
	double *sorted = l->scratch + l->n, median, factor;
	struct shift s = {NAN, NAN, NAN};
	ptrdiff_t k;

	memcpy(sorted, l->d, l->n * sizeof *sorted);
	sample_sort(sorted, l->n);
	median = sorted_median(sorted, l->n);
	if (tails_heavy(l, median)) {
		k = median_ranks(l->n);
		s = (struct shift){median, sorted[k], sorted[l->n - 1 - (size_t)k]};
		l->p = sign_test(l);
	} else {
		s = shift_paired(room, t, sorted, l->n);
		l->p = signed_rank(t, l->d, l->n).p;
	}
	factor = block_widening(l, s.estimate);
	l->change = s.estimate;
	l->low = l->n < FEWEST ? NAN : s.estimate - factor * (s.estimate - s.low);
	l->high = l->n < FEWEST ? NAN : s.estimate + factor * (s.high - s.estimate);
	l->p = p_widened(l->p, factor);
}

static bool
variant_bound(const struct paired_samples *s, const double *time, const double *cpu,
    const double *wait, double *scratch)
{
	double *idle = scratch, *width = scratch + s->n;
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		if (!pair_whole(s, i))
			continue;
		width[n] = cpu[i] / time[i];
		idle[n] = 1 - width[n] - (wait && wait[i] > 0 ? wait[i] / time[i] : 0);
		n++;
	}
	sample_sort(idle, n);
	sample_sort(width, n);
	return sorted_quantile(idle, n, 0.25) < IDLE && sorted_median(width, n) <= WIDE;
}

static bool
cpu_tells(const struct paired_samples *s, struct look *cpu)
{
	size_t equal = 0;

	if (!s->base_cpu || !s->head_cpu || !look_fill(cpu, s, s->base_cpu, s->head_cpu))
		return false;
	for (size_t i = 0; i < cpu->n; i++)
		equal += cpu->d[i] == 0;
	return (double)equal <= EQUAL * (double)cpu->n &&
	       variant_bound(s, s->base, s->base_cpu, s->base_wait, cpu->scratch) &&
	       variant_bound(s, s->head, s->head_cpu, s->head_wait, cpu->scratch);
}

void
paired_judge(struct shift_room *room, struct rank_tables *t, const struct paired_samples *s,
    struct paired *out)
{
	double *values = xcalloc(3 * s->n + 1, sizeof *values);
	size_t *block = xcalloc(s->n + 1, sizeof *block);
	struct look l = {.d = values, .scratch = values + s->n, .block = block};

	*out = (struct paired){NAN, NAN, NAN, NAN, {NAN, NAN, NAN}, 0, PAIRED_NONE};
	if (look_fill(&l, s, s->base, s->head)) {
		struct look cpu = l;

		look_judge(&l, room, t);
		out->look = PAIRED_TIME;
		out->time[0] = expm1(l.change);
		out->time[1] = expm1(l.low);
		out->time[2] = expm1(l.high);
		if (l.n >= FEWEST && cpu_tells(s, &cpu)) {
			look_judge(&cpu, room, t);
			if (cpu.high - cpu.low < l.high - l.low && cpu.low <= l.high &&
			    cpu.high >= l.low) {
				l = cpu;
				out->look = PAIRED_CPU;
			}
		}
		out->n = l.n;
		out->change = expm1(l.change);
		out->low = expm1(l.low);
		out->high = expm1(l.high);
		out->p = l.p;
	}
	free(values);
	free(block);
}
