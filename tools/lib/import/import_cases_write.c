/* The cases that were collected, as the benchmarks of a document. */
#include <stdlib.h>
#include <string.h>

#include "import/import_case.h"

static int
case_order(const void *a, const void *b)
{
	const struct import_case *const *x = a, *const *y = b;

	if ((*x)->run != (*y)->run)
		return (*x)->run < (*y)->run ? -1 : 1;
	return entry_order(&(*x)->entry, &(*y)->entry);
}

static void
cases_sort(struct import_cases *c)
{
	size_t i = 1;

	/* Those of a file that is in order are. */
	while (i < c->n && case_order(&c->all[i - 1], &c->all[i]) <= 0)
		i++;
	if (i < c->n)
		qsort(c->all, c->n, sizeof *c->all, case_order);
}

/* The runs of K in the order of the calls are the sessions of E. */
static void
sessions_fill(const struct import_cases *c, const struct import_case *k, struct entry *e)
{
	size_t i = 0;

	for (const struct import_part *p = k->parts; p; p = p->next)
		e->nsessions++;
	e->sessions = entry_alloc(e, e->nsessions * sizeof *e->sessions);
	for (const struct import_part *p = k->parts; p; p = p->next, i++) {
		const struct import_run *run = &c->runs->at[p->run];

		e->sessions[e->nsessions - 1 - i] =
		    (struct session){.id = run->id, .timestamp = run->timestamp, .n = p->n};
	}
}

static void
case_write(
    struct import_cases *c, const struct import_case *k, bool sessions, struct json_writer *w)
{
	struct entry *e = &c->read;
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
	if (sessions)
		sessions_fill(c, k, e);
	results_entry(w, e);
	entry_clear(e);
}

void
import_cases_write(struct import_cases *c, struct json_writer *w)
{
	/* One run alone is no session: nothing else could be of it. */
	bool sessions = c->on > 0 || c->runs->told > 1;

	cases_sort(c);
	for (size_t i = 0; i < c->n; i++)
		case_write(c, c->all[i], sessions, w);
}

const struct import_runs *
import_cases_runs(const struct import_cases *c)
{
	return c->runs;
}

void
import_cases_write_run(struct import_cases *c, size_t i, struct json_writer *w)
{
	if (c->written == 0)
		cases_sort(c);
	for (; c->written < c->n && c->all[c->written]->run <= i; c->written++)
		if (c->all[c->written]->run == i)
			case_write(c, c->all[c->written], false, w);
}
