#include "power/earlier_pairs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/util.h"
#include "comparison/pairing.h"
#include "judge/effect.h"
#include "model/policy.h"

/* Of pairs: what is judged, its CPU time, and the time it waited for a CPU. */
enum { VALUE, CPU_TIME, WAITING, NARRAYS };
static const char *const beside[NARRAYS] = {[CPU_TIME] = "cpu_ms", [WAITING] = "run_delay_ms"};

struct earlier_pairs {
	struct effect_room *room;
	struct pairing pairing;
	double *values[NARRAYS][2];
	uint32_t *builds[2];
	size_t cap; /* of each of these */
	struct earlier_session *sessions;
	size_t n, cap_sessions;
};

struct earlier_pairs *
earlier_pairs_new(void)
{
	struct earlier_pairs *p = xcalloc(1, sizeof *p);

	p->room = effect_room_new(POLICY_ALPHA);
	return p;
}

void
earlier_pairs_free(struct earlier_pairs *p)
{
	if (!p)
		return;
	effect_room_free(p->room);
	pairing_free(&p->pairing);
	for (int i = 0; i < 2 * NARRAYS; i++)
		free(p->values[i / 2][i % 2]);
	for (int v = 0; v < 2; v++)
		free(p->builds[v]);
	free(p->sessions);
	free(p);
}

static void
room_make(struct earlier_pairs *p, size_t n)
{
	if (n <= p->cap)
		return;
	for (int i = 0; i < 2 * NARRAYS; i++)
		p->values[i / 2][i % 2] = xreallocarray(p->values[i / 2][i % 2], n, sizeof(double));
	for (int v = 0; v < 2; v++)
		p->builds[v] = xreallocarray(p->builds[v], n, sizeof *p->builds[v]);
	p->cap = n;
}

/* Metric NAME of E where it has a value for each invocation; or NULL. */
static const struct metric *
whole_metric(const struct entry *e, const char *name)
{
	const struct metric *m = name ? entry_metric(e, name) : NULL;

	return m && m->n && (!e->nrounds || m->n == e->nrounds) ? m : NULL;
}

/* What the builds of SIDES, whose rounds alone come to E, differ by; NAN: by no more than that. */
static double
spread_of(struct earlier_pairs *p, const struct effect_side sides[2], const struct effect *e)
{
	struct effect_side built[2] = {sides[0], sides[1]};
	struct effect by;

	for (int v = 0; v < 2; v++)
		built[v].build = p->builds[v] + (sides[v].samples - p->values[VALUE][v]);
	if (e->method != METHOD_PAIRED)
		return NAN;
	effect_paired(p->room, &built[0], &built[1], false, &by);
	return by.by_build ? by.build_spread : NAN;
}

/* Judge the N pairs from FROM on, of which HAS tells what is there; of several builds where BUILT.
 */
static void
pairs_judge(struct earlier_pairs *p, const struct metric *m, size_t from, size_t n,
    const bool has[NARRAYS], bool built)
{
	struct effect_side sides[2];
	struct effect e;

	for (int v = 0; v < 2; v++)
		sides[v] = (struct effect_side){.samples = p->values[VALUE][v] + from,
		    .n = n,
		    .value = NAN,
		    .cpu = has[CPU_TIME] ? p->values[CPU_TIME][v] + from : NULL,
		    .wait = has[WAITING] ? p->values[WAITING][v] + from : NULL,
		    .higher = m->better == BETTER_HIGHER};
	effect_paired(p->room, &sides[0], &sides[1], unit_counts(m->unit ? m->unit : ""), &e);
	if (e.method != METHOD_COUNT &&
	    (e.method != METHOD_PAIRED || !e.ratio || isnan(interval_half(e.shift))))
		return;
	p->sessions = xgrow(p->sessions, p->n, &p->cap_sessions, sizeof *p->sessions);
	p->sessions[p->n++] = (struct earlier_session){
	    .noise = power_session_of(
		e.method == METHOD_COUNT ? 0 : interval_half(e.shift), (double)e.n[0]),
	    .shift = e.method == METHOD_COUNT ? 0 : e.shift.value,
	    .spread = built ? spread_of(p, sides, &e) : (double)NAN,
	    .exact = e.method == METHOD_COUNT};
}

/* What of E is beside metric M, into HAS. */
static void
beside_find(const struct entry *e, const struct metric *m, bool has[NARRAYS])
{
	for (int k = 0; k < NARRAYS; k++)
		has[k] = k == VALUE ||
			 (strcmp(m->name, "duration_ms") == 0 && whole_metric(e, beside[k]) &&
			     whole_metric(e, beside[k])->n == m->n);
}

/* The session of E called ID is of another machine than FINGERPRINT. */
static bool
session_elsewhere(const struct session *s, const char *fingerprint)
{
	return fingerprint && s->fingerprint && *s->fingerprint &&
	       strcmp(s->fingerprint, fingerprint) != 0;
}

/* Two variants: place after place, session after session. */
static void
variants_judge(struct earlier_pairs *p, const struct entry *const sides[2], const struct metric *m)
{
	const struct pairing *at = &p->pairing;
	bool has[NARRAYS], other[NARRAYS], built = sides[0]->nbuilds && sides[1]->nbuilds;

	room_make(p, at->n);
	for (int v = 0; v < 2 && built; v++)
		pairing_builds(at, v, sides[v]->builds, p->builds[v]);
	beside_find(sides[0], m, has);
	beside_find(sides[1], m, other);
	for (int k = 0; k < NARRAYS; k++) {
		has[k] = has[k] && other[k];
		for (int v = 0; v < 2 && has[k]; v++)
			pairing_samples(at, v,
			    entry_metric(sides[v], k == VALUE ? m->name : beside[k])->samples,
			    p->values[k][v]);
	}
	for (size_t from = 0, to; from < at->n; from = to) {
		for (to = from; to < at->n && at->session[to] == at->session[from];)
			to++;
		pairs_judge(p, m, from, to - from, has, built);
	}
}

/* One variant: the neighbours of N invocations from FIRST on. */
static void
neighbours_judge(
    struct earlier_pairs *p, const struct entry *e, const struct metric *m, size_t first, size_t n)
{
	bool has[NARRAYS];

	room_make(p, n / 2);
	beside_find(e, m, has);
	for (int k = 0; k < NARRAYS; k++) {
		const double *v =
		    has[k] ? (k == VALUE ? m : entry_metric(e, beside[k]))->samples : NULL;

		for (size_t i = 0; v && i < n / 2; i++)
			for (size_t j = 0; j < 2; j++)
				p->values[k][(i + j) % 2][i] = v[first + 2 * i + j];
	}
	pairs_judge(p, m, 0, n / 2, has, false);
}

size_t
earlier_pairs_judge(struct earlier_pairs *p, const struct entry *e, const struct entry *other,
    const char *name, const char *fingerprint, const struct earlier_session **at)
{
	const struct entry *const sides[2] = {e, other};
	const struct metric *m = whole_metric(e, name);
	struct pairing_twice twice;
	size_t first = 0;

	p->n = 0;
	*at = NULL;
	if (!m)
		return 0;
	if (other && whole_metric(other, name) &&
	    pairing_make(&p->pairing, e, other, NULL, &twice) == PAIRING_DONE) {
		variants_judge(p, sides, m);
	} else if (!e->nsessions) {
		neighbours_judge(p, e, m, 0, m->n);
	} else {
		for (size_t i = 0; i < e->nsessions; first += e->sessions[i++].n)
			if (!session_elsewhere(&e->sessions[i], fingerprint) &&
			    first + e->sessions[i].n <= m->n)
				neighbours_judge(p, e, m, first, e->sessions[i].n);
	}
	*at = p->sessions;
	return p->n;
}
