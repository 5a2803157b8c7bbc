#include "import/import_cases.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "import/import_case.h"
#include "json/json_extra.h"

/* Bounds of the memory that a program without end can take. */
enum { CASES_MOST = 2000000, VALUES_MOST = 50000000 };

struct import_cases *
import_cases_new(const char *variant)
{
	struct import_cases *c = xcalloc(1, sizeof *c);

	c->variant = variant;
	c->runs = import_runs_new();
	import_runs_add(c->runs, "1");
	c->arena = arena_new();
	c->nslots = 1024;
	c->slots = xcalloc(c->nslots, sizeof *c->slots);
	entry_init(&c->read);
	c->reader.no_medians = true;
	return c;
}

void
import_cases_free(struct import_cases *c)
{
	for (size_t i = 0; i < c->n; i++)
		for (struct import_metric *m = c->all[i]->metrics; m; m = m->next)
			free(m->metric.samples);
	import_runs_free(c->runs);
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
	c->on = import_runs_add(c->runs, id);
}

void
import_cases_by_run(struct import_cases *c)
{
	c->by_run = true;
}

void
import_cases_rename(
    struct import_cases *c, char *(*newer)(const void *how, const char *id), const void *how)
{
	c->newer = newer;
	c->how = how;
}

char *
import_case_keep(struct import_cases *c, const char *s)
{
	return s ? arena_strdup(c->arena, s) : NULL;
}

static uint64_t
case_hash(const struct entry *e, size_t run)
{
	uint64_t hash = hash_string(hash_string(HASH_START + run, e->id), e->variant);

	return hash ^ hash >> 32;
}

static struct import_case **
slot_of(const struct import_cases *c, uint64_t hash)
{
	return &c->slots[(size_t)hash & (c->nslots - 1)];
}

static void
slots_grow(struct import_cases *c)
{
	free(c->slots);
	c->nslots *= 4;
	c->slots = xcalloc(c->nslots, sizeof *c->slots);
	for (size_t i = 0; i < c->n; i++) {
		struct import_case **slot = slot_of(c, c->all[i]->hash);

		c->all[i]->same_slot = *slot;
		*slot = c->all[i];
	}
}

static struct import_case *
case_add(struct import_cases *c, const struct entry *e, size_t run, uint64_t hash)
{
	struct import_case *k = arena_alloc(c->arena, sizeof *k);
	struct import_case **slot;
	struct param *params = NULL;

	if (c->n == c->nslots)
		slots_grow(c);
	if (e->nparams) {
		params = arena_array(c->arena, e->nparams, sizeof *params);
		for (size_t i = 0; i < e->nparams; i++)
			params[i] = (struct param){import_case_keep(c, e->params[i].key),
			    import_case_keep(c, e->params[i].value), e->params[i].bare};
	}
	k->entry = (struct entry){.name = import_case_keep(c, e->name),
	    .id = import_case_keep(c, e->id),
	    .description = import_case_keep(c, e->description),
	    .variant = import_case_keep(c, e->variant),
	    .kind = e->kind,
	    .params = params,
	    .nparams = e->nparams,
	    .reported_by = import_case_keep(c, e->reported_by),
	    .extra = import_case_keep(c, e->extra)};
	k->run = run;
	k->hash = hash;
	slot = slot_of(c, hash);
	k->same_slot = *slot;
	*slot = k;
	c->all = xgrow(c->all, c->n, &c->cap, sizeof *c->all);
	c->all[c->n++] = k;
	return k;
}

static struct import_case *
case_of(struct import_cases *c, const struct entry *e, size_t run)
{
	uint64_t hash = case_hash(e, run);

	for (struct import_case *k = *slot_of(c, hash); k; k = k->same_slot)
		if (k->hash == hash && k->run == run && strcmp(k->entry.id, e->id) == 0 &&
		    text_order(k->entry.variant, e->variant) == 0)
			return k;
	return case_add(c, e, run, hash);
}

/* Count N more invocations of RUN. */
static void
part_add(struct import_cases *c, struct import_case *k, size_t run, size_t n, struct scanner *s)
{
	const struct import_part *p = k->parts && run < k->parts->run ? k->parts->next : NULL;

	for (; p; p = p->next)
		if (p->run == run)
			scan_die(s, "'%s' of run '%s' comes again, after that of another run",
			    k->entry.id, c->runs->at[run].id);
	if (!k->parts || k->parts->run != run) {
		struct import_part *part = arena_alloc(c->arena, sizeof *part);

		part->run = run;
		part->next = k->parts;
		k->parts = part;
	}
	k->parts->n += n;
	k->n += n;
}

/* The run that E tells, which is taken out of it, or that it is in because it tells none. */
static size_t
run_of(struct import_cases *c, struct entry *e, const struct scanner *s)
{
	char *told = e->extra ? extra_member(e->extra, "run") : NULL, *rest;
	size_t run = c->on;

	if (told) {
		run = import_runs_find(c->runs, told, s);
		rest = extra_without(e->extra, "run");
		e->extra = rest ? entry_strdup(e, rest) : NULL;
		free(rest);
	} else if (c->by_run) {
		scan_die(s, "'%s' tells neither the time nor the commit of its run", e->id);
	}
	free(told);
	return run;
}

static char *
renamed(const struct import_cases *c, struct entry *e, char *id)
{
	char *newer = id ? c->newer(c->how, id) : NULL;

	if (newer)
		id = entry_strdup(e, newer);
	free(newer);
	return id;
}

void
import_cases_add(struct import_cases *c, struct scanner *s)
{
	struct entry *e = &c->read;
	struct import_case *k;
	size_t n = 0, run;

	entry_clear(e);
	entry_read(&c->reader, s, e);
	run = run_of(c, e, s);
	if (c->variant)
		e->variant = entry_strdup(e, c->variant);
	if (c->newer) {
		e->id = renamed(c, e, e->id);
		e->reported_by = renamed(c, e, e->reported_by);
	}
	if (c->n == CASES_MOST)
		scan_die(s, "more than %d cases", CASES_MOST);
	k = case_of(c, e, c->by_run ? run : 0);
	if (e->status != ENTRY_OK) {
		k->entry.status = e->status;
		k->entry.reason = import_case_keep(c, e->reason);
	}
	for (size_t i = 0; i < e->nmetrics; i++) {
		const struct metric *m = &e->metrics[i];

		import_metric_add(c, k, m, s);
		n = m->n > n ? m->n : n;
	}
	c->values += n ? n : 1;
	if (c->values > VALUES_MOST)
		scan_die(s, "more than %d values", VALUES_MOST);
	part_add(c, k, run, n, s);
	for (struct import_metric *m = k->metrics; m; m = m->next)
		if (m->metric.n > 0)
			import_metric_fill(m, k->n);
}
