#include "render/md_comparison.h"

#include <math.h>
#include <string.h>

#include "render/md_accept.h"
#include "render/md_budget.h"
#include "render/md_claims.h"
#include "render/md_headline.h"
#include "render/md_machines.h"
#include "render/md_measured.h"
#include "render/md_revisions.h"
#include "render/md_row_lists.h"
#include "render/md_row_note.h"
#include "render/md_rows.h"
#include "render/open_advice.h"

enum { NAMES_MAX = 20 }; /* cases named in a sentence */

/* The rows, among those that gate or among the others, of verdicts FIRST to LAST
 * in the order of readers. */
static struct md_range
range_of(const struct md_rows *rows, bool gate, enum verdict first, enum verdict last)
{
	const size_t *counts = gate ? rows->gating : rows->others;
	struct md_range r = {NULL, 0, 0};

	for (int v = 0; v < NVERDICTS; v++)
		if (md_verdict_rank((enum verdict)v) >= md_verdict_rank(first) &&
		    md_verdict_rank((enum verdict)v) <= md_verdict_rank(last))
			r.n += counts[v];
	for (size_t i = 0; i < rows->n; i++) {
		const struct md_row *row = &rows->rows[i];

		if (row->gate != gate || md_verdict_rank(row->verdict) < md_verdict_rank(first) ||
		    md_verdict_rank(row->verdict) > md_verdict_rank(last))
			continue;
		if (!r.rows)
			r.rows = row;
		r.kept++;
	}
	return r;
}

static struct md_range
range_alike(const struct md_rows *rows, enum verdict verdict)
{
	return range_of(rows, true, verdict, verdict);
}

/* The case of the first of N rows, and their metrics, where not all of its rows are here. */
static void
add_case(struct buf *b, const struct md_row *r, size_t n)
{
	markdown_code(b, r->id, MARKDOWN_NAME);
	if (r->siblings == r->alike)
		return;
	for (size_t i = 0; i < n; i++) {
		buf_str(b, i ? ", " : " (");
		markdown_code(b, r[i].metric ? r[i].metric : "", MARKDOWN_NAME);
	}
	buf_char(b, ')');
}

/* Every case with rows of VERDICT once, however many it has. */
static void
names(struct buf *b, const char *what, const struct md_rows *all, enum verdict verdict)
{
	struct md_range range = range_alike(all, verdict);
	size_t n = 0;

	if (!range.n)
		return;
	buf_printf(b, "**%s:** ", what);
	for (size_t i = 0, to; i < range.kept && n < NAMES_MAX; i = to) {
		for (to = i + 1;
		     to < range.kept && strcmp(range.rows[to].id, range.rows[i].id) == 0;)
			to++;
		buf_str(b, n++ ? ", " : "");
		add_case(b, &range.rows[i], to - i);
	}
	if (all->cases[verdict] > n)
		buf_printf(b, " and %zu more", all->cases[verdict] - n);
	if (range.rows[0].reason) {
		buf_str(b, " (");
		markdown_text(b, range.rows[0].reason, MARKDOWN_TEXT);
		buf_char(b, ')');
	}
	buf_str(b, "\n\n");
}

static void
fold(struct buf *b, struct md_range range, size_t max, const char *what)
{
	struct buf summary = BUF_INIT;

	if (!range.n)
		return;
	md_count(&summary, range.n, "row");
	buf_char(&summary, ' ');
	buf_str(&summary, what);
	markdown_fold_begin(b, summary.s);
	md_table_folded(b, range, max);
	markdown_fold_end(b);
	buf_free(&summary);
}

/* The waivers that fail the job, and where they stand. */
static void
waivers(struct buf *b, const struct json_at *root)
{
	struct json_at list = json_member(root, "waivers");

	for (size_t i = 0; i < json_length(&list); i++) {
		struct json_at at = json_element(&list, i);

		if (!md_waiver_fails(&at))
			continue;
		buf_str(b, "- ❌ The waiver of ");
		markdown_code(b, json_string_of(&at, "row"), MARKDOWN_TEXT);
		buf_char(b, ' ');
		markdown_code(b, json_string_of(&at, "metric"), MARKDOWN_NAME);
		buf_str(b, " at ");
		markdown_code(b, json_string_of(&at, "file"), MARKDOWN_NAME);
		buf_printf(b, ", line %zu, is ", json_count_or(&at, "line", 0));
		markdown_text(b, json_string_of(&at, "state"), MARKDOWN_NAME);
		buf_str(b, " (until ");
		markdown_text(b, json_string_of(&at, "expires"), MARKDOWN_NAME);
		buf_char(b, ',');
		md_acceptance(b, json_string_or(&at, "accept", NULL),
		    json_number_or(&at, "ceiling", NAN), json_number_or(&at, "worst", NAN));
		buf_str(b, ").\n");
	}
}

static void
list(struct buf *b, const char *what, struct md_range range, size_t max)
{
	if (range.n)
		md_list(b, what, range, max);
}

/* Each for itself where they say why they are gone. */
static void
removed(struct buf *b, const struct md_rows *rows, size_t max)
{
	struct md_range range = range_alike(rows, VERDICT_REMOVED);
	bool why = false;

	for (size_t i = 0; i < range.kept; i++)
		why |= range.rows[i].reason != NULL;
	if (why)
		md_list(b, "Removed from what is checked", range, max);
	else
		names(b, "Removed", rows, VERDICT_REMOVED);
}

static void
sections(struct buf *b, const struct md_rows *rows, size_t max)
{
	struct md_range changed = range_of(rows, true, VERDICT_REGRESSION, VERDICT_BETTER);

	if (changed.n)
		md_table_changed(b, changed, max);
	list(b, "Failed", range_alike(rows, VERDICT_FAILED), max);
	list(b, "Unmeasured", range_alike(rows, VERDICT_UNMEASURED), max);
	if (rows->gating[VERDICT_INCONCLUSIVE])
		md_open(b, range_alike(rows, VERDICT_INCONCLUSIVE), max);
	md_drifted(b, (struct md_range){rows->drifted, rows->drifts, rows->ndrifted}, max);
	names(b, "Incomparable", rows, VERDICT_INCOMPARABLE);
	names(b, "Added", rows, VERDICT_ADDED);
	removed(b, rows, max);
}

/* What a reader may open: what did not change, and what cannot fail the job. */
static void
folds(struct buf *b, const struct md_rows *rows, size_t max)
{
	fold(b, range_alike(rows, VERDICT_EQUIVALENT), max, md_equivalent(rows));
	fold(b, range_of(rows, false, VERDICT_REGRESSION, VERDICT_REMOVED), max,
	    "that cannot fail the job");
}

static void
warn_contaminated(struct buf *b, const struct json_at *root)
{
	struct json_at summary = json_member(root, "summary");
	struct json_at control = json_member(&summary, "control");
	struct json_at sessions = json_member(&summary, "contaminated_sessions");
	size_t n = sessions.node ? json_length(&sessions) : 0;

	if (!json_bool_or(&summary, "contaminated", false))
		return;
	if (n) {
		buf_printf(b,
		    "> [!WARNING]\n> **%zu session%s contaminated.** The control row, the same "
		    "program on both sides, moved there: their samples are left out.\n\n",
		    n, n == 1 ? " is" : "s are");
		return;
	}
	buf_str(b, "> [!WARNING]\n> **The session is contaminated.** The control row, the same "
		   "program on both sides, moved by ");
	percent_text(b, json_number_or(&control, "change", NAN), true);
	buf_str(b, ": its rows are not judged. Measure again.\n\n");
}

/* What nobody could see of what the change takes away. */
static void
note_scenario(struct buf *b, const struct json_at *root)
{
	struct json_at summary = json_member(root, "summary");
	const char *word = json_string_or(&summary, "baseline_scenario", "");

	if (strcmp(word, "absent") == 0)
		buf_str(b,
		    "> [!NOTE]\n> **Base has no scenario of this name.** There is nothing that "
		    "this change could take out of it, or loosen.\n\n");
	else if (strcmp(word, "unreadable") == 0)
		buf_str(b,
		    "> [!WARNING]\n> **The scenario of base cannot be read.** What this change "
		    "takes out of it, or loosens, is not known: that fails the job, unless a "
		    "waiver accepts it.\n\n");
}

/* What red, green and yellow mean here. */
static void
promise(struct buf *b, const struct md_rows *rows, const struct json_at *root)
{
	struct json_at policy_at = json_member(root, "policy");
	bool unpaired = strcmp(json_string_or(&policy_at, "design", ""), "unpaired") == 0;

	if (rows->single)
		buf_str(b, "Single values and counts are compared as they are; 🟡 means "
			   "inconclusive.");
	else if (rows->alone)
		buf_str(b, "With one session a side another session may show something else; 🟡 "
			   "means inconclusive.");
	else
		buf_printf(b, "%s, " MD_PROMISE ".",
		    unpaired ? "Of these two results" : "Of these two builds on this machine");
}

void
md_comparison(struct buf *b, const struct json_document *head, const struct md_rows *rows,
    const struct md_options *options)
{
	struct json_at root = json_root(head);
	struct json_at baseline = json_member(&root, "baseline");
	struct json_at current = json_member(&root, "current");

	md_headline(b, rows,
	    options->title ? options->title : json_string_or(&root, "suite", "Benchmarks"));
	md_warn_machines(b, &baseline, &current);
	warn_contaminated(b, &root);
	note_scenario(b, &root);
	if (rows->waivers_failing) {
		waivers(b, &root);
		buf_char(b, '\n');
	}
	md_claims(b, &root);
	md_budget_note(b, &root);
	sections(b, rows, options->max_rows);
	md_open_advice(b, &root);
	md_revisions(b, &current, options->run);
	folds(b, rows, options->max_rows);
	md_measured(b, &root);
	md_reproduce(b, &current);
	md_accept(b, rows, json_string_or(&root, "suite", NULL),
	    json_string_or(&root, "timestamp", NULL), options->run);
	buf_str(b, "<sub>" MD_ARROWS ". ");
	promise(b, rows, &root);
	if (rows->looks)
		buf_str(b,
		    " By <code>cpu_ms</code>: the change is that of the CPU time behind the time "
		    "in the columns, which has less of the machine's noise.");
	buf_str(b, "</sub>\n");
}
