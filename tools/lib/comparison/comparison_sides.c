#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/util.h"
#include "comparison/comparison_row.h"
#include "stats/sample.h"

enum { ARRAYS = 6 }; /* of one row in pairs: the samples, CPU time and waiting, of two sides */

char *
sides_pair(struct comparison *c, struct sides *s, bool *current_is)
{
	struct pairing_twice twice;
	enum pairing_end end;

	if (!s->entries[0] || !s->entries[1] || c->options->unpaired)
		return NULL;
	end = pairing_make(&c->pairing, s->entries[0], s->entries[1], s->filter, &twice);
	s->paired = end == PAIRING_DONE;
	if (end != PAIRING_TWICE)
		return NULL;
	*current_is = twice.side == 1;
	return xasprintf("'%s': round %u is given twice in session '%s'", s->entries[0]->id,
	    (unsigned)twice.round, twice.session);
}

/* The samples of metric NAME of one side in the order of the pairs, in ARRAY; or NULL. */
static const double *
beside(const struct comparison *c, const struct sides *s, int side, const char *name, double *array)
{
	const struct metric *m = entry_metric(s->entries[side], name);

	if (!m || m->n != s->entries[side]->nrounds)
		return NULL;
	pairing_samples(&c->pairing, side, m->samples, array);
	return array;
}

static void
effect_of_pairs(struct comparison *c, const struct sides *s, const struct metric *const m[2],
    bool counts, struct row *r)
{
	size_t n = c->pairing.n;
	bool time =
	    strcmp(m[0]->name, "duration_ms") == 0 && m[0]->unit && strcmp(m[0]->unit, "ms") == 0;
	struct effect_side sides[2];

	if (n > c->cap_values) {
		c->values = xreallocarray(c->values, n, ARRAYS * sizeof *c->values);
		c->builds = xreallocarray(c->builds, n, 2 * sizeof *c->builds);
		c->cap_values = n;
	}
	for (int i = 0; i < 2; i++) {
		double *array = c->values + (size_t)(3 * i) * c->cap_values;

		pairing_samples(&c->pairing, i, m[i]->samples, array);
		sides[i] = (struct effect_side){.samples = array,
		    .n = n,
		    .value = NAN,
		    .session = c->pairing.sessions > 1 ? c->pairing.session : NULL,
		    .higher = m[i]->better == BETTER_HIGHER};
		if (s->entries[i]->nbuilds) {
			uint32_t *builds = c->builds + (size_t)i * c->cap_values;

			pairing_builds(&c->pairing, i, s->entries[i]->builds, builds);
			sides[i].build = builds;
		}
		if (!time)
			continue;
		sides[i].cpu = beside(c, s, i, "cpu_ms", array + c->cap_values);
		sides[i].wait = beside(c, s, i, "run_delay_ms", array + 2 * c->cap_values);
	}
	effect_paired(c->effect_room, &sides[0], &sides[1], counts, &r->effect);
	if (r->effect.grain != 0 && !(m[0]->unit && unit_is_timed(m[0]->unit)))
		r->effect.grain = 0;
	r->effect.look = (unsigned char)c->pairing.look;
	r->paired = true;
	row_note_loose(c, sides[0].samples, sides[1].samples, r);
}

/* The first session of E that is of the same machine as session I. */
static size_t
machine_of(const struct entry *e, size_t i)
{
	const char *machine = e->sessions[i].fingerprint;
	size_t at = 0;

	while (at < i && strcmp(e->sessions[at].fingerprint ? e->sessions[at].fingerprint : "",
			     machine ? machine : "") != 0)
		at++;
	return at;
}

/* How the samples of E divide, one session when it says nothing of them, and into
 * MACHINES where these count; both in one array, which the caller owns. */
static size_t *
session_lengths(
    const struct entry *e, const struct metric *m, bool machines, struct effect_side *side)
{
	size_t n = e->nsessions ? e->nsessions : 1, *lengths = xcalloc(2 * n, sizeof *lengths);

	lengths[0] = m->n;
	for (size_t i = 0; i < e->nsessions; i++) {
		lengths[i] = e->sessions[i].n;
		lengths[n + i] = machines ? machine_of(e, i) : 0;
	}
	side->sessions = lengths;
	side->nsessions = n;
	side->machines = machines ? lengths + n : NULL;
	return lengths;
}

/* Whether the sessions of a side are of several machines. */
static bool
machines_several(const struct sides *s)
{
	for (int k = 0; k < 2; k++)
		for (size_t i = 1; s->entries[k] && i < s->entries[k]->nsessions; i++)
			if (machine_of(s->entries[k], i) > 0)
				return true;
	return false;
}

/* Whether something else got into most of what E has; sizes and counts do not mind. */
static bool
mostly_disturbed(const struct entry *e, const struct metric *m)
{
	double factor;

	if (unit_counts(m->unit) || (m->unit && unit_factor(m->unit, "B", &factor)))
		return false;
	return 2 * e->ndisturbed > entry_invocations(e);
}

/* The value of M, whose samples may not be summed up yet. */
static double
metric_level(const struct metric *m)
{
	struct sample_summary sum;

	if (m->n == 0 || !isnan(m->value))
		return m->value;
	sample_summarize(m->samples, m->n, &sum);
	return sum.median;
}

void
sides_effect(struct comparison *c, const struct sides *s, const struct metric *b,
    const struct metric *m, struct row *r)
{
	const struct metric *const metrics[2] = {b, m};
	struct effect_side sides[2] = {{.value = NAN}, {.value = NAN}};
	size_t *lengths[2] = {NULL, NULL};
	bool counts = (m || b) && unit_counts(m ? m->unit : b->unit);
	bool machines = machines_several(s);

	if (s->paired && b && m && b->n && m->n) {
		effect_of_pairs(c, s, metrics, counts, r);
		return;
	}
	for (int i = 0; i < 2; i++) {
		if (!metrics[i])
			continue;
		sides[i].samples = metrics[i]->samples;
		sides[i].n = metrics[i]->n;
		if (!b || !m || b->n == 0 || m->n == 0)
			sides[i].value = metric_level(metrics[i]);
		if (metrics[i]->n)
			lengths[i] =
			    session_lengths(s->entries[i], metrics[i], machines, &sides[i]);
		if (s->entries[i]->nbuilds == metrics[i]->n)
			sides[i].build = s->entries[i]->builds;
		if (mostly_disturbed(s->entries[i], metrics[i]))
			r->disturbed |= (unsigned char)(1 << i);
	}
	effect_unpaired(c->effect_room, &sides[0], &sides[1], counts, &r->effect);
	if (r->effect.grain != 0 && !(b && b->unit && unit_is_timed(b->unit)))
		r->effect.grain = 0;
	free(lengths[0]);
	free(lengths[1]);
}
