#include "stats/paired.h"

#include <math.h>
#include <stdbool.h>

#include "stats/paired_look.h"
#include "stats/sample.h"

#define IDLE 0.02   /* the share of time in which work bound by the CPU may do nothing */
#define WIDE 1.02   /* CPU time over time from which work is parallel */
#define COARSE 0.25 /* the share of equal pairs from which on a clock is too coarse */

enum { FEWEST = PAIRED_FEWEST };

static bool
variant_bound(const struct paired_samples *s, const double *time, const double *cpu,
    const double *wait, double *scratch)
{
	double *idle = scratch, *width = scratch + s->n;
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		if (!paired_look_whole(s, i))
			continue;
		width[n] = cpu[i] / time[i];
		idle[n] = 1 - width[n] - (wait && wait[i] > 0 ? wait[i] / time[i] : 0);
		n++;
	}
	sample_sort(idle, n);
	sample_sort(width, n);
	return sample_sorted_quantile(idle, n, 0.75) < IDLE &&
	       sample_sorted_median(width, n) <= WIDE;
}

static bool
cpu_tells(const struct paired_samples *s, struct paired_look *cpu)
{
	size_t equal = 0;

	if (s->differences || !s->base_cpu || !s->head_cpu ||
	    !paired_look_fill(cpu, s, s->base_cpu, s->head_cpu))
		return false;
	for (size_t i = 0; i < cpu->n; i++)
		equal += cpu->side[0][i] == cpu->side[1][i];
	return (double)equal <= COARSE * (double)cpu->n &&
	       variant_bound(s, s->base, s->base_cpu, s->base_wait, cpu->scratch) &&
	       variant_bound(s, s->head, s->head_cpu, s->head_wait, cpu->scratch);
}

/* Whether what CPU time says does not contradict the time, by half a width of its interval:
 * one of twenty intervals misses, and then it is the CPU time that is right. */
static bool
looks_meet(const struct paired_look *time, const struct paired_look *cpu)
{
	double slack = interval_half(time->shift);

	return cpu->shift.low <= time->shift.high + slack &&
	       cpu->shift.high >= time->shift.low - slack;
}

/* Fill OUT from the looks at S that there are; both use the same room. */
static void
looks_judge(struct shift_room *room, struct rank_tables *t, const struct paired_samples *s,
    struct paired_look *l, struct paired *out)
{
	struct paired_look cpu = *l;

	if (!paired_look_fill(l, s, s->base, s->head))
		return;
	out->n = l->n;
	paired_look_judge(l, room, t);
	out->look = PAIRED_TIME;
	out->time = paired_look_shift(l);
	out->middle = paired_look_middle(l);
	out->middle_time = paired_look_middle_interval(l);
	if (out->n >= FEWEST && cpu_tells(s, &cpu)) {
		paired_look_judge(&cpu, room, t);
		if (interval_half(cpu.shift) < interval_half(l->shift) && looks_meet(l, &cpu)) {
			*l = cpu;
			out->look = PAIRED_CPU;
			out->middle = paired_look_middle(l);
		}
	}
	out->shift = paired_look_shift(l);
	out->p = l->p;
	out->p_plain = l->p_plain;
	out->block_effect = l->block_effect;
	out->agreement = l->agreement;
	out->sessions = l->sessions;
}

void
paired_judge(struct shift_room *room, struct rank_tables *t, const struct paired_samples *s,
    struct paired *out)
{
	struct paired_look l = paired_look_room(s);

	*out = (struct paired){.shift = INTERVAL_NONE,
	    .time = INTERVAL_NONE,
	    .p = NAN,
	    .middle = NAN,
	    .middle_time = INTERVAL_NONE,
	    .p_plain = NAN,
	    .block_effect = 1,
	    .look = PAIRED_NONE};
	looks_judge(room, t, s, &l, out);
	paired_look_free(&l);
}

double
paired_width(struct shift_room *room, struct rank_tables *t, const struct paired_samples *s)
{
	struct paired_look l = paired_look_room(s), cpu = l;
	double width = INFINITY;

	if (paired_look_fill(&l, s, s->base, s->head) && l.n >= FEWEST) {
		width = paired_look_width(&l, room, t);
		if (cpu_tells(s, &cpu))
			width = fmin(width, paired_look_width(&cpu, room, t));
	}
	paired_look_free(&l);
	return width;
}
