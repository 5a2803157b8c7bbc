#include "stats/paired_look.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "stats/design_effect.h"
#include "stats/exchange.h"
#include "stats/sample.h"
#include "stats/session_shift.h"

#define ALIKE 1.5  /* the spread of one side over the other's, up to which they are alike, */
#define CHANCE 3.0 /* and of N pairs EXP(CHANCE / SQRT(N)) times that */

enum { FEWEST = PAIRED_FEWEST, FEWEST_SPREAD = 8 };

bool
paired_look_whole(const struct paired_samples *s, size_t i)
{
	return !isnan(s->base[i]) && !isnan(s->head[i]);
}

bool
paired_look_fill(
    struct paired_look *l, const struct paired_samples *s, const double *base, const double *head)
{
	double sign = s->higher ? -1 : 1;

	l->n = 0;
	l->ratios = !s->differences;
	l->higher = s->higher;
	for (size_t i = 0; i < s->n; i++) {
		double x = l->ratios ? log(base[i]) : base[i];
		double y = l->ratios ? log(head[i]) : head[i];
		double d = l->ratios ? round((y - x) / EXCHANGE_EQUAL) * EXCHANGE_EQUAL : y - x;

		if (!paired_look_whole(s, i))
			continue;
		if (!isfinite(x) || !isfinite(y) || !isfinite(d))
			return false;
		l->block[l->n] = i / 2;
		if (l->session)
			l->session[l->n] = s->session[i];
		l->d[l->n] = sign * d;
		l->side[0][l->n] = sign * x;
		l->side[1][l->n++] = sign * y;
	}
	return l->n > 0;
}

/* The end of the session that starts at FROM. */
static size_t
session_end(const struct paired_look *l, size_t from)
{
	size_t to = from + 1;

	if (!l->session)
		return l->n;
	while (to < l->n && l->session[to] == l->session[from])
		to++;
	return to;
}

/* Bring the sessions to one level, the median of what is between the two of a pair: else
 * the fastest are those of one session. */
static void
sessions_level(struct paired_look *l)
{
	for (size_t from = 0, to; from < l->n && l->session; from = to) {
		double level;

		to = session_end(l, from);
		for (size_t i = from; i < to; i++)
			l->scratch[i - from] = l->side[0][i] / 2 + l->side[1][i] / 2;
		sample_sort(l->scratch, to - from);
		level = sample_sorted_median(l->scratch, to - from);
		for (size_t i = from; i < to; i++) {
			l->side[0][i] -= level;
			l->side[1][i] -= level;
		}
	}
}

/* How far the fast values of one side lie apart, up to the 40 % quantile. */
static double
fast_spread(const struct paired_look *l, int side)
{
	memcpy(l->scratch, l->side[side], l->n * sizeof *l->scratch);
	sample_sort(l->scratch, l->n);
	return sample_sorted_quantile(l->scratch, l->n, 0.4) -
	       sample_sorted_quantile(l->scratch, l->n, 0.1);
}

/* Whether both sides spread as far, but for chance: else the side that varies more has the
 * fastest values, be it no faster. */
static bool
sides_alike(const struct paired_look *l)
{
	double base = fast_spread(l, 0), head = fast_spread(l, 1);
	double most = ALIKE * exp(CHANCE / sqrt((double)l->n));

	return l->n < FEWEST_SPREAD || (head <= most * base && base <= most * head);
}

/* Hodges-Lehmann and signed ranks of pairs FROM to TO. */
static struct interval
ranks_judge(struct paired_look *l, struct shift_room *room, struct rank_tables *t, size_t from,
    size_t to, double *p)
{
	const double *d = l->d + from;
	size_t n = to - from;
	struct interval shift;

	memcpy(l->scratch, d, n * sizeof *d);
	sample_sort(l->scratch, n);
	shift = shift_paired(room, t, l->scratch, n, 0.05);
	*p = rank_test_signed(t, d, n).p;
	design_effect_rank_scores(d, n, shift.value, l->scratch, l->score + from);
	return shift;
}

/* The test that fits, of pairs FROM to TO: FAST, by exchange, or by ranks. */
static struct interval
pairs_judge(struct paired_look *l, struct shift_room *room, struct rank_tables *t, bool fast,
    size_t from, size_t to, double *p)
{
	struct exchange_p exchange;
	struct interval shift;

	if (!fast)
		return ranks_judge(l, room, t, from, to, p);
	shift = exchange_judge(
	    l->side[0] + from, l->side[1] + from, to - from, l->score + from, &exchange);
	*p = exchange.p;
	return shift;
}

/* Sessions that do not agree: each is one value, and what they show is never surer
 * than what their pairs show all together. */
static void
look_sessions(struct paired_look *l, struct shift_room *room, struct rank_tables *t, bool fast)
{
	double *centres = l->scratch + l->n, p;
	struct interval mean;
	size_t k = 0;

	for (size_t from = 0, to; from < l->n; from = to) {
		to = session_end(l, from);
		centres[k++] = pairs_judge(l, room, t, fast, from, to, &p).value;
	}
	mean = session_shift_mean(centres, k, &p);
	l->sessions = k;
	l->shift = interval_around(mean.value, fmax(interval_half(l->shift), interval_half(mean)));
	l->p = l->p_plain = fmax(l->p, p);
	l->block_effect = 1;
	l->middle = mean.value;
	l->middle_interval.low = fmin(l->shift.low, l->middle_interval.low);
	l->middle_interval.high = fmax(l->shift.high, l->middle_interval.high);
}

/* Interval I as wide as what blocks share makes it; none of too few pairs. */
static struct interval
look_widened(const struct paired_look *l, struct interval i)
{
	return l->n < FEWEST ? (struct interval){i.value, NAN, NAN}
			     : interval_widened(i, design_effect_width(l->block_effect));
}

/* The middle of the differences, and its interval. */
static void
middle_judge(struct paired_look *l, struct shift_room *room, struct rank_tables *t)
{
	double median, change = l->shift.value;
	struct interval s;

	memcpy(l->scratch, l->d, l->n * sizeof *l->d);
	sample_sort(l->scratch, l->n);
	s = shift_paired(room, t, l->scratch, l->n, MIDDLE_ALPHA);
	median = sample_sorted_median(l->scratch, l->n);
	l->middle = fabs(median - change) < fabs(s.value - change) ? median : s.value;
	if (isnan(s.low) && l->n >= FEWEST)
		s = (struct interval){s.value, l->scratch[0], l->scratch[l->n - 1]};
	l->middle_interval = look_widened(l, s);
}

/* WITHIN is the p of signed ranks: with that of the rank sums of all 2 N values, weighed as
 * exchange.h does with its two. */
static double
ranks_p(struct paired_look *l, struct rank_tables *t, double within)
{
	double share = exchange_complete_share(l->n), complete, *y = l->scratch + l->n;

	for (size_t i = 0; i < 2 * l->n; i++) {
		double v = l->side[i / l->n][i % l->n];

		/* Logarithms that are equal but for arithmetic are ties. */
		l->scratch[i] = l->ratios ? round(v / EXCHANGE_EQUAL) * EXCHANGE_EQUAL : v;
	}
	sample_sort(l->scratch, l->n);
	sample_sort(y, l->n);
	complete = rank_test_mann_whitney(t, l->scratch, l->n, y, l->n).p;
	return fmin(1, fmin(within / (1 - share), complete / share));
}

void
paired_look_judge(struct paired_look *l, struct shift_room *room, struct rank_tables *t)
{
	struct design_scores design = {l->score, l->block, l->session, l->n};
	struct design_effect effect;
	bool fast;

	sessions_level(l);
	fast = l->ratios && sides_alike(l);
	l->shift = pairs_judge(l, room, t, fast, 0, l->n, &l->p);
	if (!fast)
		l->p = ranks_p(l, t, l->p);
	effect = design_effect_of(&design);
	l->p_plain = l->p;
	l->block_effect = effect.blocks;
	l->agreement = effect.agreement;
	l->shift = look_widened(l, l->shift);
	l->p = design_effect_p(effect.blocks, l->p);
	middle_judge(l, room, t);
	l->sessions = 0;
	if (l->n >= FEWEST && !design_effect_sessions_agree(&effect))
		look_sessions(l, room, t, fast);
}

struct interval
paired_look_shift(const struct paired_look *l)
{
	return l->higher ? interval_negated(l->shift) : l->shift;
}

double
paired_look_middle(const struct paired_look *l)
{
	return l->higher ? -l->middle : l->middle;
}

struct interval
paired_look_middle_interval(const struct paired_look *l)
{
	return l->higher ? interval_negated(l->middle_interval) : l->middle_interval;
}

struct paired_look
paired_look_room(const struct paired_samples *s)
{
	size_t n = s->n + 1;
	double *values = xcalloc(6 * n, sizeof *values);

	return (struct paired_look){.side = {values, values + n},
	    .d = values + 2 * n,
	    .score = values + 3 * n,
	    .scratch = values + 4 * n,
	    .block = xcalloc(n, sizeof(size_t)),
	    .session = s->session ? xcalloc(n, sizeof(uint32_t)) : NULL};
}

void
paired_look_free(struct paired_look *l)
{
	free(l->side[0]);
	free(l->block);
	free(l->session);
}

double
paired_look_width(struct paired_look *l, struct shift_room *room, struct rank_tables *t)
{
	ptrdiff_t k = sample_median_rank(l->n);
	struct interval s;

	sample_sort(l->d, l->n);
	s = shift_paired(room, t, l->d, l->n, 0.05);
	return fmin(interval_half(s), (l->d[l->n - 1 - (size_t)k] - l->d[k]) / 2);
}
