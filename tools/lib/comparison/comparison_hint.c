#include "comparison/comparison_hint.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "comparison/aliases.h"
#include "comparison/comparison_row.h"

enum { HINTS_MOST = 50, NAMES_MOST = 200 }; /* of each removed case with each added one */

/* The ids of the cases that are new, each once, at most NAMES_MOST; the caller frees the array. */
static const char **
ids_added(const struct comparison *c, size_t *n)
{
	const char **ids = xcalloc(NAMES_MOST, sizeof *ids);

	*n = 0;
	for (size_t i = 0; i < c->n && *n < NAMES_MOST; i++) {
		const struct row *r = &c->rows[i];

		if (r->verdict == VERDICT_ADDED && !r->note && !(*n && ids[*n - 1] == r->at->id))
			ids[(*n)++] = r->at->id;
	}
	return ids;
}

void
comparison_hint(struct comparison *c)
{
	size_t n, hints = 0;
	const char **added = ids_added(c, &n);

	for (size_t i = 0; n && i < c->n && hints < HINTS_MOST; i++) {
		struct row *r = &c->rows[i];
		const char *near;

		if (r->verdict != VERDICT_REMOVED || !r->whole)
			continue;
		hints++;
		near = suggest(r->at->id, added, n);
		if (near)
			row_decide(r, VERDICT_REMOVED,
			    row_note_keep(c,
				xasprintf("%s%s'%s' is new: when it is the same case, say so in %s",
				    r->note ? r->note : "", r->note ? "; " : "", near,
				    ALIASES_FILE)));
	}
	free(added);
}
