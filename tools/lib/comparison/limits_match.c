#include "comparison/limits_match.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "scenario/rows_rule.h"

/* The cases of a plan in two orders, and which of them have come. */
struct index {
	const struct plan_case **by_id, **by_name;
	bool *seen;
	bool **kept; /* of a case with rows: which limits on these a row has come for */
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
	x->kept = xcalloc(x->n, sizeof *x->kept);
	for (size_t i = 0; i < x->n; i++) {
		x->by_id[i] = x->by_name[i] = &plan->cases[i];
		if (plan->cases[i].rows)
			x->kept[i] = xcalloc(plan->cases[i].rows->nlimits, sizeof(bool));
	}
	qsort(x->by_id, x->n, sizeof *x->by_id, id_order);
	qsort(x->by_name, x->n, sizeof *x->by_name, name_order);
}

static const struct plan_case *
index_case(const struct index *x, const char *id)
{
	const struct plan_case key = {.id = (char *)id}, *k = &key, **at;

	at = bsearch(&k, x->by_id, x->n, sizeof *x->by_id, id_order);
	return at ? *at : NULL;
}

static const struct plan_case *
index_find(const struct index *x, const struct entry *e)
{
	const struct plan_case key = {.name = e->name}, *k = &key, **at;
	const struct plan_case *same = index_case(x, e->id);

	if (same)
		return same;
	at = bsearch(&k, x->by_name, x->n, sizeof *x->by_name, name_order);
	if (!at || (at > x->by_name && strcmp(at[-1]->name, e->name) == 0) ||
	    (at + 1 < x->by_name + x->n && strcmp(at[1]->name, e->name) == 0))
		return NULL;
	return *at;
}

static void
index_end(struct index *x)
{
	for (size_t i = 0; i < x->n; i++)
		free(x->kept[i]);
	free(x->kept);
	free(x->by_id);
	free(x->by_name);
	free(x->seen);
}

/* Check E, a row of C, and note in KEPT which limits were for it. */
static void
row_match(struct limit_list *list, struct entry *e, const struct plan_case *c, bool *kept)
{
	size_t prefix = strlen(c->name), n = 0;
	struct limit *limits;

	if (!c->rows || strncmp(e->name, c->name, prefix) != 0 || e->name[prefix] != '/')
		return;
	limits = xcalloc(c->rows->nlimits, sizeof *limits);
	for (size_t i = 0; i < c->rows->nlimits; i++) {
		const struct row_limit *l = &c->rows->limits[i];

		if (l->row ? !rows_limit_covers(l, e->name + prefix + 1)
			   : !entry_metric(e, l->limit.metric))
			continue;
		kept[i] = true;
		limits[n++] = l->limit;
	}
	e->kind = c->kind;
	limit_list_add(list, e, limits, n);
	free(limits);
}

/* The limits on rows of C that no row has come for, by KEPT, are kept by none. */
static void
rows_missing(struct limit_list *list, const struct plan_case *c, const bool *kept, bool seen)
{
	struct limit *limits = xcalloc(c->rows->nlimits, sizeof *limits);
	char *name = xasprintf("%s/*", c->name), *id;
	size_t n = 0;

	for (size_t i = 0; i < c->rows->nlimits; i++)
		if (!kept[i])
			limits[n++] = c->rows->limits[i].limit;
	id = param_case_id(name, c->params, c->nparams);
	limit_list_missing(list, c, id, limits, n,
	    seen ? "no row that it is for was reported" : "the results lack this benchmark");
	free(id);
	free(name);
	free(limits);
}

/* What the results lack: cases, and rows that limits of a case are for. */
static void
missing_match(struct limit_list *list, const struct index *x, const struct plan *plan)
{
	for (size_t i = 0; i < plan->ncases; i++) {
		const struct plan_case *c = &plan->cases[i];

		if (!x->seen[i])
			limit_list_missing(list, c, c->id, c->limits, c->nlimits,
			    "the results lack this benchmark");
		if (c->rows)
			rows_missing(list, c, x->kept[i], x->seen[i]);
	}
}

static void
match_plan(struct limit_list *list, struct results *r, const struct plan *plan)
{
	struct index x;
	struct entry e;

	index_begin(&x, plan);
	entry_init(&e);
	while (results_next(r, &e)) {
		const struct plan_case *c =
		    e.reported_by ? index_case(&x, e.reported_by) : index_find(&x, &e);

		if (c && e.reported_by) {
			row_match(list, &e, c, x.kept[c - plan->cases]);
		} else if (c) {
			x.seen[c - plan->cases] = true;
			e.kind = c->kind;
			limit_list_add(list, &e, c->limits, c->nlimits);
		}
	}
	missing_match(list, &x, plan);
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
