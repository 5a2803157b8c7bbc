#include "render/md_limits.h"

#include <math.h>
#include <string.h>

#include "render/md_headline.h"
#include "render/md_row_note.h"
#include "render/md_rows.h"

/* "≤ 100 MB", "≥ 1.00 M ops/s", or both. */
static void
cell_limit(struct buf *b, const struct md_row *r, const struct scale *scale)
{
	if (isfinite(r->min)) {
		buf_str(b, "≥\u00a0");
		md_quantity_set(b, r->min, scale);
	}
	if (isfinite(r->min) && isfinite(r->max))
		buf_str(b, ", ");
	if (isfinite(r->max)) {
		buf_str(b, "≤\u00a0");
		md_quantity_set(b, r->max, scale);
	}
	markdown_cell_end(b);
}

static double
smallness(double v)
{
	return isfinite(v) && v != 0 ? fabs(v) : INFINITY;
}

static void
limit_row_render(struct buf *b, const struct md_row *r)
{
	/* In a unit that shows the smallest of them with digits before the point. */
	double least = fmin(smallness(r->current), fmin(smallness(r->min), smallness(r->max)));
	struct scale scale = scale_for(isfinite(least) ? least : 0, r->unit);
	struct buf reason = BUF_INIT;

	markdown_row_begin(b);
	buf_printf(b, "%s\u00a0%s", md_row_sign(r), verdict_name(r->verdict));
	markdown_cell_end(b);
	md_case(b, r->name, r->params, r->nparams);
	if (r->variant) {
		buf_str(b, "<br>");
		markdown_name(b, r->variant, MARKDOWN_NAME);
	}
	markdown_cell_end(b);
	markdown_code(b, r->metric ? r->metric : "?", MARKDOWN_NAME);
	markdown_cell_end(b);
	md_quantity(b, r->current, &scale, MD_DIGITS + 1);
	markdown_cell_end(b);
	cell_limit(b, r, &scale);
	if (r->because)
		markdown_text(b, r->because, MARKDOWN_TEXT);
	if (r->because && r->reason)
		buf_str(b, "<br>");
	if (r->reason) {
		md_reason_set(&reason, r, r->reason);
		markdown_text(b, reason.s, MARKDOWN_TEXT);
		buf_free(&reason);
	}
	if (!r->gate)
		buf_str(
		    b, r->because || r->reason ? "<br>cannot fail the job" : "cannot fail the job");
	markdown_cell_end(b);
	markdown_row_end(b);
}

static void
table(struct buf *b, const struct md_rows *rows, bool kept, size_t n, size_t max)
{
	static const struct column_head heads[] = {
	    {"Verdict", ALIGN_LEFT},
	    {"Benchmark", ALIGN_LEFT},
	    {"Metric", ALIGN_LEFT},
	    {"Value", ALIGN_RIGHT},
	    {"Limit", ALIGN_RIGHT},
	    {"Because", ALIGN_LEFT},
	};
	size_t shown = 0;

	if (max)
		markdown_table(b, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < rows->n && shown < max; i++) {
		if ((rows->rows[i].verdict == VERDICT_WITHIN) != kept)
			continue;
		limit_row_render(b, &rows->rows[i]);
		shown++;
	}
	md_more(b, shown, n);
	buf_char(b, '\n');
}

static void
headline(struct buf *b, const struct md_rows *rows, const char *title)
{
	const size_t *n = rows->gating;
	struct buf text = BUF_INIT;
	const char *sign = "🔴";
	size_t open = n[VERDICT_INCONCLUSIVE], all = 0;

	for (size_t i = 0; i < NVERDICTS; i++)
		all += n[i];
	if (n[VERDICT_EXCEEDED]) {
		md_count(&text, n[VERDICT_EXCEEDED], "limit");
		buf_str(&text, " exceeded");
	} else if (n[VERDICT_FAILED] || rows->fails) {
		sign = "❌";
		buf_printf(&text, "%zu failed", n[VERDICT_FAILED]);
	} else if (open || all == 0) {
		sign = "🟡";
		if (open)
			buf_printf(&text, "no limit exceeded, %zu inconclusive", open);
		else
			buf_str(&text, "no limits");
	} else {
		sign = "🟢";
		buf_str(&text, "all limits kept");
	}
	md_heading(b, sign, title, text.s);
	buf_free(&text);
	if (all == 0)
		return;
	buf_printf(b, "%zu of ", n[VERDICT_WITHIN]);
	md_count(b, all, "limit");
	buf_str(b, " kept");
	md_also(b, n[VERDICT_EXCEEDED], "exceeded", "exceeded");
	md_also(b, n[VERDICT_FAILED], "failed", "failed");
	md_also(b, open, "inconclusive", "inconclusive");
	buf_str(b, ".\n\n");
}

void
md_limits(struct buf *b, const struct json_document *head, const struct md_rows *rows,
    const struct md_options *options)
{
	struct json_at root = json_root(head), current = json_member(&root, "current");
	struct json_at environment = json_member(&current, "environment");
	size_t kept;
	struct buf summary = BUF_INIT;

	headline(
	    b, rows, options->title ? options->title : json_string_or(&root, "suite", "Limits"));
	kept = rows->gating[VERDICT_WITHIN] + rows->others[VERDICT_WITHIN];
	if (kept < rows->total)
		table(b, rows, false, rows->total - kept, options->max_rows);
	if (kept) {
		md_count(&summary, kept, "limit");
		buf_str(&summary, " kept");
		markdown_fold_begin(b, summary.s);
		table(b, rows, true, kept, options->max_rows);
		markdown_fold_end(b);
	}
	if (current.node) {
		buf_str(b, "**Measured on:** ");
		md_environment(b, &environment, json_string_or(&current, "timestamp", NULL));
		buf_char(b, '\n');
	}
	if (options->run)
		buf_printf(b, "\n[The run](%s)\n", options->run);
	buf_free(&summary);
}
