#include "comparison/flagged.h"

#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/util.h"
#include "model/verdict.h"
#include "results/comparison_reader.h"

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
	struct comparison_reader *r = comparison_reader_open(path);
	struct json_at row;
	size_t cap = 0;

	*f = (struct flagged){NULL, 0};
	if (comparison_reader_is_limits(r))
		die("%s: it is not a comparison of bench-diff", input_name(path));
	while (comparison_reader_next(r, &row)) {
		const char *id = json_string_of(&row, "id");

		/* The rows of a case stand together. */
		if (!row_flagged(&row) || (f->n && strcmp(f->ids[f->n - 1], id) == 0))
			continue;
		f->ids = xgrow(f->ids, f->n, &cap, sizeof *f->ids);
		f->ids[f->n++] = xstrdup(id);
	}
	comparison_reader_close(r);
}

void
flagged_free(struct flagged *f)
{
	for (size_t i = 0; i < f->n; i++)
		free(f->ids[i]);
	free(f->ids);
	*f = (struct flagged){NULL, 0};
}
