#include <math.h>

#include "comparison/comparison_row.h"

static void
name_add(struct buf *b, const struct row *r)
{
	buf_str(b, r->at->id);
	if (r->metric)
		buf_printf(b, " %s", r->metric->text);
	if (isfinite(r->effect.change.value))
		buf_printf(b, " %+.1f %%", 100 * r->effect.change.value);
}

void
comparison_names(const struct comparison *c, enum verdict verdict, size_t most, struct buf *b)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct row *r = c->sorted[i];

		if (!r->gate || (enum verdict)r->verdict != verdict || n++ >= most)
			continue;
		if (n > 1)
			buf_str(b, ", ");
		name_add(b, r);
	}
	if (n > most)
		buf_printf(b, " and %zu more", n - most);
}
