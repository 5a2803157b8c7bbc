#include "comparison/limits_match.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

/* The cases of a plan in two orders, and which of them have come. */
struct index {
	const struct plan_case **by_id, **by_name;
	bool *seen;
	size_t n;
};

static int
id_order(const void *a, const void *b)
{
	return strcmp(
	    (*(const struct plan_case *const *)a)->id, (*(const struct plan_case *const *)b)->id);
}

static int
name_order(const void *a, const void *b)
{
	return strcmp((*(const struct plan_case *const *)a)->name,
	    (*(const struct plan_case *const *)b)->name);
}

static void
index_begin(struct index *x, const struct plan *plan)
{
	x->n = plan->ncases;
	x->by_id = xcalloc(x->n, sizeof *x->by_id);
	x->by_name = xcalloc(x->n, sizeof *x->by_name);
	x->seen = xcalloc(x->n, sizeof *x->seen);
	for (size_t i = 0; i < x->n; i++)
		x->by_id[i] = x->by_name[i] = &plan->cases[i];
	qsort(x->by_id, x->n, sizeof *x->by_id, id_order);
	qsort(x->by_name, x->n, sizeof *x->by_name, name_order);
}

static const struct plan_case *
index_find(const struct index *x, const struct entry *e)
{
	const struct plan_case key = {.name = e->name, .id = e->id}, *k = &key, **at;

	at = bsearch(&k, x->by_id, x->n, sizeof *x->by_id, id_order);
	if (at)
		return *at;
	at = bsearch(&k, x->by_name, x->n, sizeof *x->by_name, name_order);
	if (!at || (at > x->by_name && strcmp(at[-1]->name, e->name) == 0) ||
	    (at + 1 < x->by_name + x->n && strcmp(at[1]->name, e->name) == 0))
		return NULL;
	return *at;
}

static void
index_end(struct index *x)
{
	free(x->by_id);
	free(x->by_name);
	free(x->seen);
}

static void
match_plan(struct limit_list *list, struct results *r, const struct plan *plan)
{
	struct index x;
	struct entry e;

	index_begin(&x, plan);
	entry_init(&e);
	while (results_next(r, &e)) {
		const struct plan_case *c = index_find(&x, &e);

		if (!c)
			continue;
		x.seen[c - plan->cases] = true;
		e.kind = c->kind;
		limit_list_add(list, &e, c->limits, c->nlimits);
	}
	for (size_t i = 0; i < plan->ncases; i++)
		if (!x.seen[i])
			limit_list_missing(list, &plan->cases[i]);
	entry_free(&e);
	index_end(&x);
}

void
limits_match(struct limit_list *list, struct results *r, const struct plan *plan)
{
	struct entry e;

	if (plan) {
		match_plan(list, r, plan);
		return;
	}
	entry_init(&e);
	while (results_next(r, &e))
		limit_list_add(list, &e, e.limits, e.nlimits);
	entry_free(&e);
}
