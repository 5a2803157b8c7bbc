#include "measure/pair_sides.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

/* The metric itself, and for a duration what is behind it. */
enum { ITSELF, CPU, WAIT, MEASURES };

struct pair_sides {
	double *values[2 * MEASURES]; /* of either variant, measure after measure */
	uint32_t *session;            /* of each round */
	uint32_t *build[2];           /* of either variant, in each round */
	size_t n, cap;
};

struct pair_sides *
pair_sides_new(void)
{
	return xcalloc(1, sizeof(struct pair_sides));
}

void
pair_sides_free(struct pair_sides *p)
{
	if (!p)
		return;
	for (int i = 0; i < 2 * MEASURES; i++)
		free(p->values[i]);
	free(p->session);
	free(p->build[0]);
	free(p->build[1]);
	free(p);
}

static void
sides_room_make(struct pair_sides *p, size_t n)
{
	if (n <= p->cap)
		return;
	p->cap = 2 * n;
	for (int i = 0; i < 2 * MEASURES; i++)
		p->values[i] = xreallocarray(p->values[i], p->cap, sizeof(double));
	p->session = xreallocarray(p->session, p->cap, sizeof *p->session);
	for (int k = 0; k < 2; k++)
		p->build[k] = xreallocarray(p->build[k], p->cap, sizeof *p->build[k]);
}

/* The salt of invocation I of U; 0: it has one build. */
static uint32_t
salt_of(const struct subject *u, size_t i)
{
	return u->salts ? u->salts[i] : 0;
}

/* Make X and Y the values of MEASURE in round N. */
static void
round_fill(struct pair_sides *p, int measure, size_t n, double x, double y)
{
	p->values[2 * measure][n] = x;
	p->values[2 * measure + 1][n] = y;
}

/* Bring the samples X of A and Y of B together, round by round, as MEASURE. */
static void
pairs_fill(struct pair_sides *p, const struct subject *a, const struct subject *b, const double *x,
    const double *y, int measure)
{
	size_t j = a->resumed, k = b->resumed, n = 0;

	for (size_t m = 0; j == k && m < j; m++)
		if (a->rounds[m] == b->rounds[m]) {
			p->session[n] = 0;
			p->build[0][n] = salt_of(a, m);
			p->build[1][n] = salt_of(b, m);
			round_fill(p, measure, n++, x[m], y[m]);
		}
	/* A session starts with a block. */
	if (n % 2) {
		p->session[n] = p->build[0][n] = p->build[1][n] = 0;
		round_fill(p, measure, n++, NAN, NAN);
	}
	while (j < a->n && k < b->n) {
		uint32_t mine = a->rounds[j], other = b->rounds[k];

		p->session[n] = 1;
		p->build[0][n] = salt_of(a, j);
		p->build[1][n] = salt_of(b, k);
		round_fill(p, measure, n++, mine <= other ? x[j] : NAN, other <= mine ? y[k] : NAN);
		j += mine <= other;
		k += other <= mine;
	}
	p->n = n;
}

/* Fill MEASURE from the channel called NAME; false when there is none. */
static bool
beside_fill(struct pair_sides *p, const struct subject *a, const struct subject *b,
    const char *name, int measure)
{
	for (size_t i = 0; i < a->nchannels; i++)
		if (strcmp(a->channels[i].name, name) == 0) {
			pairs_fill(
			    p, a, b, a->channels[i].samples, b->channels[i].samples, measure);
			return true;
		}
	return false;
}

size_t
pair_sides_fill(struct pair_sides *p, const struct subject *a, const struct subject *b, size_t i,
    struct effect_side sides[2])
{
	const struct channel *ch = &a->channels[i];
	bool cpu, wait;

	sides_room_make(p, a->n + b->n + 1);
	cpu = wait = strcmp(ch->name, "duration_ms") == 0;
	cpu = cpu && beside_fill(p, a, b, "cpu_ms", CPU);
	wait = wait && beside_fill(p, a, b, "run_delay_ms", WAIT);
	pairs_fill(p, a, b, ch->samples, b->channels[i].samples, ITSELF);
	for (int k = 0; k < 2; k++)
		sides[k] = (struct effect_side){.samples = p->values[k],
		    .n = p->n,
		    .value = NAN,
		    .session = a->resumed ? p->session : NULL,
		    .higher = ch->better == BETTER_HIGHER,
		    .build = a->salts || b->salts ? p->build[k] : NULL,
		    .cpu = cpu ? p->values[2 * CPU + k] : NULL,
		    .wait = wait ? p->values[2 * WAIT + k] : NULL};
	return p->n;
}

size_t
pair_sides_samples(struct pair_sides *p, const struct subject *a, const struct subject *b,
    const double *x, const double *y, bool higher, struct effect_side sides[2])
{
	sides_room_make(p, a->n + b->n + 1);
	pairs_fill(p, a, b, x, y, ITSELF);
	for (int k = 0; k < 2; k++)
		sides[k] = (struct effect_side){.samples = p->values[k],
		    .n = p->n,
		    .value = NAN,
		    .session = a->resumed ? p->session : NULL,
		    .higher = higher,
		    .build = a->salts || b->salts ? p->build[k] : NULL};
	return p->n;
}
