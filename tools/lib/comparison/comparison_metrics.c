#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/util.h"
#include "comparison/comparison_row.h"

void
comparison_metrics_note(struct comparison *c, const struct entry *e)
{
	for (size_t i = 0; e && i < e->nmetrics; i++) {
		const struct word *name = intern_word(c->names, e->metrics[i].name);

		if (name->index < c->nknown)
			continue;
		c->known = xgrow(c->known, c->nknown, &c->cap_known, sizeof *c->known);
		c->known[c->nknown++] = name->text;
	}
}

bool
comparison_has(const struct comparison *c, const char *name)
{
	for (size_t i = 0; i < c->n; i++)
		if (!c->rows[i].metric || strcmp(c->rows[i].metric->text, name) == 0)
			return true;
	return false;
}

bool
comparison_saw(const struct comparison *c, const char *name)
{
	for (size_t i = 0; i < c->nknown; i++)
		if (strcmp(c->known[i], name) == 0)
			return true;
	return comparison_has(c, name);
}

char *
comparison_nearest(const struct comparison *c, const char *name)
{
	return suggest_note(name, c->known, c->nknown);
}
