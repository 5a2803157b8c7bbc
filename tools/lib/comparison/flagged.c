#include "comparison/flagged.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/util.h"
#include "comparison/comparison_reader.h"
#include "judge/looks.h"
#include "model/policy.h"
#include "model/verdict.h"

/* Number KEY of ROW; NAN where it is null. */
static double
number_in(const struct json_at *row, const char *key)
{
	struct json_at at = json_member(row, key);

	return json_kind(&at) == JSON_NUMBER ? json_as_number(&at) : (double)NAN;
}

/* What the p of ROW must be under, beside the correction. */
static double
level_of(const struct json_at *row, double alpha)
{
	struct json_at looks = json_member(row, "looks");
	double level = looks.node ? number_in(&looks, "p_needed") : NAN;

	return isnan(level) ? looks_level(LOOK_ONLY, alpha) : level;
}

/* Whether it is only the correction for many rows that hides a regression. */
static bool
row_suspected(const struct json_at *row, double alpha)
{
	struct json_at ci = json_member(row, "ci"), end;
	bool lower = strcmp(json_string_or(row, "better", "lower"), "lower") == 0;
	double sign = lower ? 1 : -1;

	if (row_verdict(row) != VERDICT_INCONCLUSIVE || json_kind(&ci) != JSON_ARRAY ||
	    json_length(&ci) != 2)
		return false;
	end = json_element(&ci, lower ? 0 : 1);
	return sign * json_as_number(&end) > 0 && number_in(row, "p") < level_of(row, alpha) &&
	       number_in(row, "p_adjusted") >= alpha &&
	       sign * number_in(row, "change") >= number_in(row, "threshold");
}

static bool
row_flagged(const struct json_at *row, double alpha)
{
	enum verdict verdict = row_verdict(row);

	return json_bool_or(row, "gate", true) && !json_bool_or(row, "control", false) &&
	       (verdict == VERDICT_REGRESSION || verdict == VERDICT_WORSE ||
		   row_suspected(row, alpha));
}

void
flagged_load(struct flagged *f, const char *path)
{
	struct comparison_reader *r = comparison_reader_open(path);
	struct json_at row;
	struct json_at head, policy;
	double alpha;
	size_t cap = 0, cap_commands = 0;

	*f = (struct flagged){NULL, NULL, 0};
	if (comparison_reader_is_limits(r))
		die("%s: it is not a comparison of bench-diff", input_name(path));
	head = json_root(comparison_reader_head(r));
	policy = json_member(&head, "policy");
	alpha = json_kind(&policy) == JSON_OBJECT ? json_number_or(&policy, "alpha", POLICY_ALPHA)
						  : POLICY_ALPHA;
	while (comparison_reader_next(r, &row)) {
		const char *id = json_string_of(&row, "id");
		const char *command = json_string_or(&row, "reported_by", NULL);

		/* The rows of a case stand together. */
		if (!row_flagged(&row, alpha) || (f->n && strcmp(f->ids[f->n - 1], id) == 0))
			continue;
		f->ids = xgrow(f->ids, f->n, &cap, sizeof *f->ids);
		f->commands = xgrow(f->commands, f->n, &cap_commands, sizeof *f->commands);
		f->commands[f->n] = command ? xstrdup(command) : NULL;
		f->ids[f->n++] = xstrdup(id);
	}
	comparison_reader_close(r);
}

void
flagged_free(struct flagged *f)
{
	for (size_t i = 0; i < f->n; i++) {
		free(f->ids[i]);
		free(f->commands[i]);
	}
	free(f->ids);
	free(f->commands);
	*f = (struct flagged){NULL, NULL, 0};
}
