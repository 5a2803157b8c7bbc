#include "comparison/comparison_summary.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "comparison/comparison_reader.h"
#include "model/verdict.h"

/* In the order of the description. */
static const enum verdict words[] = {
    VERDICT_REGRESSION,
    VERDICT_EXCEEDED,
    VERDICT_FAILED,
    VERDICT_UNMEASURED,
    VERDICT_WORSE,
    VERDICT_MACHINE_DEPENDENT,
    VERDICT_PLACEMENT,
    VERDICT_IMPROVEMENT,
    VERDICT_BETTER,
    VERDICT_INCONCLUSIVE,
    VERDICT_INCOMPARABLE,
    VERDICT_ADDED,
    VERDICT_REMOVED,
    VERDICT_EQUIVALENT,
    VERDICT_WITHIN,
};

/* What the rows that can fail the job say. */
struct tally {
	bool changed;             /* one changed or could not be judged, or none was judged */
	size_t waived[NVERDICTS]; /* of each verdict, those that are accepted */
	size_t accepted, drifted; /* all of these; those that regressed since the release */
};

static void
row_tally(struct tally *t, const struct json_at *row, enum verdict verdict)
{
	struct json_at drift = json_member(row, "drift"), waived = json_member(row, "waived");

	t->waived[verdict] += waived.node != NULL;
	t->accepted += waived.node != NULL;
	t->drifted += drift.node && row_verdict(&drift) == VERDICT_REGRESSION;
}

static void
rows_tally(struct tally *t, struct comparison_reader *r)
{
	bool changed = false, judged = false;
	struct json_at row;

	*t = (struct tally){0};

	while (comparison_reader_next(r, &row)) {
		enum verdict verdict = row_verdict(&row);
		bool quiet = verdict == VERDICT_EQUIVALENT || verdict == VERDICT_WITHIN;

		if (!row_gates(&row))
			continue;
		row_tally(t, &row, verdict);
		judged |= quiet;
		changed |= !quiet && verdict != VERDICT_ADDED;
	}
	t->changed = changed || !judged;
}

/* Add "2 regressions" to B, after a comma where it is not the first; nothing when N is 0, or when
 * there is no room. */
static void
item_add(struct buf *b, size_t n, const char *one, const char *many)
{
	struct buf item = BUF_INIT;

	if (n)
		buf_printf(&item, "%s%zu %s", b->len ? ", " : "", n, n == 1 ? one : many);
	if (b->len + item.len <= DESCRIPTION_MAX)
		buf_add(b, item.s, item.len);
	buf_free(&item);
}

static void
verdict_add(struct buf *b, enum verdict verdict, size_t n)
{
	const char *many = verdict == VERDICT_REGRESSION    ? "regressions"
			   : verdict == VERDICT_IMPROVEMENT ? "improvements"
							    : verdict_name(verdict);

	item_add(b, n, verdict_name(verdict), many);
}

size_t
summary_overdrawn(const struct json_at *root, size_t *named)
{
	struct json_at budget = json_member(root, "budget"), list = {0};
	size_t n = 0;

	if (json_kind(&budget) == JSON_OBJECT)
		list = json_member(&budget, "rows");
	*named = list.node ? json_length(&list) : 0;
	for (size_t i = 0; i < *named; i++) {
		struct json_at row = json_element(&list, i);

		n += strcmp(json_string_of(&row, "state"), "overdrawn") == 0;
	}
	return n;
}

void
comparison_summary_load(struct comparison_summary *s, const char *path)
{
	struct comparison_reader *r = comparison_reader_open(path);
	struct json_at root = json_root(comparison_reader_head(r));
	struct json_at summary = json_member(&root, "summary");
	size_t named, overdrawn = summary_overdrawn(&root, &named);
	struct buf b = BUF_INIT;
	struct tally t;

	rows_tally(&t, r);
	s->fails = summary_fails(&summary) || overdrawn;
	s->changed = t.changed || s->fails || named;
	item_add(&b, overdrawn, "budget overdrawn", "budgets overdrawn");
	if (strcmp(json_string_or(&summary, "verdict", ""), VERDICT_DRIFT) == 0)
		item_add(
		    &b, t.drifted, "regression since the release", "regressions since the release");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = json_count_or(&summary, verdict_name(words[i]), 0);
		size_t waived = t.waived[words[i]];

		verdict_add(&b, words[i], n > waived ? n - waived : 0);
	}
	item_add(&b, t.accepted, "waived", "waived");
	snprintf(s->description, sizeof s->description, "%s", b.len ? b.s : "nothing compared");
	buf_free(&b);
	comparison_reader_close(r);
}
