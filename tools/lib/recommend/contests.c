#include "recommend/contests.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/util.h"

/* What is looked for while reading, beside the contests. */
struct contests_reading {
	const char *variant; /* asked for, or NULL */
	char *first;         /* variant of the first case, "" for none */
	bool seen;           /* the variant that was asked for */
	struct word_set *keys;
	const char **names; /* of KEYS */
	size_t n, cap;
};

static void
keys_note(struct contests_reading *k, const struct entry *e)
{
	for (size_t i = 0; i < e->nparams; i++) {
		const struct word *w = intern_word(k->keys, e->params[i].key);

		if (w->index < k->n)
			continue;
		k->names = xgrow(k->names, k->n, &k->cap, sizeof *k->names);
		k->names[k->n++] = w->text;
	}
}

/* Whether E is of the variant to look at. */
static bool
variant_fits(struct contests_reading *k, const struct results *r, const struct entry *e)
{
	const char *variant = e->variant ? e->variant : "";

	if (k->variant) {
		bool fits = strcmp(k->variant, variant) == 0;

		k->seen |= fits;
		return fits;
	}
	if (!k->first)
		k->first = xstrdup(variant);
	if (strcmp(k->first, variant) != 0)
		die("%s: it has the variants '%s' and '%s': choose one with --variant",
		    results_name(r), k->first, variant);
	return true;
}

static struct contest *
contest_of(struct contests *c, const struct entry *e, const struct param *without)
{
	struct param *params = xcalloc(e->nparams, sizeof *params);
	const struct word *id;
	struct contest *k;
	size_t n = 0;
	char *text;

	for (size_t i = 0; i < e->nparams; i++)
		if (&e->params[i] != without)
			params[n++] = e->params[i];
	text = param_case_id(e->name, params, n);
	id = intern_word(c->ids, text);
	free(text);
	if (id->index == c->n) {
		k = arena_alloc(c->arena, sizeof *k);
		k->id = id->text;
		k->name = arena_strdup(c->arena, e->name);
		k->params = params_keep(c->arena, params, n);
		k->nparams = n;
		c->list = xgrow(c->list, c->n, &c->cap, sizeof *c->list);
		c->list[c->n++] = k;
	}
	free(params);
	return c->list[id->index];
}

static void
contender_add(
    struct contests *c, const struct results *r, const struct entry *e, const struct param *p)
{
	struct contest *k = contest_of(c, e, p);
	const struct word *candidate = intern_word(c->candidates, p->value);

	if (candidate->index == c->nnames) {
		c->names = xgrow(c->names, c->nnames, &c->names_cap, sizeof *c->names);
		c->names[c->nnames++] = candidate->text;
	}
	for (size_t i = 0; i < k->n; i++)
		if (k->contenders[i].candidate == candidate)
			die("%s: '%s' is given twice", results_name(r), e->id);
	if (k->n == CONTENDERS_MAX)
		die("%s: '%s': more than %d values of '%s' to choose from", results_name(r), k->id,
		    CONTENDERS_MAX, c->over);
	k->contenders[k->n++] = (struct contender){candidate, results_place(r)};
}

static void
entries_read(struct contests *c, struct results *r, struct contests_reading *k)
{
	struct entry e;

	entry_init(&e);
	results_depth(r, RESULTS_NO_MEDIANS);
	while (results_next(r, &e)) {
		const struct param *p = NULL;

		if (e.control || !variant_fits(k, r, &e))
			continue;
		keys_note(k, &e);
		for (size_t i = 0; i < e.nparams; i++)
			if (strcmp(e.params[i].key, c->over) == 0)
				p = &e.params[i];
		if (p)
			contender_add(c, r, &e, p);
		else
			c->without++;
	}
	results_depth(r, RESULTS_WHOLE);
	entry_free(&e);
}

static int
contest_order(const void *a, const void *b)
{
	return strcmp((*(struct contest *const *)a)->id, (*(struct contest *const *)b)->id);
}

void
contests_read(struct contests *c, struct results *r, const char *over, const char *variant)
{
	struct contests_reading k = {.variant = variant, .keys = intern_new()};

	*c = (struct contests){
	    .over = over, .candidates = intern_new(), .ids = intern_new(), .arena = arena_new()};
	entries_read(c, r, &k);
	if (variant && !k.seen)
		die("%s: it has no variant '%s'", results_name(r), variant);
	if (c->n == 0) {
		char *near = suggest_note(over, k.names, k.n);

		die("%s: no case has the parameter '%s'%s", results_name(r), over, near);
	}
	qsort(c->list, c->n, sizeof *c->list, contest_order);
	intern_free(k.keys);
	free(k.names);
	free(k.first);
}

void
contests_free(struct contests *c)
{
	free(c->list);
	free(c->names);
	intern_free(c->candidates);
	intern_free(c->ids);
	arena_free(c->arena);
}
