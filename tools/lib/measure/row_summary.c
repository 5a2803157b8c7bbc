#include "measure/row_summary.h"

#include <math.h>

#include "base/quantity.h"
#include "base/tame.h"
#include "base/util.h"
#include "stats/sample.h"

enum { SHOWN_MAX = 20 };

static void
row_values_text(struct buf *b, const struct row_table *t, const struct reported_row *r)
{
	for (size_t i = 0; i < r->nseries; i++) {
		const struct metric_rule *m = row_table_metric_at(t, i);
		struct sample_summary s;
		struct scale scale;
		double width;

		sample_summarize(r->series[i].samples, r->series[i].n, &s);
		if (s.n == 0)
			continue;
		scale = scale_for(s.median, m->unit);
		width = sample_median_halfwidth(&s);
		buf_printf(b, "  %s ", m->name);
		quantity_text(b, s.median, &scale, 4);
		if (isnan(width))
			continue;
		buf_str(b, " ± ");
		percent_text(b, width, false);
	}
}

static void
row_print(const struct row_table *t, const struct reported_row *r, FILE *f)
{
	struct buf text = BUF_INIT;

	buf_printf(&text, "  %s", r->id);
	if (r->failure)
		buf_printf(&text, "  failed: %s", r->failure);
	else
		row_values_text(&text, t, r);
	line_tame(text.s);
	fprintf(f, "%s\n", text.s);
	buf_free(&text);
}

void
row_summary_print(const struct row_table *t, FILE *f)
{
	size_t shown = 0, more = 0, failed = 0;

	for (size_t i = 0; i < row_table_size(t); i++) {
		const struct reported_row *r = row_table_at(t, i);

		if (!r->known || !r->wanted)
			continue;
		if (shown < SHOWN_MAX) {
			row_print(t, r, f);
			shown++;
			continue;
		}
		more++;
		failed += r->failure != NULL;
	}
	if (more)
		fprintf(f, "  and %zu more row%s", more, more == 1 ? "" : "s");
	if (failed)
		fprintf(f, ", of which %zu failed", failed);
	if (more)
		fputc('\n', f);
}
