#include "comparison/flagged.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "model/schema_names.h"
#include "model/verdict.h"

static bool
row_flagged(const struct json_at *row)
{
	enum verdict verdict = row_verdict(row);

	return json_bool_or(row, "gate", true) && !json_bool_or(row, "control", false) &&
	       (verdict == VERDICT_REGRESSION || verdict == VERDICT_WORSE);
}

void
flagged_load(struct flagged *f, const char *path)
{
	struct json_document *d = json_document_load(path);
	struct json_at root = json_root(d), rows = json_member(&root, "rows");
	size_t cap = 0;

	*f = (struct flagged){NULL, 0};
	if (strcmp(json_string_or(&root, "schema", ""), COMPARISON_SCHEMA) != 0 ||
	    json_member(&root, "kind").node)
		die("%s: it is not a comparison of bench-diff", json_document_name(d));
	if (json_kind(&rows) != JSON_ARRAY)
		json_wrong(&rows, "an array");
	for (size_t i = 0; i < json_length(&rows); i++) {
		struct json_at row = json_element(&rows, i);
		const char *id = json_string_of(&row, "id");

		/* The rows of a case stand together. */
		if (!row_flagged(&row) || (f->n && strcmp(f->ids[f->n - 1], id) == 0))
			continue;
		f->ids = xgrow(f->ids, f->n, &cap, sizeof *f->ids);
		f->ids[f->n++] = xstrdup(id);
	}
	json_document_free(d);
}

void
flagged_free(struct flagged *f)
{
	for (size_t i = 0; i < f->n; i++)
		free(f->ids[i]);
	free(f->ids);
	*f = (struct flagged){NULL, 0};
}
