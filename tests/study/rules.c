#include "rules.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "stats/distribution.h"
#include "stats/exchange.h"
#include "stats/sample.h"

enum { BLOCK_MAX = 64 };

static void
outcome_interval(struct outcome *o, struct interval log_ratio, double p)
{
	struct interval change = interval_expm1(log_ratio);

	*o = (struct outcome){change, p, change.low > 0, change.high < 0};
}

/* An interval for the centre of the log ratios D by Hodges and Lehmann or, MEDIAN, the sign test.
 */
static void
location(struct rule_room *r, double *d, size_t n, bool median, struct outcome *o)
{
	struct interval s = INTERVAL_NONE;
	double p = NAN;

	*o = (struct outcome){INTERVAL_NONE, NAN, false, false};
	if (n == 0)
		return;
	if (!median)
		p = rank_test_signed(r->tables, d, n).p;
	sample_sort(d, n);
	if (median) {
		ptrdiff_t k = sample_median_rank(n);
		size_t up = 0, down = 0;

		for (size_t i = 0; i < n; i++) {
			up += d[i] > 0;
			down += d[i] < 0;
		}
		p = up + down ? fmin(1, 2 * binomial_half_cdf(up + down, up < down ? up : down))
			      : 1;
		s.value = sample_sorted_median(d, n);
		if (k >= 0) {
			s.low = d[k];
			s.high = d[n - 1 - (size_t)k];
		}
	} else {
		s = shift_paired(&r->room, r->tables, d, n, 0.05);
		if (n < 6)
			s.low = s.high = NAN;
	}
	outcome_interval(o, s, p);
}

enum { TIME_HL, TIME_MEDIAN, CPU_HL, CPU_MEDIAN };

static void
judge_pairs(struct rule_room *r, const struct window *w, int option, struct outcome *o)
{
	const double *const *v = option >= CPU_HL ? w->cpu : w->time;
	double *d = xcalloc(w->n[0] + 1, sizeof *d);
	size_t n = 0;

	for (size_t i = 0; v[0] && i < w->n[0]; i++)
		d[n++] = log(v[1][i] / v[0][i]);
	location(r, d, n, option == TIME_MEDIAN || option == CPU_MEDIAN, o);
	free(d);
}

/* The same, with the p that bench-diff wants. */
static void
judge_pairs_surely(struct rule_room *r, const struct window *w, int option, struct outcome *o)
{
	judge_pairs(r, w, option, o);
	o->worse = o->worse && o->p < PAIRED_P;
	o->better = o->better && o->p < PAIRED_P;
}

/* By scores that weigh the fast values most, of time or CPU time alone. */
static void
judge_exchange(struct rule_room *r, const struct window *w, int option, struct outcome *o)
{
	const double *const *v = option ? w->cpu : w->time;
	size_t n = v[0] && v[1] ? w->n[0] : 0;
	double *side = xcalloc(3 * n + 1, sizeof *side);
	bool finite = n > 0;
	struct exchange_p p;

	(void)r;
	*o = (struct outcome){INTERVAL_NONE, NAN, false, false};
	for (size_t i = 0; i < 2 * n; i++) {
		side[i] = log(v[i / n][i % n]);
		finite = finite && isfinite(side[i]);
	}
	if (finite) {
		struct interval shift = exchange_judge(side, side + n, n, side + 2 * n, &p);

		outcome_interval(o, shift, p.p);
		o->worse = o->worse && o->p < PAIRED_P;
		o->better = o->better && o->p < PAIRED_P;
	}
	free(side);
}

static double
lowest_mean(const double *v, size_t n, size_t k)
{
	double sorted[BLOCK_MAX], sum = 0;

	memcpy(sorted, v, n * sizeof *v);
	sample_sort(sorted, n);
	for (size_t i = 0; i < k; i++)
		sum += sorted[i];
	return sum / (double)k;
}

/* OPTION is 100 * block + how many of the lowest of each block count. */
static void
judge_blocks(struct rule_room *r, const struct window *w, int option, struct outcome *o)
{
	size_t block = (size_t)option / 100, k = (size_t)option % 100, n = 0;
	double *d = xcalloc(w->n[0] + 1, sizeof *d);

	for (size_t i = 0; i + block <= w->n[0]; i += block)
		d[n++] = log(
		    lowest_mean(w->time[1] + i, block, k) / lowest_mean(w->time[0] + i, block, k));
	location(r, d, n, false, o);
	free(d);
}

/* The half of the pairs with the lowest key, which knows no difference of base and head. */
enum { KEY_TIME, KEY_WAIT };

static void
judge_half(struct rule_room *r, const struct window *w, int option, struct outcome *o)
{
	size_t n = w->n[0], kept = 0;
	double *key = xcalloc(3 * n + 1, sizeof *key), *sorted = key + n, *d = key + 2 * n, cut;

	if (n == 0 || (option == KEY_WAIT && !w->wait[0])) {
		location(r, d, 0, false, o);
		free(key);
		return;
	}
	for (size_t i = 0; i < n; i++)
		sorted[i] = key[i] = option == KEY_TIME ? log(w->time[0][i]) + log(w->time[1][i])
							: w->wait[0][i] / w->time[0][i] +
							      w->wait[1][i] / w->time[1][i];
	sample_sort(sorted, n);
	cut = sorted[(n - 1) / 2];
	for (size_t i = 0; i < n; i++)
		if (key[i] <= cut)
			d[kept++] = log(w->time[1][i] / w->time[0][i]);
	location(r, d, kept, false, o);
	free(key);
}

static void
judge_paired(struct rule_room *r, const struct window *w, int option, struct outcome *o)
{
	struct paired_samples s = {w->time[0], w->time[1], w->cpu[0], w->cpu[1], w->wait[0],
	    w->wait[1], NULL, w->n[0], false, false};
	struct paired p;

	paired_judge(&r->room, r->tables, &s, &p);
	if (option == PAIRED_TIME)
		outcome_interval(o, p.time, NAN);
	else
		outcome_interval(o, p.shift, p.p);
	if (option == PAIRED_CPU) {
		o->worse = o->worse && p.p < PAIRED_P;
		o->better = o->better && p.p < PAIRED_P;
	}
	if (option == PAIRED_CPU + 1) {
		o->worse = o->change.low > 0.01;
		o->better = o->change.high < -0.01;
	}
}

static void
sort_both(const struct window *w, double *v[2])
{
	for (int i = 0; i < 2; i++) {
		v[i] = xcalloc(w->n[i] + 1, sizeof **v);
		memcpy(v[i], w->time[i], w->n[i] * sizeof **v);
		sample_sort(v[i], w->n[i]);
	}
}

static void
judge_unpaired(struct rule_room *r, const struct window *w, int option, struct outcome *o)
{
	struct interval s;
	double *v[2];

	(void)option;
	sort_both(w, v);
	s = shift_unpaired(&r->room, r->tables, v[0], w->n[0], v[1], w->n[1], SHIFT_LOG_RATIO);
	outcome_interval(o, s, rank_test_mann_whitney(r->tables, v[1], w->n[1], v[0], w->n[0]).p);
	o->worse = o->p < 0.05 && o->change.value > 0;
	o->better = o->p < 0.05 && o->change.value < 0;
	free(v[0]);
	free(v[1]);
}

static void
moments(const double *v, size_t n, double *mean, double *variance)
{
	double sum = 0, squares = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	*mean = sum / (double)n;
	for (size_t i = 0; i < n; i++)
		squares += (v[i] - *mean) * (v[i] - *mean);
	*variance = n > 1 ? squares / (double)(n - 1) : 0;
}

/* The continued fraction of the incomplete beta function (Lentz; Numerical
 * recipes, 6.4): P(|T| > t) of Student's distribution. */
static double
student_p(double t, double df)
{
	double x = df / (df + t * t), a = df / 2, b = 0.5, c, d, f, front;
	bool swap = x > (a + 1) / (a + b + 2);

	if (swap) {
		x = 1 - x;
		a = 0.5;
		b = df / 2;
	}
	front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a;
	c = 1;
	d = 1 / (1 - (a + b) * x / (a + 1));
	f = d;
	for (int m = 1; m < 300; m++) {
		double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), step;

		d = 1 / (1 + even * d);
		c = 1 + even / c;
		f *= c * d;
		d = 1 / (1 + odd * d);
		c = 1 + odd / c;
		step = c * d;
		f *= step;
		if (fabs(step - 1) < 1e-12)
			break;
	}
	return swap ? 1 - front * f : front * f;
}

static void
judge_welch(struct rule_room *r, const struct window *w, int option, struct outcome *o)
{
	double m[2], v[2], se[2], t, df;

	(void)r, (void)option;
	for (int i = 0; i < 2; i++) {
		moments(w->time[i], w->n[i], &m[i], &v[i]);
		se[i] = v[i] / (double)w->n[i];
	}
	*o = (struct outcome){{m[1] / m[0] - 1, NAN, NAN}, 1, false, false};
	if (!(se[0] + se[1] > 0) || w->n[0] < 2 || w->n[1] < 2)
		return;
	t = (m[1] - m[0]) / sqrt(se[0] + se[1]);
	df = (se[0] + se[1]) * (se[0] + se[1]) /
	     (se[0] * se[0] / (double)(w->n[0] - 1) + se[1] * se[1] / (double)(w->n[1] - 1));
	o->p = student_p(t, df);
	o->worse = o->p < 0.05 && t > 0;
	o->better = o->p < 0.05 && t < 0;
}

/* OPTION: per mille that the ratio must exceed. */
static void
judge_mean(struct rule_room *r, const struct window *w, int option, struct outcome *o)
{
	double m[2], v, ratio, limit = 1 + option / 1000.0;

	(void)r;
	for (int i = 0; i < 2; i++)
		moments(w->time[i], w->n[i], &m[i], &v);
	ratio = m[1] / m[0];
	*o = (struct outcome){{ratio - 1, NAN, NAN}, NAN, ratio > limit, ratio < 1 / limit};
}

static void
judge_minimum(struct rule_room *r, const struct window *w, int option, struct outcome *o)
{
	double m[2] = {INFINITY, INFINITY}, ratio, limit = 1 + option / 1000.0;

	(void)r;
	for (int i = 0; i < 2; i++)
		for (size_t k = 0; k < w->n[i]; k++)
			m[i] = fmin(m[i], w->time[i][k]);
	ratio = m[1] / m[0];
	*o = (struct outcome){{ratio - 1, NAN, NAN}, NAN, ratio > limit, ratio < 1 / limit};
}

const char *const design_names[NDESIGNS] = {"interleaved", "sequential", "duet"};

const struct rule rules[] = {
    {"bench-diff, paired, p < .01", judge_paired, PAIRED_CPU, INTERLEAVED, false},
    {"the same, 95 % interval over 0", judge_paired, PAIRED_NONE, INTERLEAVED, true},
    {"the same, interval over 1 %", judge_paired, PAIRED_CPU + 1, INTERLEAVED, true},
    {"without CPU time, interval over 0", judge_paired, PAIRED_TIME, INTERLEAVED, false},
    {"pairs, Hodges-Lehmann", judge_pairs, TIME_HL, INTERLEAVED, false},
    {"pairs, median and sign test", judge_pairs, TIME_MEDIAN, INTERLEAVED, false},
    {"means of ABBA blocks, H-L", judge_blocks, 202, INTERLEAVED, false},
    {"minimum of 2, H-L", judge_blocks, 201, INTERLEAVED, false},
    {"minimum of 4, H-L", judge_blocks, 401, INTERLEAVED, false},
    {"minimum of 8, H-L", judge_blocks, 801, INTERLEAVED, false},
    {"lower half of 8, H-L", judge_blocks, 804, INTERLEAVED, false},
    {"faster half of the pairs, H-L", judge_half, KEY_TIME, INTERLEAVED, false},
    {"half that waited least, H-L", judge_half, KEY_WAIT, INTERLEAVED, false},
    {"CPU time, pairs, H-L", judge_pairs, CPU_HL, INTERLEAVED, false},
    {"CPU time, pairs, median", judge_pairs, CPU_MEDIAN, INTERLEAVED, false},
    {"signed ranks of all pairs, p < .01", judge_pairs_surely, TIME_HL, INTERLEAVED, true},
    {"signed ranks of CPU time, p < .01", judge_pairs_surely, CPU_HL, INTERLEAVED, true},
    {"exchange of fast ranks, p < .01", judge_exchange, 0, INTERLEAVED, false},
    {"exchange of fast CPU times, p < .01", judge_exchange, 1, INTERLEAVED, false},
    {"means over 5 %, in turn", judge_mean, 50, INTERLEAVED, false},
    {"minimum of N over 1 %, in turn", judge_minimum, 10, INTERLEAVED, false},
    {"duet, paired, p < .01", judge_paired, PAIRED_CPU, DUET, false},
    {"duet without CPU time, interval over 0", judge_paired, PAIRED_TIME, DUET, false},
    {"duet, pairs, Hodges-Lehmann", judge_pairs, TIME_HL, DUET, false},
    {"Mann-Whitney p < .05 (benchstat)", judge_unpaired, 0, SEQUENTIAL, false},
    {"Welch's t p < .05", judge_welch, 0, SEQUENTIAL, false},
    {"mean over 5 % (hyperfine)", judge_mean, 50, SEQUENTIAL, false},
    {"mean over 1.1 times", judge_mean, 100, SEQUENTIAL, false},
    {"mean over 1.5 times", judge_mean, 500, SEQUENTIAL, false},
    {"mean over 2 times", judge_mean, 1000, SEQUENTIAL, false},
    {"minimum of N over 1 %", judge_minimum, 10, SEQUENTIAL, false},
    {"minimum of N over 5 %", judge_minimum, 50, SEQUENTIAL, false},
};

const size_t nrules = sizeof rules / sizeof *rules;
