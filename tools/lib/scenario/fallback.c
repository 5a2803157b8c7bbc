#include "scenario/fallback.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/util.h"

static char *
id_of(const struct combination *c, const char *name)
{
	return param_case_id(name, c->params, c->n);
}

static struct param *
backend_of(const struct combination *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->params[i].key, PLAN_BACKEND) == 0)
			return &c->params[i];
	return NULL;
}

static struct word_set *
ids_of(const struct combination *all, size_t n, const char *name)
{
	struct word_set *ids = intern_new();

	for (size_t i = 0; i < n; i++) {
		char *id = id_of(&all[i], name);

		intern_word(ids, id);
		free(id);
	}
	return ids;
}

static char *
text_kept(struct plan *plan, char *text)
{
	char *kept = arena_strdup(plan->memory, text);

	free(text);
	return kept;
}

/* Give C the backend TO in place of that of P, unless one of IDS is so already. */
static void
combination_change(struct combination *c, const char *name, const char *to, struct word_set *ids,
    struct plan *plan, struct fallback *f)
{
	struct param *p = backend_of(c);
	const char *why = plan_backend_missing(plan, p->value);
	const char *why_not = plan_backend_missing(plan, to);
	char *from = p->value, *id;

	if (why_not) {
		f->skip = text_kept(plan, xasprintf("%s, and its fallback: %s", why, why_not));
		return;
	}
	p->value = arena_strdup(plan->memory, to);
	/* id_of() sorts the parameters: P may be another one after it. */
	id = id_of(c, name);
	if (intern_find(ids, id)) {
		f->skip = text_kept(plan, xasprintf("%s, and its fallback is case '%s'", why, id));
		backend_of(c)->value = from;
	} else {
		intern_word(ids, id);
		f->from = arena_strdup(plan->memory, from);
		f->why = arena_strdup(plan->memory, why);
	}
	free(id);
}

struct fallback *
fallback_apply(struct combination *all, size_t n, const char *name, const char *backend,
    struct plan *plan, struct arena *arena)
{
	struct fallback *done = arena_array(arena, n, sizeof *done);
	struct word_set *ids = NULL;

	memset(done, 0, n * sizeof *done);
	for (size_t i = 0; i < n; i++) {
		const struct param *p = backend_of(&all[i]);

		if (!p || !plan_backend_missing(plan, p->value))
			continue;
		if (!ids)
			ids = ids_of(all, n, name);
		combination_change(&all[i], name, backend, ids, plan, &done[i]);
	}
	if (ids)
		intern_free(ids);
	return done;
}
