#include "render/recommended.h"

#include <math.h>
#include <string.h>

#include "base/quantity.h"
#include "base/util.h"
#include "model/schema_names.h"
#include "render/md.h"

struct json_document *
recommended_load(FILE *f, const char *name)
{
	return json_document_read(f, name, RECOMMENDATION_SCHEMA);
}

size_t
recommended_rows(const struct json_document *d)
{
	struct json_at root = json_root(d), rows = json_member(&root, "rows");

	if (json_kind(&rows) != JSON_ARRAY)
		json_wrong(&rows, "an array");
	return json_length(&rows);
}

void
recommended_row(const struct json_document *d, size_t i, struct recommended_row *r)
{
	r->root = json_root(d);
	r->rows = json_member(&r->root, "rows");
	r->row = json_element(&r->rows, i);
	if (json_kind(&r->row) != JSON_OBJECT)
		json_wrong(&r->row, "an object");
	r->ranking = json_member(&r->row, "ranking");
	if (json_kind(&r->ranking) != JSON_ARRAY)
		json_wrong(&r->ranking, "an array");
	r->id = json_string_of(&r->row, "id");
	r->verdict = json_string_of(&r->row, "verdict");
	r->reason = json_string_or(&r->row, "reason", NULL);
}

void
recommended_goal(struct buf *b, const struct json_document *d)
{
	struct json_at root = json_root(d), goal = json_member(&root, "goal");
	struct json_at cost = json_member(&goal, "cost");

	buf_printf(b, "%s by %s%s", json_string_of(&goal, "over"), cost.node ? "the cost of " : "",
	    json_string_of(&goal, "metric"));
}

void
recommended_answer(struct buf *b, const struct json_document *d)
{
	static const struct {
		const char *key, *one, *many;
	} others[] = {{"tie", "tie", "ties"},
	    {"untested", "without statistics", "without statistics"},
	    {"only", "with one candidate", "with one candidate"},
	    {"none", "without any value", "without any value"}};
	struct json_at root = json_root(d), summary = json_member(&root, "summary");
	size_t rows = json_count_or(&summary, "rows", 0), best = json_count_or(&summary, "best", 0);

	buf_printf(b, "%zu of %zu row%s %s a best with proof", best, rows, rows == 1 ? "" : "s",
	    best == 1 ? "has" : "have");
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		size_t n = json_count_or(&summary, others[i].key, 0);

		if (n)
			buf_printf(b, "; %zu %s", n, n == 1 ? others[i].one : others[i].many);
	}
}

bool
recommended_proven(const struct recommended_row *r)
{
	return strcmp(r->verdict, "best") == 0;
}

const char *
recommended_sign(const struct recommended_row *r)
{
	if (recommended_proven(r))
		return "✅";
	return json_length(&r->ranking) ? "🟡" : "⚪";
}

void
recommended_use(struct buf *b, const struct recommended_row *r)
{
	struct json_at tied = json_member(&r->row, "tied");
	const char *best = json_string_or(&r->row, "best", NULL);
	size_t n = json_length(&tied);

	if (!best) {
		buf_str(b, MD_NONE);
		return;
	}
	buf_str(b, best);
	for (size_t i = 0; i < n; i++) {
		struct json_at one = json_element(&tied, i);

		buf_printf(b, "%s%s", i + 1 < n ? ", " : " or ", json_as_text(&one));
	}
	if (strcmp(r->verdict, "only") == 0)
		buf_str(b, " (the only one)");
}

void
recommended_proof(struct buf *b, const struct recommended_row *r)
{
	struct json_at second, ci;
	double change;

	if (json_length(&r->ranking) < 2)
		return;
	second = json_element(&r->ranking, 1);
	change = json_number_or(&second, "change", NAN);
	ci = json_member(&second, "ci");
	buf_printf(b, "%s ", json_string_of(&second, "candidate"));
	percent_text(b, change, true);
	if (json_kind(&ci) == JSON_ARRAY && json_length(&ci) == 2) {
		struct json_at low = json_element(&ci, 0), high = json_element(&ci, 1);

		buf_str(b, " [");
		percent_number(b, json_as_number(&low), true);
		buf_str(b, ", ");
		percent_number(b, json_as_number(&high), true);
		buf_char(b, ']');
	}
}

void
recommended_then(struct buf *b, const struct recommended_row *r)
{
	size_t n = json_length(&r->ranking);

	for (size_t i = 1; i < n; i++) {
		struct json_at one = json_element(&r->ranking, i);

		buf_str(b, json_string_of(&one, "candidate"));
		if (i + 1 < n)
			buf_str(b, json_bool_or(&one, "proven", false) ? " > " : " ≈ ");
	}
}

void
recommended_value(
    struct buf *b, const struct recommended_row *r, const char *candidate, const char *unit)
{
	size_t n = json_length(&r->ranking);

	for (size_t i = 0; i < n; i++) {
		struct json_at one = json_element(&r->ranking, i);
		double v = json_number_or(&one, "value", NAN);
		struct scale scale = scale_for(v, unit ? unit : "");

		if (strcmp(json_string_of(&one, "candidate"), candidate) == 0) {
			quantity_text(b, v, &scale, MD_DIGITS);
			return;
		}
	}
	buf_str(b, MD_NONE);
}
