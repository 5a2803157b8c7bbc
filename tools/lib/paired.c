#include "paired.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "design_effect.h"
#include "distribution.h"
#include "session_shift.h"
#include "stats.h"
#include "student.h"
#include "util.h"

#define HEAVY_TAILS 8.0 /* log(10) / log(4 / 3): quantile 0.9 over 0.25, double exponential */
#define IDLE 0.02       /* the share of time in which work bound by the CPU may do nothing */
#define WIDE 1.02       /* CPU time over time from which work is parallel */
#define OUTSIDE 0.05    /* the share of intervals that may miss */
#define ALIKE 2.0       /* the spread of one side over the other's, up to which they are alike */
#define EQUAL 0.25      /* of the pairs: from there on a clock is too coarse */

enum { FEWEST = PAIRED_FEWEST, FEW_FROM = 8, FEW_TO = 40, HALVINGS = 2, FEWEST_HALVED = 16 };

/* What is located: by signed ranks (Hodges-Lehmann), by signs, or as a mean. */
enum centre { BY_RANKS, BY_SIGNS, BY_MEAN };

/* Log ratios of one look, in order of the rounds, and room for as many. */
struct look {
	double *d, *level; /* LEVEL: how slow the pair is, the log of base * head */
	double *scratch;   /* room for 2 * N */
	size_t *block;     /* the ABBA block of each */
	uint32_t *session; /* and its session, or NULL */
	size_t n;
	bool levels;     /* whether there are levels to choose by */
	size_t sessions; /* that were judged as one value each; 0: the pairs were */
	unsigned dof;    /* of Student's interval of the pairs; 0: it is none */
	double change, low, high, p;
};

static bool
pair_whole(const struct paired_samples *s, size_t i)
{
	return !isnan(s->base[i]) && !isnan(s->head[i]);
}

/* False when one does not exist. */
static bool
look_fill(struct look *l, const struct paired_samples *s, const double *base, const double *head)
{
	l->n = 0;
	l->levels = !s->differences;
	for (size_t i = 0; i < s->n; i++) {
		double d = s->differences ? head[i] - base[i] : log(head[i] / base[i]);

		if (!pair_whole(s, i))
			continue;
		if (!isfinite(d) || (!s->differences && base[i] <= 0))
			return false;
		l->block[l->n] = i / 2;
		if (l->session)
			l->session[l->n] = s->session[i];
		l->level[l->n] = s->differences ? 0 : log(base[i]) + log(head[i]);
		if (s->higher)
			l->level[l->n] = -l->level[l->n];
		l->d[l->n++] = d;
	}
	return l->n > 0;
}

/* The end of the session that starts at FROM. */
static size_t
session_end(const struct look *l, size_t from)
{
	size_t to = from + 1;

	if (!l->session)
		return l->n;
	while (to < l->n && l->session[to] == l->session[from])
		to++;
	return to;
}

/* Whether the ratios of each session have heavy tails around its median. On a
 * coarse clock the smallest distances are 0: then tails cannot be told. */
static bool
tails_heavy(const struct look *l)
{
	double *v = l->scratch, *sorted = v + l->n, median, near;

	for (size_t from = 0, to; from < l->n; from = to) {
		to = session_end(l, from);
		memcpy(sorted, l->d + from, (to - from) * sizeof *v);
		sample_sort(sorted, to - from);
		median = sorted_median(sorted, to - from);
		for (size_t i = from; i < to; i++)
			v[i] = fabs(l->d[i] - median);
	}
	sample_sort(v, l->n);
	near = sorted_quantile(v, l->n, 0.25);
	return near > 0 && sorted_quantile(v, l->n, 0.9) > HEAVY_TAILS * near;
}

/* Keep the pairs at or under the median level, of each session: else it were the
 * sessions that are chosen. */
static void
look_halve(struct look *l)
{
	size_t kept = 0;

	for (size_t from = 0, to; from < l->n; from = to) {
		double cut;

		to = session_end(l, from);
		memcpy(l->scratch, l->level + from, (to - from) * sizeof *l->scratch);
		sample_sort(l->scratch, to - from);
		cut = l->scratch[(to - from - 1) / 2];
		for (size_t i = from; i < to; i++) {
			if (l->level[i] > cut)
				continue;
			l->d[kept] = l->d[i];
			l->level[kept] = l->level[i];
			if (l->session)
				l->session[kept] = l->session[i];
			l->block[kept++] = l->block[i];
		}
	}
	l->n = kept;
}

static double
mean_of(const double *v, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	return sum / (double)n;
}

static double
sign_test(const struct look *l)
{
	size_t up = 0, down = 0;

	for (size_t i = 0; i < l->n; i++) {
		up += l->d[i] > 0;
		down += l->d[i] < 0;
	}
	return fmin(1, 2 * binomial_half_cdf(up + down, up < down ? up : down));
}

/* The centre of each session's ratios, into CENTRES, which has room for all. */
static size_t
centres_of(const struct look *l, struct shift_room *room, struct rank_tables *t, enum centre by,
    double *centres)
{
	double *sorted = l->scratch;
	size_t k = 0;

	for (size_t from = 0, to; from < l->n; from = to) {
		size_t n = (to = session_end(l, from)) - from;

		memcpy(sorted, l->d + from, n * sizeof *sorted);
		sample_sort(sorted, n);
		centres[k++] = by == BY_SIGNS  ? sorted_median(sorted, n)
			       : by == BY_MEAN ? mean_of(sorted, n)
					       : shift_paired(room, t, sorted, n).estimate;
	}
	return k;
}

/* Sessions that do not agree: each is one value, and what they show is never surer
 * than what their pairs show all together. */
static void
look_sessions(struct look *l, struct shift_room *room, struct rank_tables *t, enum centre by)
{
	double *centres = l->scratch + l->n, half = (l->high - l->low) / 2;
	struct session_shift s;

	l->sessions = centres_of(l, room, t, by, centres);
	s = session_mean(centres, l->sessions);
	half = fmax(half, (s.high - s.low) / 2);
	l->change = s.estimate;
	l->low = s.estimate - half;
	l->high = s.estimate + half;
	l->p = fmax(l->p, s.p);
}

/* The mean and its interval by Student's t, of ratios that are not all equal. */
static struct shift
mean_shift(struct look *l)
{
	double mean = mean_of(l->d, l->n), dof = (double)l->n - 1, squares = 0, error, half;

	for (size_t i = 0; i < l->n; i++)
		squares += (l->d[i] - mean) * (l->d[i] - mean);
	error = sqrt(squares / dof / (double)l->n);
	half = student_critical(OUTSIDE, dof) * error;
	l->p = student_two_sided(fabs(mean) / error, dof);
	return (struct shift){mean, mean - half, mean + half};
}

static struct shift
median_shift(struct look *l, const double *sorted)
{
	ptrdiff_t k = median_ranks(l->n);

	l->p = sign_test(l);
	return (struct shift){sorted_median(sorted, l->n), sorted[k], sorted[l->n - 1 - (size_t)k]};
}

/* The centre of the ratios and its interval, into L. */
static void
look_locate(struct look *l, struct shift_room *room, struct rank_tables *t, enum centre by)
{
	struct design design = {l->d, l->block, l->session, l->scratch, l->n};
	bool enough = l->n >= FEWEST || by == BY_MEAN;
	double *sorted = l->scratch, factor;
	struct design_effect effect;
	struct shift s;

	memcpy(sorted, l->d, l->n * sizeof *sorted);
	sample_sort(sorted, l->n);
	l->dof = by == BY_MEAN ? (unsigned)l->n - 1 : 0;
	if (by == BY_MEAN) {
		s = mean_shift(l);
	} else if (by == BY_SIGNS) {
		s = median_shift(l, sorted);
	} else {
		s = shift_paired(room, t, sorted, l->n);
		l->p = signed_rank(t, l->d, l->n).p;
	}
	effect = design_effect_of(&design, s.estimate, by != BY_SIGNS);
	factor = design_effect_width(&effect);
	l->change = s.estimate;
	l->low = enough ? s.estimate - factor * (s.estimate - s.low) : NAN;
	l->high = enough ? s.estimate + factor * (s.high - s.estimate) : NAN;
	l->p = design_effect_p(&effect, l->p);
	l->sessions = 0;
	if (enough && !design_sessions_agree(&effect))
		look_sessions(l, room, t, by);
}

/* Whether the ratios differ, so that any half of them does: those of a coarse clock,
 * or of a size, repeat. */
static bool
half_varies(const struct look *l)
{
	double *v = l->scratch;
	size_t equal = 0;

	memcpy(v, l->d, l->n * sizeof *v);
	sample_sort(v, l->n);
	for (size_t i = 1; i < l->n; i++)
		equal += v[i] == v[i - 1];
	return (double)equal <= EQUAL * (double)l->n;
}

/* How far the fast values of N lie apart, up to the 40 % quantile. */
static double
fast_spread(double *v, size_t n)
{
	sample_sort(v, n);
	return sorted_quantile(v, n, 0.4) - sorted_quantile(v, n, 0.1);
}

/* Whether both sides spread as far: else the fast pairs are those in which the side
 * that varies more is fast, and they favour it. */
static bool
sides_alike(const struct look *l)
{
	double *v = l->scratch, base, head;

	if (!l->levels)
		return false;
	for (size_t i = 0; i < l->n; i++)
		v[i] = l->level[i] - l->d[i];
	base = fast_spread(v, l->n);
	for (size_t i = 0; i < l->n; i++)
		v[i] = l->level[i] + l->d[i];
	head = fast_spread(v, l->n);
	return head <= ALIKE * base && base <= ALIKE * head;
}

static void
look_judge(struct look *l, struct shift_room *room, struct rank_tables *t)
{
	bool alike = l->n >= FEW_FROM && sides_alike(l), heavy;

	if (alike && l->n < FEW_TO && half_varies(l)) {
		look_halve(l);
		look_locate(l, room, t, BY_MEAN);
		return;
	}
	heavy = alike && l->n >= FEWEST_HALVED && tails_heavy(l);
	for (int i = 0; i < HALVINGS && heavy && l->n >= FEWEST_HALVED; i++) {
		look_halve(l);
		heavy = tails_heavy(l);
	}
	look_locate(l, room, t, heavy ? BY_SIGNS : BY_RANKS);
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

	if (s->differences || !s->base_cpu || !s->head_cpu ||
	    !look_fill(cpu, s, s->base_cpu, s->head_cpu))
		return false;
	for (size_t i = 0; i < cpu->n; i++)
		equal += cpu->d[i] == 0;
	return (double)equal <= EQUAL * (double)cpu->n &&
	       variant_bound(s, s->base, s->base_cpu, s->base_wait, cpu->scratch) &&
	       variant_bound(s, s->head, s->head_cpu, s->head_wait, cpu->scratch);
}

static void
look_give(const struct look *l, bool differences, double v[3])
{
	v[0] = differences ? l->change : expm1(l->change);
	v[1] = differences ? l->low : expm1(l->low);
	v[2] = differences ? l->high : expm1(l->high);
}

/* Fill OUT from the looks at S that there are; both use the same room. */
static void
looks_judge(struct shift_room *room, struct rank_tables *t, const struct paired_samples *s,
    struct look *l, struct paired *out)
{
	struct look cpu = *l;

	if (!look_fill(l, s, s->base, s->head))
		return;
	out->n = l->n;
	look_judge(l, room, t);
	out->look = PAIRED_TIME;
	look_give(l, s->differences, out->time);
	if (out->n >= FEWEST && cpu_tells(s, &cpu)) {
		look_judge(&cpu, room, t);
		if (cpu.high - cpu.low < l->high - l->low && cpu.low <= l->high &&
		    cpu.high >= l->low) {
			*l = cpu;
			out->look = PAIRED_CPU;
		}
	}
	out->p = l->p;
	out->sessions = l->sessions;
	out->dof = l->dof;
}

void
paired_judge(struct shift_room *room, struct rank_tables *t, const struct paired_samples *s,
    struct paired *out)
{
	size_t n = s->n + 1;
	double *values = xcalloc(4 * n, sizeof *values), v[3] = {NAN, NAN, NAN};
	struct look l = {.d = values,
	    .level = values + n,
	    .scratch = values + 2 * n,
	    .block = xcalloc(n, sizeof *l.block),
	    .session = s->session ? xcalloc(n, sizeof *l.session) : NULL};

	*out = (struct paired){.change = NAN,
	    .low = NAN,
	    .high = NAN,
	    .p = NAN,
	    .time = {NAN, NAN, NAN},
	    .look = PAIRED_NONE};
	looks_judge(room, t, s, &l, out);
	if (out->look != PAIRED_NONE)
		look_give(&l, s->differences, v);
	out->change = v[0];
	out->low = v[1];
	out->high = v[2];
	free(values);
	free(l.block);
	free(l.session);
}
