#include "render/md_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "model/param.h"

static const struct {
	const char *sign;
	int rank;
} verdicts[NVERDICTS] = {
    [VERDICT_REGRESSION] = {"🔴", 0},
    [VERDICT_EXCEEDED] = {"🔴", 1},
    [VERDICT_WAIVED] = {"⚪", 2},
    [VERDICT_WORSE] = {"🔶", 3},
    [VERDICT_IMPROVEMENT] = {"🟢", 4},
    [VERDICT_BETTER] = {"✅", 5},
    [VERDICT_FAILED] = {"❌", 6},
    [VERDICT_INCONCLUSIVE] = {"🟡", 7},
    [VERDICT_INCOMPARABLE] = {"🚫", 8},
    [VERDICT_EQUIVALENT] = {"✅", 9},
    [VERDICT_WITHIN] = {"✅", 10},
    [VERDICT_ADDED] = {"➕", 11},
    [VERDICT_REMOVED] = {"➖", 12},
};

int
md_verdict_rank(enum verdict verdict)
{
	return verdicts[verdict].rank;
}

const char *
md_verdict_sign(enum verdict verdict)
{
	return verdicts[verdict].sign;
}

const char *
md_equivalent(const struct md_rows *rows)
{
	return rows->single ? "equivalent" : "proven equivalent";
}

const char *
md_row_sign(const struct md_row *r)
{
	bool red = r->verdict == VERDICT_REGRESSION || r->verdict == VERDICT_EXCEEDED;

	return md_verdict_sign(red && !r->gate ? VERDICT_WORSE : r->verdict);
}

static enum severity
row_severity_of(const struct json_at *row)
{
	const char *word = json_string_or(row, "severity", "");
	struct json_at at = json_member(row, "severity");
	enum severity severity = SEVERITY_NONE;

	if (*word && !severity_parse(word, &severity))
		json_wrong(&at, "minor, moderate, severe or null");
	return severity;
}

static void
interval_of(const struct json_at *row, double *low, double *high)
{
	struct json_at ci = json_member(row, "ci"), end;
	double *ends[] = {low, high};

	*low = *high = NAN;
	if (!ci.node)
		return;
	if (json_kind(&ci) != JSON_ARRAY || json_length(&ci) != 2)
		json_wrong(&ci, "two numbers or null");
	for (size_t i = 0; i < 2; i++) {
		end = json_element(&ci, i);
		*ends[i] = json_as_number(&end);
	}
}

static void
drift_of(const struct json_at *row, struct md_row *r)
{
	struct json_at drift = json_member(row, "drift");

	r->drifts = drift.node;
	if (!drift.node)
		return;
	r->drift = json_number_or(&drift, "change", NAN);
	interval_of(&drift, &r->drift_low, &r->drift_high);
	r->drift_verdict = row_verdict(&drift);
}

static void
params_of(const struct json_at *row, struct md_row *r)
{
	struct json_at params = json_member(row, "params"), at = {0};

	if (!params.node)
		return;
	r->params = xcalloc(json_length(&params), sizeof *r->params);
	while (json_next(&params, &at)) {
		r->params[r->nparams].key = (char *)at.key;
		r->params[r->nparams++].value = (char *)json_as_text(&at);
	}
}

static void
row_waiver_of(const struct json_at *row, struct md_row *r)
{
	struct json_at waived = json_member(row, "waived");

	if (!waived.node)
		return;
	r->verdict = VERDICT_WAIVED;
	r->waived = json_string_of(&waived, "reason");
	r->issue = json_string_of(&waived, "issue");
	r->expires = json_string_of(&waived, "expires");
	r->ceiling = json_number_or(&waived, "ceiling", NAN);
	r->worst = json_number_or(&waived, "worst", NAN);
	r->accept = json_string_or(&waived, "accept", NULL);
}

static void
row_load(const struct json_at *row, double threshold, struct md_row *r)
{
	struct json_at limit = json_member(row, "limit"), at;
	const char *word;
	enum kind kind = KIND_REGRESSION;

	r->id = json_string_of(row, "id");
	r->name = json_string_or(row, "name", r->id);
	r->metric = json_string_or(row, "metric", NULL);
	r->variant = json_string_or(row, "variant", NULL);
	r->unit = json_string_or(row, "unit", "");
	r->reason = json_string_or(row, "reason", NULL);
	r->look = json_string_or(row, "look", NULL);
	word = json_string_or(row, "better", "lower");
	at = json_member(row, "better");
	if (!better_parse(word, &r->better))
		json_wrong(&at, "lower or higher");
	word = json_string_or(row, "kind", "regression");
	at = json_member(row, "kind");
	if (!kind_parse(word, &kind))
		json_wrong(&at, "regression or exploratory");
	r->gate = json_bool_or(row, "gate", true) && kind == KIND_REGRESSION;
	r->baseline = json_number_or(row, "baseline", NAN);
	r->current = json_number_or(row, "current", NAN);
	r->change = json_number_or(row, "change", NAN);
	r->detectable = json_number_or(row, "smallest_detectable", NAN);
	r->threshold = json_number_or(row, "threshold", threshold);
	interval_of(row, &r->low, &r->high);
	drift_of(row, r);
	if (limit.node) {
		r->min = json_number_or(&limit, "min", NAN);
		r->max = json_number_or(&limit, "max", NAN);
		r->because = json_string_or(&limit, "because", NULL);
	}
	r->verdict = row_verdict(row);
	r->severity = row_severity_of(row);
	row_waiver_of(row, r);
	params_of(row, r);
}

static double
size_of(const struct md_row *r)
{
	return isnan(r->change) ? 0 : fabs(r->change);
}

static int
by_importance(const void *a, const void *b)
{
	const struct md_row *x = a, *y = b;
	double dx = size_of(x), dy = size_of(y);
	int order;

	if (x->gate != y->gate)
		return x->gate ? -1 : 1;
	if (x->verdict != y->verdict)
		return md_verdict_rank(x->verdict) < md_verdict_rank(y->verdict) ? -1 : 1;
	if (x->severity != y->severity)
		return x->severity > y->severity ? -1 : 1;
	/* Only what moved is ranked by how far; the rest stays in the order of names. */
	if (md_verdict_rank(x->verdict) <= md_verdict_rank(VERDICT_BETTER) && dx != dy)
		return dx > dy ? -1 : 1;
	order = strcmp(x->id, y->id);
	return order ? order : text_order(x->metric, y->metric);
}

static void
row_count(struct md_rows *rows, const struct md_row *r)
{
	rows->looks |= r->look != NULL;
	if (!r->gate) {
		rows->others[r->verdict]++;
		return;
	}
	rows->gating[r->verdict]++;
	rows->drifts |= r->drifts;
	if (r->verdict == VERDICT_REGRESSION)
		rows->severities[r->severity]++;
	rows->least_threshold = fmin(rows->least_threshold, r->threshold);
	rows->threshold = fmax(rows->threshold, r->threshold);
}

/* Whether some rows are decided, and none of them by an interval. */
static bool
decided_singly(const struct md_rows *rows)
{
	size_t decided = 0;

	for (size_t i = 0; i < rows->n; i++) {
		const struct md_row *r = &rows->rows[i];

		if (isfinite(r->low))
			return false;
		decided += md_verdict_rank(r->verdict) <= md_verdict_rank(VERDICT_BETTER) ||
			   r->verdict == VERDICT_EQUIVALENT;
	}
	return decided > 0;
}

/* How many waivers fail the job. */
static size_t
waivers_failing(const struct json_at *root)
{
	struct json_at list = json_member(root, "waivers");
	size_t n = 0;

	for (size_t i = 0; i < json_length(&list); i++) {
		struct json_at waiver = json_element(&list, i);

		n += md_waiver_fails(&waiver);
	}
	return n;
}

bool
md_waiver_fails(const struct json_at *waiver)
{
	const char *state = json_string_of(waiver, "state");

	return strcmp(state, "used") != 0 && strcmp(state, "unused") != 0;
}

void
md_rows_load(struct md_rows *rows, const struct json_document *d)
{
	struct json_at root = json_root(d), policy = json_member(&root, "policy");
	struct json_at list = json_member(&root, "rows"), summary = json_member(&root, "summary");
	double threshold = json_number_or(&policy, "threshold", NAN);
	struct json_at at;

	if (json_kind(&list) != JSON_ARRAY)
		json_wrong(&list, "an array");
	*rows = (struct md_rows){.n = json_length(&list), .least_threshold = NAN, .threshold = NAN};
	rows->rows = xcalloc(rows->n, sizeof *rows->rows);
	for (size_t i = 0; i < rows->n; i++) {
		at = json_element(&list, i);
		rows->rows[i].min = rows->rows[i].max = NAN;
		row_load(&at, threshold, &rows->rows[i]);
		row_count(rows, &rows->rows[i]);
	}
	if (rows->n)
		qsort(rows->rows, rows->n, sizeof *rows->rows, by_importance);
	rows->single = decided_singly(rows);
	rows->waivers_failing = waivers_failing(&root);
	at = json_member(&summary, "verdict");
	rows->fails = (at.node && summary_fails(&summary)) || rows->gating[VERDICT_REGRESSION] ||
		      rows->gating[VERDICT_EXCEEDED];
}

void
md_rows_free(struct md_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		free(rows->rows[i].params);
	free(rows->rows);
}
