#include "md_comparison.h"

#include <math.h>
#include <string.h>

#include "md_headline.h"
#include "md_rows.h"

enum { NAMES_MAX = 20 }; /* cases named in a sentence */

/* Rows FROM to UNTIL (not included) of a comparison. */
struct range {
	const struct md_row *rows;
	size_t n;
};

/* The rows, among those that gate or among the others, of verdicts FIRST to LAST. */
static struct range
range_of(const struct md_rows *rows, bool gate, enum verdict first, enum verdict last)
{
	struct range r = {NULL, 0};

	for (size_t i = 0; i < rows->n; i++) {
		const struct md_row *row = &rows->rows[i];

		if (row->gate != gate || row->verdict < first || row->verdict > last)
			continue;
		if (!r.rows)
			r.rows = row;
		r.n++;
	}
	return r;
}

static void
cell_verdict(struct buf *b, const struct md_row *r)
{
	buf_printf(b, "%s\u00a0%s", verdict_sign(r->verdict), verdict_name(r->verdict));
	if (r->severity)
		buf_printf(b, ",<br>%s", severity_name(r->severity));
	markdown_cell_end(b);
}

static void
cells_case_and_metric(struct buf *b, const struct md_row *r)
{
	md_case(b, r->name, r->params, r->nparams);
	markdown_cell_end(b);
	if (r->metric) {
		markdown_code(b, r->metric, MARKDOWN_NAME);
		buf_str(b, md_arrow(r->better));
	} else {
		buf_str(b, MD_NONE);
	}
	markdown_cell_end(b);
}

/* "+12.4 % [+9.8, +15.1]" */
static void
cell_change(struct buf *b, const struct md_row *r, bool strong)
{
	const char *mark = strong && isfinite(r->change) ? "**" : "";

	buf_str(b, mark);
	percent_text(b, r->change, true);
	buf_str(b, mark);
	if (isfinite(r->low) && isfinite(r->high)) {
		buf_str(b, " [");
		percent_number(b, r->low, true);
		buf_str(b, ",\u00a0");
		percent_number(b, r->high, true);
		buf_str(b, "]");
	}
	markdown_cell_end(b);
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

static void
cell_text(struct buf *b, const char *text)
{
	if (text)
		markdown_text(b, text, MARKDOWN_TEXT);
	else
		buf_str(b, MD_NONE);
	markdown_cell_end(b);
}

static void
table_changed(struct buf *b, struct range range, size_t max)
{
	static const struct column_head heads[] = {
	    {"Verdict", ALIGN_LEFT},
	    {"Benchmark", ALIGN_LEFT},
	    {"Metric", ALIGN_LEFT},
	    {"Change", ALIGN_RIGHT},
	    {"Baseline", ALIGN_RIGHT},
	    {"Current", ALIGN_RIGHT},
	    {"Note", ALIGN_LEFT},
	};
	size_t n = sizeof heads / sizeof *heads, shown = range.n < max ? range.n : max;
	bool notes = false;

	for (size_t i = 0; i < shown; i++)
		notes |= range.rows[i].reason != NULL;
	markdown_table(b, heads, notes ? n : n - 1);
	for (size_t i = 0; i < shown; i++) {
		const struct md_row *r = &range.rows[i];

		markdown_row_begin(b);
		cell_verdict(b, r);
		cells_case_and_metric(b, r);
		cell_change(b, r, true);
		cells_values(b, r);
		if (notes)
			cell_text(b, r->reason ? r->reason : "");
		markdown_row_end(b);
	}
	md_more(b, shown, range.n);
	buf_char(b, '\n');
}

static void
table_inconclusive(struct buf *b, struct range range, size_t max)
{
	static const struct column_head heads[] = {
	    {"Benchmark", ALIGN_LEFT},
	    {"Metric", ALIGN_LEFT},
	    {"Change", ALIGN_RIGHT},
	    {"Could have seen", ALIGN_RIGHT},
	    {"Why", ALIGN_LEFT},
	};
	size_t shown = range.n < max ? range.n : max;

	markdown_table(b, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < shown; i++) {
		const struct md_row *r = &range.rows[i];

		markdown_row_begin(b);
		cells_case_and_metric(b, r);
		cell_change(b, r, false);
		percent_text(b, r->detectable, false);
		markdown_cell_end(b);
		cell_text(b, r->reason);
		markdown_row_end(b);
	}
	md_more(b, shown, range.n);
	buf_char(b, '\n');
}

/* Every case once, however many rows it has. */
static void
names(struct buf *b, const char *what, struct range range)
{
	size_t n = 0;

	if (!range.n)
		return;
	buf_printf(b, "**%s:** ", what);
	for (size_t i = 0; i < range.n; i++) {
		if (i && strcmp(range.rows[i].id, range.rows[i - 1].id) == 0)
			continue;
		if (n++ < NAMES_MAX) {
			buf_str(b, n > 1 ? ", " : "");
			markdown_code(b, range.rows[i].id, MARKDOWN_NAME);
		}
	}
	if (n > NAMES_MAX)
		buf_printf(b, " and %zu more", n - NAMES_MAX);
	if (range.rows[0].reason) {
		buf_str(b, " (");
		markdown_text(b, range.rows[0].reason, MARKDOWN_TEXT);
		buf_char(b, ')');
	}
	buf_str(b, "\n\n");
}

static void
fold(struct buf *b, struct range range, size_t max, const char *what)
{
	struct buf summary = BUF_INIT;

	if (!range.n)
		return;
	md_count(&summary, range.n, "row");
	buf_str(&summary, what);
	markdown_fold_begin(b, summary.s);
	table_changed(b, range, max);
	markdown_fold_end(b);
	buf_free(&summary);
}

static void
sections(struct buf *b, const struct md_rows *rows, size_t max)
{
	struct range changed = range_of(rows, true, VERDICT_REGRESSION, VERDICT_BETTER);
	struct range open = range_of(rows, true, VERDICT_INCONCLUSIVE, VERDICT_INCONCLUSIVE);
	struct range same = range_of(rows, true, VERDICT_EQUIVALENT, VERDICT_WITHIN);

	if (changed.n)
		table_changed(b, changed, max);
	if (open.n) {
		buf_printf(b, "**Could not be told** (%zu):\n\n", open.n);
		table_inconclusive(b, open, max);
	}
	names(b, "Not comparable",
	    range_of(rows, true, VERDICT_INCOMPARABLE, VERDICT_INCOMPARABLE));
	names(b, "Added", range_of(rows, true, VERDICT_ADDED, VERDICT_ADDED));
	names(b, "Removed", range_of(rows, true, VERDICT_REMOVED, VERDICT_REMOVED));
	fold(b, same, max, " proven equivalent");
	fold(b, range_of(rows, false, 0, NVERDICTS - 1), max, " that cannot fail the job");
}

static void
geometric_means(struct buf *b, const struct json_at *root)
{
	struct json_at summary = json_member(root, "summary");
	struct json_at means = json_member(&summary, "geometric_mean"), at = {0};
	size_t n = 0;

	while (json_next(&means, &at)) {
		double ratio = json_number_or(&at, "ratio", NAN);

		if (isnan(ratio))
			continue;
		buf_str(b, n++ ? " · " : "**Geometric mean:** ");
		markdown_code(b, at.key, MARKDOWN_NAME);
		buf_char(b, ' ');
		percent_text(b, ratio - 1, true);
		buf_str(b, " (");
		md_count(b, json_count_or(&at, "n", 0), "row");
		buf_char(b, ')');
	}
	if (n)
		buf_str(b, "<br>\n");
}

static void
policy(struct buf *b, const struct json_at *root)
{
	static const struct {
		const char *key, *label;
	} fractions[] = {{"threshold", "threshold"}, {"tolerance", "tolerance"}, {"alpha", "α"}};
	static const char *const words[] = {"design", "correction"};
	struct json_at p = json_member(root, "policy");
	size_t n = 0;

	for (size_t i = 0; i < 3; i++) {
		double v = json_number_or(&p, fractions[i].key, NAN);

		if (isnan(v))
			continue;
		buf_printf(b, "%s%s ", n++ ? ", " : "**Policy:** ", fractions[i].label);
		percent_text(b, v, false);
	}
	for (size_t i = 0; i < 2; i++) {
		const char *word = json_string_or(&p, words[i], NULL);

		if (!word)
			continue;
		buf_str(b, n++ ? ", " : "**Policy:** ");
		markdown_text(b, word, MARKDOWN_NAME);
	}
	if (n)
		buf_str(b, "<br>\n");
}

static void
machine(struct buf *b, const char *label, const struct json_at *side)
{
	struct json_at environment = json_member(side, "environment");

	if (!side->node)
		return;
	buf_printf(b, "**%s:** ", label);
	md_environment(b, &environment, json_string_or(side, "timestamp", NULL));
	buf_str(b, "<br>\n");
}

static void
warn_machines(struct buf *b, const struct json_at *baseline, const struct json_at *current)
{
	struct json_at before = json_member(baseline, "environment");
	struct json_at after = json_member(current, "environment");
	const char *x = json_string_or(&before, "fingerprint", NULL);
	const char *y = json_string_or(&after, "fingerprint", NULL);

	if (!x || !y || strcmp(x, y) == 0)
		return;
	buf_str(b, "> [!WARNING]\n> **These are different machines.** Times measured on "
		   "one say little about the other.\n>\n> Baseline: ");
	md_environment(b, &before, NULL);
	buf_str(b, "<br>\n> Current: ");
	md_environment(b, &after, NULL);
	buf_str(b, "\n\n");
}

void
md_comparison(struct buf *b, const struct json_document *d, const struct md_options *options)
{
	struct json_at root = json_root(d);
	struct json_at baseline = json_member(&root, "baseline");
	struct json_at current = json_member(&root, "current");
	struct md_rows rows;

	md_rows_load(&rows, d);
	md_headline(b, &rows,
	    options->title ? options->title : json_string_or(&root, "suite", "Benchmarks"));
	warn_machines(b, &baseline, &current);
	sections(b, &rows, options->max_rows);
	geometric_means(b, &root);
	policy(b, &root);
	machine(b, "Baseline", &baseline);
	machine(b, "Current", &current);
	buf_str(b, "\n<sub>" MD_ARROWS ". A red row is a real regression, a green row is proven; "
		   "❔ says that it cannot be told.</sub>\n");
	md_rows_free(&rows);
}
