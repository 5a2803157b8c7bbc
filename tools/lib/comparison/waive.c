#include "comparison/waive.h"

#include <math.h>
#include <string.h>

#include "base/util.h"
#include "model/fail_on.h"
#include "model/metric.h"
#include "model/policy.h"
#include "model/schema_names.h"
#include "model/verdict.h"
#include "json/json_copy.h"

/* The members of OBJECT but those called A or B. */
static void
members_copy(struct json_writer *out, const struct json_at *object, const char *a, const char *b)
{
	struct json_at at = {0};

	while (json_next(object, &at))
		if (strcmp(at.key, a) != 0 && strcmp(at.key, b) != 0)
			json_copy(out, at.key, &at);
}

static bool
row_regressed(const struct json_at *row)
{
	return row_verdict(row) == VERDICT_REGRESSION;
}

/* Whether a waiver could accept what ROW says. */
static bool
row_fails(const struct json_at *row)
{
	switch (row_verdict(row)) {
	case VERDICT_REGRESSION:
	case VERDICT_REMOVED:
	case VERDICT_FAILED:
	case VERDICT_UNMEASURED: return true;
	default: return false;
	}
}

static struct waiver *
waiver_of(struct waivers *w, const struct json_at *row)
{
	const char *id = json_string_of(row, "id");
	const char *metric = json_string_or(row, "metric", "");

	struct waiver *found = NULL;

	/* One for the row itself goes before those for many. */
	for (size_t i = 0; i < w->n; i++)
		if (waiver_covers(&w->list[i], id) &&
		    (strcmp(w->list[i].metric, metric) == 0 || !*metric) &&
		    (!found || (found->glob && !w->list[i].glob)))
			found = &w->list[i];
	return found;
}

/* How much worse, as a fraction: a drop counts where higher is better. */
static double
row_worsening(const struct json_at *row)
{
	double change = json_number_or(row, "change", NAN);
	const char *better = json_string_or(row, "better", better_name(BETTER_LOWER));

	return strcmp(better, better_name(BETTER_HIGHER)) == 0 ? -change : change;
}

/* Whether the regression ROW is not over what W accepts of one. A change that is not
 * a number, from 0, is over every ceiling; a worst value accepts it. */
static bool
regression_accepted(const struct waiver *w, const struct json_at *row)
{
	double current = json_number_or(row, "current", NAN);
	bool higher = strcmp(json_string_or(row, "better", ""), better_name(BETTER_HIGHER)) == 0;

	if (isnan(w->worst))
		return row_worsening(row) <= w->ceiling + POLICY_AT_LIMIT;
	return higher ? current >= w->worst - POLICY_AT_LIMIT * fabs(w->worst)
		      : current <= w->worst + POLICY_AT_LIMIT * fabs(w->worst);
}

static enum waiver_state
waiver_judge(const struct waiver *w, const struct json_at *row, const char *today)
{
	if (strcmp(w->expires, today) < 0)
		return WAIVER_EXPIRED;
	if (row_verdict(row) != w->accept)
		return WAIVER_UNUSED;
	if (w->accept == VERDICT_REGRESSION && !regression_accepted(w, row))
		return WAIVER_EXCEEDED;
	return WAIVER_USED;
}

/* Whether W holds for ROW. A metric has a second row when its gate or its limit was
 * removed: what W comes to is the worst of both. */
static bool
waiver_holds(struct waiver *w, const struct json_at *row, const char *today)
{
	enum waiver_state state = waiver_judge(w, row, today);

	if (w->state == WAIVER_UNMATCHED || state > w->state)
		w->state = state;
	return state == WAIVER_USED;
}

/* Once a change is merged, neither side has what it removed, and no row is of that: its waiver
 * has done its work, and is as good as another that is not needed. */
static void
spent_find(struct waivers *w, const char *today)
{
	for (size_t i = 0; i < w->n; i++) {
		struct waiver *waiver = &w->list[i];

		if (waiver->state == WAIVER_UNMATCHED && waiver->accept == VERDICT_REMOVED)
			waiver->state =
			    strcmp(waiver->expires, today) < 0 ? WAIVER_EXPIRED : WAIVER_UNUSED;
	}
}

static void
waiver_write(struct json_writer *out, const char *key, const struct waiver *w, bool whole)
{
	json_object_begin(out, key);
	if (whole) {
		json_string(out, "row", w->row);
		if (w->glob)
			json_bool(out, "glob", true);
		json_string(out, "metric", w->metric);
		json_string(out, "file", w->file);
		json_integer(out, "line", (long long)w->line);
		json_string(out, "state", waiver_state_name(w->state));
	}
	if (w->accept != VERDICT_REGRESSION)
		json_string(out, "accept", verdict_name(w->accept));
	else if (isnan(w->worst))
		json_number(out, "ceiling", w->ceiling);
	else
		json_number(out, "worst", w->worst);
	json_string(out, "reason", w->reason);
	json_string(out, "issue", w->issue);
	json_string(out, "expires", w->expires);
	json_object_end(out);
}

/* A case that has one row only, because there was nothing to compare, has the
 * row of every waiver for it. */
static void
case_found(struct waivers *w, const struct json_at *row)
{
	enum verdict verdict = row_verdict(row);

	if (verdict != VERDICT_ADDED && verdict != VERDICT_REMOVED && verdict != VERDICT_FAILED &&
	    verdict != VERDICT_UNMEASURED)
		return;
	for (size_t i = 0; i < w->n; i++)
		if (waiver_covers(&w->list[i], json_string_of(row, "id")) &&
		    w->list[i].state == WAIVER_UNMATCHED)
			w->list[i].state = WAIVER_UNUSED;
}

/* What ROW, whose waiver holds when it is WAIVED, adds to what fails the job. */
static unsigned
row_failing(const struct json_at *row, bool waived)
{
	struct json_at drift = json_member(row, "drift");
	unsigned bits = 0;

	if (!row_gates(row))
		return 0;
	if (!waived)
		bits |= 1u << row_verdict(row);
	if (drift.node && row_regressed(&drift))
		bits |= FAIL_ON_DRIFT;
	return bits;
}

static void
rows_write(struct waivers *w, struct comparison_reader *r, const char *today,
    struct json_writer *out, struct waive_outcome *outcome)
{
	struct json_at row;

	json_array_begin(out, "rows");
	while (comparison_reader_next(r, &row)) {
		struct waiver *waiver = waiver_of(w, &row);
		bool failing = row_fails(&row) && row_gates(&row), waived;

		case_found(w, &row);
		json_break(out);
		json_object_begin(out, NULL);
		members_copy(out, &row, "waived", "waived");
		outcome->failing += failing;
		waived = waiver && waiver_holds(waiver, &row, today);
		if (waived) {
			waiver_write(out, "waived", waiver, false);
			outcome->waived += failing;
		}
		outcome->bits |= row_failing(&row, waived);
		outcome->open += row_gates(&row) && !waived && row_verdict(&row) != VERDICT_ADDED;
		json_object_end(out);
	}
	json_break(out);
	json_array_end(out);
}

/* What of the comparison at ROOT fails the job in spite of the waivers. */
static unsigned
failing_left(const struct json_at *root, const struct waive_outcome *outcome)
{
	struct json_at summary = json_member(root, "summary");
	struct json_at gating = json_member(&summary, "gating");
	unsigned bits = outcome->bits;

	if (outcome->open > 0 && json_count_or(&gating, "judged", 1) == 0)
		bits |= 1u << VERDICT_UNMEASURED;
	return bits & fail_on_of(root);
}

static bool
fails(const struct waivers *w, const struct json_at *root, const struct waive_outcome *outcome)
{
	struct json_at summary = json_member(root, "summary");
	bool failed = summary_fails(&summary);

	for (size_t i = 0; i < w->n; i++)
		if (w->list[i].state >= WAIVER_EXCEEDED)
			return true;
	if (!failed || !outcome->waived)
		return failed;
	return failing_left(root, outcome);
}

static void
waivers_write(const struct waivers *w, struct json_writer *out)
{
	if (!w->n)
		return;
	json_array_begin(out, "waivers");
	for (size_t i = 0; i < w->n; i++) {
		json_break(out);
		waiver_write(out, NULL, &w->list[i], true);
	}
	json_break(out);
	json_array_end(out);
}

struct waive_outcome
waive(struct waivers *w, struct comparison_reader *r, const char *today, struct json_writer *out)
{
	struct json_at root = json_root(comparison_reader_head(r)), at = {0};
	struct waive_outcome outcome = {0};
	unsigned left;

	waivers_keep(w, json_string_or(&root, "suite", NULL));
	json_object_begin(out, NULL);
	while (json_next(&root, &at))
		if (strcmp(at.key, "summary") != 0 && strcmp(at.key, "waivers") != 0)
			json_copy(out, at.key, &at);
	rows_write(w, r, today, out, &outcome);
	spent_find(w, today);
	waivers_write(w, out);
	outcome.fails = fails(w, &root, &outcome);
	left = failing_left(&root, &outcome);
	at = json_member(&root, "summary");
	json_object_begin(out, "summary");
	members_copy(out, &at, "waived", "verdict");
	if (outcome.waived)
		json_integer(out, "waived", (long long)outcome.waived);
	/* A waiver that fails is as good as the regression that it was for. */
	json_string(out, "verdict",
	    !outcome.fails ? VERDICT_PASS
	    : left         ? fail_on_worst(left)
			   : verdict_name(VERDICT_REGRESSION));
	json_object_end(out);
	json_object_end(out);
	json_break(out);
	return outcome;
}
