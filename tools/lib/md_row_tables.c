#include "md_row_tables.h"

#include <math.h>

static void
cell_verdict(struct buf *b, const struct md_row *r)
{
	buf_printf(b, "%s\u00a0%s", md_row_sign(r), md_verdict_name(r->verdict));
	if (r->severity)
		buf_printf(b, ",<br>%s", md_severity_name(r->severity));
	markdown_cell_end(b);
}

static void
add_metric(struct buf *b, const struct md_row *r)
{
	if (!r->metric) {
		buf_str(b, MD_NONE);
		return;
	}
	markdown_code(b, r->metric, MARKDOWN_NAME);
	buf_str(b, md_arrow(r->better));
}

/* "**+12.4 %** [+9.8, +15.1]" */
static void
add_change(struct buf *b, const struct md_row *r, bool strong)
{
	const char *mark = strong && isfinite(r->change) ? "**" : "";

	buf_str(b, mark);
	percent_text(b, r->change, true);
	buf_str(b, mark);
	if (!isfinite(r->low) || !isfinite(r->high))
		return;
	buf_str(b, " [");
	percent_number(b, r->low, true);
	buf_str(b, ",\u00a0");
	percent_number(b, r->high, true);
	buf_char(b, ']');
}

static void
cells_values(struct buf *b, const struct md_row *r)
{
	double larger = fmax(fabs(r->baseline), fabs(r->current));
	struct scale scale = scale_for(larger, r->unit);

	md_quantity(b, r->baseline, &scale, MD_DIGITS);
	markdown_cell_end(b);
	md_quantity(b, r->current, &scale, MD_DIGITS);
	markdown_cell_end(b);
}

void
md_table_changed(struct buf *b, struct md_range range, size_t max)
{
	/* What matters first: a phone shows three columns. */
	static const struct column_head heads[] = {
	    {"Verdict", ALIGN_LEFT},
	    {"Change", ALIGN_RIGHT},
	    {"Benchmark", ALIGN_LEFT},
	    {"Metric", ALIGN_LEFT},
	    {"Baseline", ALIGN_RIGHT},
	    {"Current", ALIGN_RIGHT},
	    {"Note", ALIGN_LEFT},
	};
	size_t n = sizeof heads / sizeof *heads, shown = range.n < max ? range.n : max;
	bool notes = false, proven = range.rows[0].verdict == MD_VERDICT_EQUIVALENT;

	for (size_t i = 0; i < shown; i++)
		notes |= range.rows[i].reason != NULL;
	n -= notes ? 0 : 1;
	if (shown)
		markdown_table(b, heads + proven, n - proven);
	for (size_t i = 0; i < shown; i++) {
		const struct md_row *r = &range.rows[i];

		markdown_row_begin(b);
		if (!proven)
			cell_verdict(b, r);
		add_change(b, r, !proven);
		markdown_cell_end(b);
		md_case(b, r->name, r->params, r->nparams);
		markdown_cell_end(b);
		add_metric(b, r);
		markdown_cell_end(b);
		cells_values(b, r);
		if (notes) {
			markdown_text(b, r->reason ? r->reason : "", MARKDOWN_TEXT);
			markdown_cell_end(b);
		}
		markdown_row_end(b);
	}
	md_more(b, shown, range.n);
	buf_char(b, '\n');
}

void
md_list(struct buf *b, const char *what, struct md_range range, size_t max)
{
	size_t shown = range.n < max ? range.n : max;

	buf_printf(b, "**%s** (%zu):\n\n", what, range.n);
	for (size_t i = 0; i < shown; i++) {
		const struct md_row *r = &range.rows[i];

		buf_printf(b, "- %s ", md_row_sign(r));
		markdown_code(b, r->id, MARKDOWN_TEXT);
		buf_char(b, ' ');
		add_metric(b, r);
		if (isfinite(r->change)) {
			buf_str(b, ": ");
			add_change(b, r, false);
		}
		if (isfinite(r->detectable) && !r->reason) {
			buf_str(b, "; could have seen ");
			percent_text(b, r->detectable, false);
		}
		if (r->reason) {
			buf_str(b, isfinite(r->change) ? "; " : ": ");
			markdown_text(b, r->reason, MARKDOWN_TEXT);
		}
		buf_char(b, '\n');
	}
	md_more(b, shown, range.n);
	buf_char(b, '\n');
}
