#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text_table.h"
#include "render/text.h"

enum { METRICS_SHOWN = 6, COLUMNS_MORE = 6 };

/* The metrics that are shown, by their indexes. */
struct chosen {
	size_t at[METRICS_SHOWN], n, more;
};

static struct chosen
metrics_choose(const struct md_cases *c, const struct md_options *options)
{
	struct chosen chosen = {{0}, 0, 0};

	for (size_t i = 0; i < c->nmetrics; i++) {
		if (options->nnames ? !md_wanted(options, c->metrics[i].name)
				    : !c->metrics[i].usual)
			continue;
		if (chosen.n < METRICS_SHOWN)
			chosen.at[chosen.n++] = i;
		else
			chosen.more++;
	}
	return chosen;
}

/* "41.8 ms ± 1.2 %" */
static void
value_add(struct buf *b, const struct md_cell *cell)
{
	struct scale scale;

	if (!cell || !isfinite(cell->value))
		return;
	scale = scale_for(cell->value, cell->unit);
	quantity_text(b, cell->value, &scale, MD_DIGITS);
	if (isfinite(cell->width)) {
		buf_str(b, " ± ");
		percent_text(b, cell->width, false);
	}
}

/* "40.1 ▁▃█▂   ▁ 47.0 ms" */
static void
plot_add(struct buf *b, const struct md_cell *cell, bool unicode)
{
	struct scale scale, bare;

	if (!cell || !isfinite(cell->min) || !isfinite(cell->max))
		return;
	scale = scale_for(cell->value, cell->unit);
	bare = (struct scale){scale.factor, "", ""};
	quantity_text(b, cell->min, &bare, MD_DIGITS);
	buf_char(b, ' ');
	strip_add(b, cell->strip, unicode);
	buf_char(b, ' ');
	quantity_text(b, cell->max, &scale, MD_DIGITS);
}

static void
cell_take(struct text_table *t, struct buf *b, enum text_paint paint)
{
	text_table_cell(t, b->s ? b->s : "", paint);
	buf_clear(b);
}

static void
case_add(struct text_table *t, const struct md_shown *s, const struct chosen *chosen,
    const struct text_options *options)
{
	struct buf b = BUF_INIT;

	text_table_cell(t, s->id, PAINT_NONE);
	text_table_cell(t, s->variant ? s->variant : "", PAINT_NONE);
	text_table_cell(t, s->status == ENTRY_OK ? "" : entry_status_name(s->status),
	    s->status == ENTRY_SKIPPED ? PAINT_YELLOW : PAINT_RED);
	for (size_t i = 0; i < chosen->n; i++) {
		value_add(&b, md_shown_cell(s, chosen->at[i]));
		cell_take(t, &b, PAINT_NONE);
	}
	if (options->plot && chosen->n)
		plot_add(&b, md_shown_cell(s, chosen->at[0]), options->style.unicode);
	cell_take(t, &b, PAINT_NONE);
	if (s->iterations)
		buf_printf(&b, "%zu", s->iterations);
	cell_take(t, &b, PAINT_NONE);
	buf_free(&b);
}

static void
table_add(struct buf *b, const struct md_cases *c, size_t shown, const struct text_options *options)
{
	struct chosen chosen = metrics_choose(c, options->md);
	struct text_column columns[METRICS_SHOWN + COLUMNS_MORE] = {
	    {.title = "benchmark", .name = true}, {.title = "variant", .once = true, .under = 1},
	    {.title = "status", .under = 1}};
	char *plotted = chosen.n ? xasprintf("samples of %s", c->metrics[chosen.at[0]].name) : NULL;
	struct text_table *t;
	size_t n = 3;

	for (size_t i = 0; i < chosen.n; i++)
		columns[n++] = (struct text_column){
		    .title = c->metrics[chosen.at[i]].name, .right = true, .spare = (int)i};
	columns[n++] = (struct text_column){.title = plotted ? plotted : "samples"};
	columns[n++] = (struct text_column){
	    .title = "runs", .right = true, .once = true, .spare = METRICS_SHOWN + 1};
	t = text_table_new(&options->style, columns, n);
	for (size_t i = 0; i < shown; i++)
		case_add(t, &c->shown[i], &chosen, options);
	text_table_add(t, b);
	if (chosen.more) {
		md_count(b, chosen.more, "more metric");
		buf_str(b, " not shown; --metric chooses\n");
	}
	text_table_free(t);
	free(plotted);
}

/* "4 benchmarks, 12 cases: 11 ok, 1 failed; 110 invocations" */
static void
totals_add(struct buf *b, const struct md_cases *c, const struct text_style *style)
{
	struct buf text = BUF_INIT;
	size_t n = 0;

	md_count(&text, c->names, "benchmark");
	if (c->names != c->total) {
		buf_str(&text, ", ");
		md_count(&text, c->total, "case");
	}
	for (size_t i = 0; i <= ENTRY_INTERRUPTED; i++)
		if (c->counts[i])
			buf_printf(&text, "%s%zu %s", n++ ? ", " : ": ", c->counts[i],
			    entry_status_name((enum entry_status)i));
	if (c->invocations) {
		buf_str(&text, "; ");
		md_count(&text, c->invocations, "invocation");
	}
	text_paragraph(
	    b, style, c->counts[ENTRY_OK] == c->total ? PAINT_NONE : PAINT_YELLOW, text.s);
	buf_free(&text);
}

static void
reasons_add(struct buf *b, const struct md_cases *c, size_t shown, const struct text_style *style)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < shown; i++) {
		const struct md_shown *s = &c->shown[i];

		if (s->status == ENTRY_OK || !s->reason)
			continue;
		buf_clear(&text);
		buf_printf(&text, "%s: %s", s->id, s->reason);
		text_paragraph(b, style, PAINT_NONE, text.s);
	}
	buf_free(&text);
}

void
text_results(struct buf *b, const struct md_results *results, const struct text_options *options)
{
	const struct md_cases *c = &results->cases;
	const char *title = options->md->title ? options->md->title : results->suite;
	size_t shown = c->nshown < options->md->max_rows ? c->nshown : options->md->max_rows;
	struct json_at root;

	text_paragraph(b, &options->style, PAINT_STRONG, title ? title : "Benchmarks");
	if (results->environment) {
		root = json_root(results->environment);
		text_environment(b, "measured on", &root, &options->style);
	}
	buf_char(b, '\n');
	if (shown) {
		table_add(b, c, shown, options);
		if (c->total > shown) {
			md_count(b, c->total - shown, "more row");
			buf_str(b, " not shown\n");
		}
		buf_char(b, '\n');
	}
	reasons_add(b, c, shown, &options->style);
	totals_add(b, c, &options->style);
}
