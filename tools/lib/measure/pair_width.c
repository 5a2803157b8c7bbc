#include "measure/pair_width.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/util.h"

/* The metric itself, and for a duration what is behind it. */
enum { ITSELF, CPU, WAIT, LOOKS };

struct pair_width {
	struct effect_room *effect_room;
	double *values[2 * LOOKS]; /* of either variant, look after look */
	size_t n, cap;
};

struct pair_width *
pair_width_new(void)
{
	struct pair_width *p = xcalloc(1, sizeof *p);

	p->effect_room = effect_room_new(POLICY_ALPHA);
	return p;
}

void
pair_width_free(struct pair_width *p)
{
	if (!p)
		return;
	effect_room_free(p->effect_room);
	for (int i = 0; i < 2 * LOOKS; i++)
		free(p->values[i]);
	free(p);
}

static void
width_room_make(struct pair_width *p, size_t n)
{
	if (n <= p->cap)
		return;
	p->cap = 2 * n;
	for (int i = 0; i < 2 * LOOKS; i++)
		p->values[i] = xreallocarray(p->values[i], p->cap, sizeof(double));
}

/* Bring the samples of channel I together, round by round, as LOOK; what was
 * resumed is of other sessions, and pairs as far as the two stand level there. */
static void
pairs_fill(
    struct pair_width *p, const struct subject *a, const struct subject *b, size_t i, int look)
{
	const double *x = a->channels[i].samples, *y = b->channels[i].samples;
	double *base = p->values[2 * look], *head = p->values[2 * look + 1];
	size_t j = a->resumed, k = b->resumed, n = 0;

	for (size_t m = 0; j == k && m < j; m++)
		if (a->rounds[m] == b->rounds[m]) {
			base[n] = x[m];
			head[n++] = y[m];
		}
	while (j < a->n && k < b->n) {
		uint32_t mine = a->rounds[j], other = b->rounds[k];

		base[n] = mine <= other ? x[j] : NAN;
		head[n++] = other <= mine ? y[k] : NAN;
		j += mine <= other;
		k += other <= mine;
	}
	p->n = n;
}

/* Fill LOOK from the channel called NAME; false when there is none. */
static bool
width_fill(struct pair_width *p, const struct subject *a, const struct subject *b, const char *name,
    int look)
{
	for (size_t i = 0; i < a->nchannels; i++)
		if (strcmp(a->channels[i].name, name) == 0) {
			pairs_fill(p, a, b, i, look);
			return true;
		}
	return false;
}

static double
half_width(struct effect_room *c, const struct effect_side sides[2], const struct effect *e)
{
	if (e->method == METHOD_COUNT)
		return 0;
	if (e->method == METHOD_PAIRED && e->ratio)
		return effect_pairs_width(c, &sides[0], &sides[1]);
	if (isnan(e->change.low))
		return INFINITY;
	return e->ratio ? interval_half(e->shift) : interval_half(e->change);
}

/* Whether there is a pair at all; else the metric is unavailable on this machine. */
static bool
pairs_any(const struct pair_width *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (!isnan(p->values[0][i]) && !isnan(p->values[1][i]))
			return true;
	return false;
}

double
pair_width(struct pair_width *p, const struct subject *a, const struct subject *b)
{
	double widest = 0;
	size_t half;

	width_room_make(p, a->n + b->n);
	for (size_t i = 0; i < a->nchannels && i < b->nchannels; i++) {
		const struct channel *ch = &a->channels[i];
		struct effect_side sides[2];
		struct effect e;
		bool cpu, wait;

		if (!ch->gate || channel_counted(ch, a->plan))
			continue;
		cpu = wait = strcmp(ch->name, "duration_ms") == 0;
		cpu = cpu && width_fill(p, a, b, "cpu_ms", CPU);
		wait = wait && width_fill(p, a, b, "run_delay_ms", WAIT);
		pairs_fill(p, a, b, i, ITSELF);
		if (p->n == 0)
			return INFINITY;
		half = subject_width_basis(p->n);
		for (int k = 0; k < 2; k++)
			sides[k] = (struct effect_side){.samples = p->values[k],
			    .n = half,
			    .value = NAN,
			    .higher = ch->better == BETTER_HIGHER,
			    .cpu = cpu ? p->values[2 * CPU + k] : NULL,
			    .wait = wait ? p->values[2 * WAIT + k] : NULL};
		effect_paired(p->effect_room, &sides[0], &sides[1], unit_counts(ch->unit), &e);
		if (e.n[0] > 0)
			widest = fmax(widest, half_width(p->effect_room, sides, &e) *
						  sqrt((double)half / (double)p->n));
		else if (pairs_any(p))
			return INFINITY;
	}
	return widest;
}
