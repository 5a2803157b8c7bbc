#include "explain/explanation.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/util.h"
#include "explain/evidence.h"
#include "model/schema_names.h"
#include "json/json_copy.h"

enum { RANKS = 3 };

static void
member_copy(struct json_writer *out, const struct json_at *object, const char *key)
{
	struct json_at at = json_member(object, key);

	if (at.node)
		json_copy(out, key, &at);
}

/* The numbers that the sentences tell, as the comparison has them. */
static void
numbers_copy(struct json_writer *out, const struct json_at *row)
{
	static const char *const keys[] = {"id", "name", "metric", "unit", "better", "gate",
	    "verdict", "severity", "baseline", "current", "n", "change", "ci", "p", "p_adjusted",
	    "smallest_detectable", "tolerance", "threshold", "waived"};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		member_copy(out, row, keys[i]);
}

static void
row_explain(struct json_writer *out, const struct json_at *row, const struct json_at *root)
{
	struct evidence e;

	evidence_read(&e, row, root);
	json_break(out);
	json_object_begin(out, NULL);
	numbers_copy(out, row);
	json_array_begin(out, "sentences");
	evidence_measured(out, &e);
	evidence_often(out, &e);
	evidence_sure(out, &e);
	evidence_else(out, &e);
	evidence_next(out, &e);
	json_array_end(out);
	json_object_end(out);
}

static bool
chosen(const struct explanation_choice *choice, const struct json_at *row)
{
	if (choice->row && strcmp(json_string_of(row, "id"), choice->row) != 0)
		return false;
	if (choice->metric && strcmp(json_string_or(row, "metric", ""), choice->metric) != 0)
		return false;
	return choice->all || choice->row || choice->metric ||
	       row_verdict(row) != VERDICT_EQUIVALENT;
}

/* The place of ROW among others: what fails the job first, what cannot fail it last. */
static int
row_rank(const struct json_at *row)
{
	enum verdict verdict = row_verdict(row);

	if (!row_gates(row))
		return RANKS - 1;
	return verdict == VERDICT_REGRESSION || verdict == VERDICT_FAILED ||
		       verdict == VERDICT_UNMEASURED || verdict == VERDICT_REMOVED
		   ? 0
		   : 1;
}

size_t
explanation_write(
    struct json_writer *out, struct comparison_reader *r, const struct explanation_choice *choice)
{
	struct json_at root = json_root(comparison_reader_head(r)), row, summary;
	size_t n = 0, all = 0;

	if (comparison_reader_is_limits(r))
		die("%s: not a comparison of results: limits explain themselves",
		    json_document_name(comparison_reader_head(r)));
	summary = json_member(&root, "summary");
	json_object_begin(out, NULL);
	json_string(out, "schema", EXPLANATION_SCHEMA);
	json_string(out, "version", VERSION);
	member_copy(out, &root, "timestamp");
	member_copy(out, &root, "suite");
	member_copy(out, &root, "policy");
	json_string(out, "verdict", json_string_or(&summary, "verdict", NULL));
	json_array_begin(out, "rows");
	for (int rank = 0; rank < RANKS; rank++) {
		if (rank)
			comparison_reader_rewind(r);
		while (comparison_reader_next(r, &row)) {
			all += rank == 0;
			if (row_rank(&row) != rank || !chosen(choice, &row))
				continue;
			row_explain(out, &row, &root);
			n++;
		}
	}
	json_break(out);
	json_array_end(out);
	json_integer(out, "unexplained", (long long)(all - n));
	json_object_end(out);
	json_break(out);
	return n;
}

char *
explanation_nearest(struct comparison_reader *r, const char *id)
{
	char *best = NULL, *note;
	struct json_at row;

	comparison_reader_rewind(r);
	while (comparison_reader_next(r, &row)) {
		const char *pair[2] = {best, json_string_of(&row, "id")};
		const char *near = suggest(id, best ? pair : pair + 1, best ? 2 : 1);

		if (near && near != best) {
			char *kept = xstrdup(near);

			free(best);
			best = kept;
		}
	}
	note = suggest_note(id, (const char *[]){best ? best : ""}, best ? 1 : 0);
	free(best);
	return note;
}
