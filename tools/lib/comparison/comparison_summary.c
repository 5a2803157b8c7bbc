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

static bool
row_gates(const struct json_at *row)
{
	return json_bool_or(row, "gate", true) &&
	       strcmp(json_string_or(row, "kind", ""), "exploratory") != 0;
}

/* Whether a row that can fail the job changed or could not be judged, or none was judged. */
static bool
rows_changed(struct comparison_reader *r)
{
	bool changed = false, judged = false;
	struct json_at row;

	while (comparison_reader_next(r, &row)) {
		enum verdict verdict = row_verdict(&row);
		bool quiet = verdict == VERDICT_EQUIVALENT || verdict == VERDICT_WITHIN;

		if (!row_gates(&row))
			continue;
		judged |= quiet;
		changed |= !quiet && verdict != VERDICT_ADDED;
	}
	return changed || !judged;
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
	struct buf b = BUF_INIT, item = BUF_INIT;
	size_t named, overdrawn = summary_overdrawn(&root, &named);

	s->fails = summary_fails(&summary) || overdrawn;
	s->changed = rows_changed(r) || s->fails || named;
	if (overdrawn)
		buf_printf(&b, "%zu budget%s overdrawn", overdrawn, overdrawn == 1 ? "" : "s");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *name = verdict_name(words[i]);
		size_t n = json_count_or(&summary, name, 0);

		if (!n)
			continue;
		buf_clear(&item);
		buf_printf(&item, "%s%zu %s", b.len ? ", " : "", n, name);
		if (b.len + item.len <= DESCRIPTION_MAX)
			buf_str(&b, item.s);
	}
	snprintf(s->description, sizeof s->description, "%s", b.len ? b.s : "nothing compared");
	buf_free(&item);
	buf_free(&b);
	comparison_reader_close(r);
}
