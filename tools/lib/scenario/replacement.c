#include "scenario/replacement.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

void
replacement_make(
    const struct plan *plan, size_t i, const struct combination *combination, struct replacement *f)
{
	const struct plan_case *c = &plan->cases[i];
	struct param *sorted;

	f->combination = *combination;
	f->combination.params = xcalloc(combination->n, sizeof *sorted);
	sorted = xcalloc(combination->n, sizeof *sorted);
	for (size_t k = 0; k < combination->n; k++) {
		struct param *p = &f->combination.params[k];

		*p = combination->params[k];
		if (strcmp(p->key, "backend") == 0)
			p->value = c->replacement;
		sorted[k] = *p;
	}
	f->id = param_case_id(c->name, sorted, combination->n);
	free(sorted);
}

void
replacement_free(struct replacement *f)
{
	free(f->combination.params);
	free(f->id);
}

struct word_set *
replacement_ids(const struct plan *plan, size_t first)
{
	struct word_set *ids = intern_new();

	for (size_t i = first; i < plan->ncases; i++)
		intern_word(ids, plan->cases[i].id);
	return ids;
}

void
replacement_tell(struct plan *plan, size_t i, const struct replacement *f)
{
	struct plan_case *c = &plan->cases[i];
	char *text = xasprintf("%s; '%s' is measured instead", c->skip, f->id);

	c->skip = arena_strdup(plan->memory, text);
	free(text);
}
