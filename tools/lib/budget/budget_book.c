#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/util.h"
#include "budget/budget_parts.h"
#include "judge/looks.h"
#include "model/metric.h"
#include "model/policy.h"
#include "model/verdict.h"

/* Which commit SIDE of a comparison is, and when it was measured; borrowed. */
struct side_is {
	const char *commit, *timestamp;
};

static struct side_is
side_read(const struct json_at *root, const char *side, const char *revision)
{
	struct json_at at = json_member(root, side), environment = json_member(&at, "environment");
	struct json_at revisions = json_member(&environment, "revisions");

	return (struct side_is){
	    json_string_or(&revisions, revision, json_string_or(&environment, "git_commit", NULL)),
	    json_string_or(&at, "timestamp", NULL)};
}

/* Whether ROW can be booked at all: it gates, and was judged. */
static bool
row_counts(const struct json_at *row)
{
	struct json_at waived = json_member(row, "waived");

	if (!json_bool_or(row, "gate", true) || json_bool_or(row, "control", false) ||
	    strcmp(json_string_or(row, "kind", kind_name(KIND_REGRESSION)),
		kind_name(KIND_REGRESSION)) != 0 ||
	    !(json_kind(&waived) == JSON_ABSENT || json_kind(&waived) == JSON_NULL) ||
	    !json_string_or(row, "metric", NULL))
		return false;
	switch (row_verdict(row)) {
	case VERDICT_REGRESSION:
	case VERDICT_WORSE:
	case VERDICT_EQUIVALENT:
	case VERDICT_BETTER:
	case VERDICT_IMPROVEMENT: return true;
	default: return false;
	}
}

/* The second of the numbers of invocations of ROW; 0: not known. */
static double
invocations(const struct json_at *row)
{
	struct json_at n = json_member(row, "n"), at;

	if (json_kind(&n) != JSON_ARRAY || json_length(&n) != 2)
		return 0;
	at = json_element(&n, 1);
	return json_as_number(&at);
}

/* Whether the change of ROW is shown and no chance, at ALPHA. */
static bool
row_shown(const struct json_at *row, double alpha)
{
	struct json_at ci = json_member(row, "ci"), looks = json_member(row, "looks"), low, high;
	double change = json_number_or(row, "change", NAN), p = json_number_or(row, "p", NAN);
	double needed = json_number_or(&looks, "p_needed", looks_level(LOOK_ONLY, alpha));

	if (!(change > -1 && change <= 1e6) || change == 0)
		return false;
	if (json_kind(&ci) != JSON_ARRAY)
		return isnan(p) && unit_counts(json_string_or(row, "unit", "")) &&
		       invocations(row) > 1;
	low = json_element(&ci, 0);
	high = json_element(&ci, 1);
	if (json_as_number(&low) > json_as_number(&high))
		json_wrong(&ci, "an interval, the lower end first");
	if (!(json_as_number(&low) > -1) || !(json_as_number(&high) <= 1e6) ||
	    (json_as_number(&low) <= 0 && json_as_number(&high) >= 0))
		return false;
	return p < needed && json_number_or(row, "p_adjusted", p) < alpha;
}

/* Whether what ROW says of CURRENT stands in B already: of its commit, or where that is not known,
 * of its time. */
static bool
booked_already(const struct budget *b, const struct json_at *row, const struct side_is *current)
{
	const char *when = current->commit ? current->commit : current->timestamp;
	char *key = when
			? budget_key(json_string_of(row, "id"), json_string_of(row, "metric"), when)
			: NULL;
	bool booked = key && intern_find(b->booked, key);

	free(key);
	return booked;
}

static void
row_book(struct budget *b, const struct json_at *row, const struct side_is sides[2])
{
	struct json_writer *w = json_writer_new(NULL);
	struct json_at ci = json_member(row, "ci"), root;
	struct json_document *d;
	struct budget_entry e;
	char *text;

	json_object_begin(w, NULL);
	json_string(w, "id", json_string_of(row, "id"));
	json_string(w, "metric", json_string_of(row, "metric"));
	if (strcmp(json_string_or(row, "better", ""), better_name(BETTER_HIGHER)) == 0)
		json_string(w, "better", better_name(BETTER_HIGHER));
	json_rounded(w, "change", json_number_or(row, "change", NAN));
	if (json_kind(&ci) == JSON_ARRAY)
		json_raw(w, "ci", json_as_text(&ci), strlen(json_as_text(&ci)));
	json_string(w, "verdict", verdict_name(row_verdict(row)));
	if (sides[0].commit)
		json_string(w, "baseline", sides[0].commit);
	if (sides[1].commit)
		json_string(w, "commit", sides[1].commit);
	if (sides[1].timestamp)
		json_string(w, "timestamp", sides[1].timestamp);
	json_object_end(w);
	text = json_writer_take(w);
	d = json_document_parse(text, strlen(text), "entry");
	root = json_root(d);
	e = budget_entry_read(&root, b);
	e.fresh = true;
	budget_entry_add(b, &e);
	json_document_free(d);
	free(text);
}

size_t
budget_book(struct budget *b, struct comparison_reader *r)
{
	struct json_at root = json_root(comparison_reader_head(r)), row;
	struct json_at policy = json_member(&root, "policy");
	struct side_is sides[2] = {
	    side_read(&root, "baseline", "base"), side_read(&root, "current", "head")};
	double alpha = json_number_or(&policy, "alpha", POLICY_ALPHA);
	size_t before = b->n;

	while (comparison_reader_next(r, &row))
		if (row_counts(&row) && row_shown(&row, alpha) &&
		    !booked_already(b, &row, &sides[1]))
			row_book(b, &row, sides);
	comparison_reader_rewind(r);
	return b->n - before;
}
