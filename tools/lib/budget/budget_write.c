#include <math.h>
#include <string.h>

#include "budget/budget_parts.h"
#include "model/schema_names.h"
#include "json/json_copy.h"
#include "json/json_extra.h"

static void
budget_row_write(const struct budget *b, const struct budget_row *row, struct json_writer *w)
{
	double half = sqrt(row->square);

	json_break(w);
	json_object_begin(w, NULL);
	json_string(w, "id", row->id);
	json_string(w, "metric", row->metric);
	json_rounded(w, "spent", expm1(row->spent));
	json_interval(w, "ci", expm1(row->spent - half), expm1(row->spent + half));
	json_rounded(w, "left", b->allowance - expm1(row->spent));
	json_integer(w, "entries", (long long)row->entries);
	json_string(w, "state", budget_states[row->state]);
	json_object_end(w);
}

static void
budget_head_write(const struct budget *b, struct json_writer *w)
{
	if (b->release)
		json_string(w, "release", b->release);
	json_number(w, "allowance", b->allowance);
}

void
budget_write(const struct budget *b, struct json_writer *w)
{
	json_object_begin(w, NULL);
	json_string(w, "schema", BUDGET_SCHEMA);
	json_string(w, "version", VERSION);
	budget_head_write(b, w);
	json_array_begin(w, "entries");
	for (size_t i = 0; i < b->n; i++) {
		json_break(w);
		json_raw(w, NULL, b->entries[i].text, strlen(b->entries[i].text));
	}
	json_break(w);
	json_array_end(w);
	json_array_begin(w, "rows");
	for (size_t i = 0; i < b->nrows; i++)
		budget_row_write(b, &b->rows[i], w);
	json_break(w);
	json_array_end(w);
	extra_write(w, b->extra);
	json_object_end(w);
	json_break(w);
}

void
budget_note(const struct budget *b, struct comparison_reader *r, struct json_writer *w)
{
	struct json_at root = json_root(comparison_reader_head(r)), at = {0}, row;

	json_object_begin(w, NULL);
	while (json_next(&root, &at))
		if (strcmp(at.key, "summary") != 0 && strcmp(at.key, "budget") != 0)
			json_copy(w, at.key, &at);
	json_array_begin(w, "rows");
	while (comparison_reader_next(r, &row)) {
		json_break(w);
		json_copy(w, NULL, &row);
	}
	json_break(w);
	json_array_end(w);
	json_object_begin(w, "budget");
	budget_head_write(b, w);
	json_array_begin(w, "rows");
	for (size_t i = 0; i < b->nrows; i++)
		if (b->rows[i].worse && b->rows[i].state != BUDGET_WITHIN)
			budget_row_write(b, &b->rows[i], w);
	json_break(w);
	json_array_end(w);
	json_object_end(w);
	at = json_member(&root, "summary");
	if (json_kind(&at) != JSON_ABSENT)
		json_copy(w, "summary", &at);
	json_object_end(w);
	json_break(w);
}
