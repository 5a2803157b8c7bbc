#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "comparison/comparison_row.h"

static int
row_id_order(const void *a, const void *b)
{
	return strcmp(
	    (*(const struct row *const *)a)->at->id, (*(const struct row *const *)b)->at->id);
}

/* The rows of cases whose current side did not end well, sorted by id, *N of them; the caller
 * owns the array. */
static const struct row **
unwell_rows(const struct comparison *c, size_t *n)
{
	const struct row **list = xcalloc(c->n, sizeof *list);

	*n = 0;
	for (size_t i = 0; i < c->n; i++) {
		const struct row *r = &c->rows[i];

		if (r->verdict == VERDICT_FAILED || r->verdict == VERDICT_UNMEASURED)
			list[(*n)++] = r;
	}
	qsort(list, *n, sizeof *list, row_id_order);
	return list;
}

void
comparison_commands(struct comparison *c)
{
	size_t n;
	const struct row **unwell = unwell_rows(c, &n);

	for (size_t i = 0; i < c->n && n > 0; i++) {
		struct row *r = &c->rows[i];
		const struct row_case command = {.id = r->at->reported_by};
		const struct row key = {.at = &command}, *k = &key, **at;

		if (r->verdict != VERDICT_REMOVED || !r->at->reported_by || r->at->in_current)
			continue;
		at = bsearch(&k, unwell, n, sizeof *unwell, row_id_order);
		if (at)
			row_decide(r, (enum verdict)(*at)->verdict, (*at)->note);
	}
	free(unwell);
}
