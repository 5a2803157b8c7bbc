#include "import/import_cases.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/quantity.h"
#include "base/util.h"
#include "results/entry_read.h"
#include "results/read_value.h"

struct import_metric {
	struct import_metric *next;
	struct metric metric; /* its samples are malloc()ed here */
	size_t cap;
	bool of_values; /* its samples were single values of benchmarks */
};

/* Invocations in one session. */
struct import_part {
	struct import_part *next;
	size_t session, n;
};

struct import_case {
	struct import_case *same_slot;
	struct entry entry; /* without metrics and sessions; nothing in it is its own */
	struct import_metric *metrics;
	struct import_part *parts; /* the latest first */
	size_t n;                  /* invocations */
};

struct import_cases {
	const char *variant;
	struct arena *arena;
	struct import_case **slots, **all;
	size_t nslots, n, cap;
	char **sessions;
	size_t nsessions, sessions_cap;
	struct entry_reader reader;
	struct entry read; /* the benchmark being added */
};

struct import_cases *
import_cases_new(const char *variant)
{
	struct import_cases *c = xcalloc(1, sizeof *c);

	c->variant = variant;
	c->arena = arena_new();
	c->nslots = 1024;
	c->slots = xcalloc(c->nslots, sizeof *c->slots);
	entry_init(&c->read);
	return c;
}

void
import_cases_free(struct import_cases *c)
{
	for (size_t i = 0; i < c->n; i++)
		for (struct import_metric *m = c->all[i]->metrics; m; m = m->next)
			free(m->metric.samples);
	for (size_t i = 0; i < c->nsessions; i++)
		free(c->sessions[i]);
	free(c->sessions);
	free(c->slots);
	free(c->all);
	entry_reader_free(&c->reader);
	entry_free(&c->read);
	arena_free(c->arena);
	free(c);
}

void
import_cases_session(struct import_cases *c, const char *id)
{
	c->sessions = xgrow(c->sessions, c->nsessions, &c->sessions_cap, sizeof *c->sessions);
	c->sessions[c->nsessions++] = xstrdup(id);
}

static char *
keep(struct import_cases *c, const char *s)
{
	return s ? arena_strdup(c->arena, s) : NULL;
}

static size_t
slot_of(const struct import_cases *c, const struct entry *e)
{
	uint64_t hash = hash_string(hash_string(HASH_START, e->id), e->variant);

	return (size_t)(hash ^ hash >> 32) & (c->nslots - 1);
}

static void
slots_grow(struct import_cases *c)
{
	free(c->slots);
	c->nslots *= 4;
	c->slots = xcalloc(c->nslots, sizeof *c->slots);
	for (size_t i = 0; i < c->n; i++) {
		struct import_case **slot = &c->slots[slot_of(c, &c->all[i]->entry)];

		c->all[i]->same_slot = *slot;
		*slot = c->all[i];
	}
}

static struct import_case *
case_add(struct import_cases *c, const struct entry *e)
{
	struct import_case *k = arena_alloc(c->arena, sizeof *k);
	struct import_case **slot;
	struct param *params = NULL;

	if (c->n == 2 * c->nslots)
		slots_grow(c);
	if (e->nparams) {
		params = arena_array(c->arena, e->nparams, sizeof *params);
		for (size_t i = 0; i < e->nparams; i++)
			params[i] = (struct param){keep(c, e->params[i].key),
			    keep(c, e->params[i].value), e->params[i].bare};
	}
	k->entry = (struct entry){.name = keep(c, e->name),
	    .id = keep(c, e->id),
	    .description = keep(c, e->description),
	    .variant = keep(c, e->variant),
	    .kind = e->kind,
	    .params = params,
	    .nparams = e->nparams,
	    .extra = keep(c, e->extra)};
	slot = &c->slots[slot_of(c, e)];
	k->same_slot = *slot;
	*slot = k;
	c->all = xgrow(c->all, c->n, &c->cap, sizeof *c->all);
	c->all[c->n++] = k;
	return k;
}

static struct import_case *
case_of(struct import_cases *c, const struct entry *e)
{
	for (struct import_case *k = c->slots[slot_of(c, e)]; k; k = k->same_slot)
		if (strcmp(k->entry.id, e->id) == 0 &&
		    text_order(k->entry.variant, e->variant) == 0)
			return k;
	return case_add(c, e);
}

static struct import_metric *
metric_of(struct import_cases *c, struct import_case *k, const struct metric *m)
{
	struct import_metric **end = &k->metrics;

	for (; *end; end = &(*end)->next)
		if (strcmp((*end)->metric.name, m->name) == 0)
			return *end;
	*end = arena_alloc(c->arena, sizeof **end);
	(*end)->metric = *m;
	(*end)->metric.name = keep(c, m->name);
	(*end)->metric.unit = keep(c, m->unit);
	(*end)->metric.extra = keep(c, m->extra);
	(*end)->metric.samples = NULL;
	(*end)->metric.n = 0;
	(*end)->metric.value = NAN;
	return *end;
}

static void
sample_add(struct import_metric *m, double v)
{
	m->metric.samples =
	    xgrow(m->metric.samples, m->metric.n, &m->cap, sizeof *m->metric.samples);
	m->metric.samples[m->metric.n++] = v;
}

/* Bring M up to N samples: it was not measured in some invocations. */
static void
samples_fill(struct import_metric *m, size_t n)
{
	while (m->metric.n < n)
		sample_add(m, NAN);
}

/* The factor from the unit of M to UNIT, in which it is kept. */
static double
metric_factor(const struct metric *m, const char *unit, const struct scanner *s)
{
	double factor = 1;

	if (text_order(unit, m->unit) != 0 &&
	    (!m->unit || !unit || !unit_factor(m->unit, unit, &factor)))
		scan_die(s, "metric '%s' is in '%s', which is no '%s'", m->name,
		    m->unit ? m->unit : "", unit ? unit : "");
	return factor;
}

/* Add a single value to M of K: it is all there is, or one of several. */
static void
import_value_add(struct import_case *k, struct import_metric *m, double v)
{
	if (m->metric.n == 0 && isnan(m->metric.value)) {
		m->metric.value = v;
		return;
	}
	if (m->metric.n > 0 && !m->of_values)
		return;
	if (m->metric.n == 0)
		sample_add(m, m->metric.value);
	m->metric.value = NAN;
	m->of_values = true;
	sample_add(m, v);
	if (m->metric.n > k->n)
		k->n = m->metric.n;
}

static void
import_metric_add(
    struct import_cases *c, struct import_case *k, const struct metric *m, const struct scanner *s)
{
	const struct metric_builtin *builtin = metric_builtin(m->name);
	struct import_metric *to;
	bool first;
	double factor;

	if (m->n == 0 && isnan(m->value))
		return;
	to = metric_of(c, k, m);
	first = to->metric.n == 0 && isnan(to->metric.value);
	if (first && builtin)
		to->metric.unit = keep(c, builtin->unit);
	factor = metric_factor(m, to->metric.unit, s);
	if (m->n == 0) {
		import_value_add(k, to, factor * m->value);
		return;
	}
	if (to->of_values)
		to->metric.n = 0;
	to->metric.value = NAN;
	to->of_values = false;
	samples_fill(to, k->n);
	for (size_t i = 0; i < m->n; i++)
		sample_add(to, factor * m->samples[i]);
}

/* Count N more invocations of the session that is on. */
static void
part_add(struct import_cases *c, struct import_case *k, size_t n)
{
	if (!k->parts || k->parts->session != c->nsessions) {
		struct import_part *part = arena_alloc(c->arena, sizeof *part);

		part->session = c->nsessions;
		part->next = k->parts;
		k->parts = part;
	}
	k->parts->n += n;
	k->n += n;
}

void
import_cases_add(struct import_cases *c, struct scanner *s)
{
	struct entry *e = &c->read;
	struct import_case *k;
	size_t n = 0;

	entry_clear(e);
	entry_read(&c->reader, s, e);
	if (c->variant)
		e->variant = entry_strdup(e, c->variant);
	k = case_of(c, e);
	if (e->status != ENTRY_OK) {
		k->entry.status = e->status;
		k->entry.reason = keep(c, e->reason);
	}
	for (size_t i = 0; i < e->nmetrics; i++) {
		const struct metric *m = &e->metrics[i];

		import_metric_add(c, k, m, s);
		n = m->n > n ? m->n : n;
	}
	part_add(c, k, n);
	for (struct import_metric *m = k->metrics; m; m = m->next)
		if (m->metric.n > 0)
			samples_fill(m, k->n);
}

static int
case_order(const void *a, const void *b)
{
	const struct import_case *const *x = a, *const *y = b;

	return entry_order(&(*x)->entry, &(*y)->entry);
}

/* The sessions of K in the order of the calls, in the memory of E. */
static void
import_sessions_fill(struct import_cases *c, const struct import_case *k, struct entry *e)
{
	size_t i = 0;

	for (const struct import_part *p = k->parts; p; p = p->next)
		e->nsessions++;
	e->sessions = entry_alloc(e, e->nsessions * sizeof *e->sessions);
	for (const struct import_part *p = k->parts; p; p = p->next, i++)
		e->sessions[e->nsessions - 1 - i] =
		    (struct session){.id = c->sessions[p->session - 1], .n = p->n};
}

void
import_cases_write(struct import_cases *c, struct json_writer *w)
{
	struct entry *e = &c->read;

	if (c->n)
		qsort(c->all, c->n, sizeof *c->all, case_order);
	for (size_t i = 0; i < c->n; i++) {
		const struct import_case *k = c->all[i];
		struct arena *arena;

		entry_clear(e);
		arena = e->arena;
		*e = k->entry;
		e->arena = arena;
		e->iterations = k->n;
		for (const struct import_metric *m = k->metrics; m; m = m->next) {
			struct metric *to = entry_metric_add(e, m->metric.name);

			*to = m->metric;
		}
		if (c->nsessions > 0)
			import_sessions_fill(c, k, e);
		results_entry(w, e);
	}
	entry_clear(e);
}
