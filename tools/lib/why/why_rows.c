#include "why/why_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "base/util.h"
#include "model/fail_on.h"
#include "model/metric.h"
#include "model/schema_names.h"
#include "model/verdict.h"
#include "json/json_copy.h"

/* The case whose command ROW comes from. */
static const char *
row_command(const struct json_at *row)
{
	return json_string_or(row, "reported_by", json_string_of(row, "id"));
}

static bool
row_is_worse(const struct json_at *row)
{
	enum verdict v = row_verdict(row);

	return (v == VERDICT_REGRESSION || v == VERDICT_WORSE) &&
	       !json_bool_or(row, "control", false) && json_bool_or(row, "gate", true);
}

/* Whether ROW is of what placement moves: of times, and of what is done per time. */
static bool
row_is_time(const struct json_at *row)
{
	const char *unit = json_string_or(row, "unit", "");
	struct unit u;
	size_t n;

	if (!unit_of(unit, &u))
		return strstr(unit, "/s") != NULL;
	n = strlen(u.base);
	return strcmp(u.base, "ms") == 0 || strncmp(u.base, "ns/", 3) == 0 ||
	       (n > 2 && strcmp(u.base + n - 2, "/s") == 0);
}

static struct why_case *
case_find(const struct why_rows *rows, const char *id)
{
	for (size_t i = 0; i < rows->n; i++)
		if (strcmp(rows->cases[i].id, id) == 0)
			return &rows->cases[i];
	return NULL;
}

/* A case and the largest change of its rows. */
struct candidate {
	char *id;
	double change;
	size_t at;
};

static int
candidate_order(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return x->change != y->change ? (x->change < y->change) - (x->change > y->change)
				      : (x->at > y->at) - (x->at < y->at);
}

/* Note ROW among the N candidates AT, whose room is *CAP; returns AT or its new place. */
static struct candidate *
candidate_add(struct candidate *at, size_t *n, size_t *cap, const struct json_at *row)
{
	const char *id = row_command(row);
	double change = fabs(json_number_or(row, "change", 0));

	for (size_t i = *n; i > 0; i--)
		if (strcmp(at[i - 1].id, id) == 0) {
			at[i - 1].change = fmax(at[i - 1].change, change);
			return at;
		}
	at = xgrow(at, *n, cap, sizeof *at);
	at[*n] = (struct candidate){xstrdup(id), change, *n};
	++*n;
	return at;
}

void
why_rows_find(struct why_rows *rows, struct comparison_reader *r, size_t most, const char *only)
{
	struct json_at root = json_root(comparison_reader_head(r)), row;
	struct candidate *all = NULL;
	size_t n = 0, cap = 0;

	*rows = (struct why_rows){NULL, 0, 0};
	if (json_member(&root, "waivers").node)
		die("%s: it has waivers already: explain first, then waive",
		    json_document_name(comparison_reader_head(r)));
	while (comparison_reader_next(r, &row))
		if (row_is_worse(&row) && (!only || strcmp(only, row_command(&row)) == 0 ||
					      strcmp(only, json_string_of(&row, "id")) == 0))
			all = candidate_add(all, &n, &cap, &row);
	if (n)
		qsort(all, n, sizeof *all, candidate_order);
	for (size_t i = 0; i < n; i++) {
		if (i >= most) {
			free(all[i].id);
			continue;
		}
		rows->cases = xgrow(rows->cases, rows->n, &rows->cap, sizeof *rows->cases);
		rows->cases[rows->n++] = (struct why_case){all[i].id, NULL, NULL, false};
	}
	if (n > most)
		warn("%zu cases got worse: the %zu that changed most are explained", n, most);
	free(all);
}

/* What made ROW placement: the first sentence of its reason. */
static char *
placement_reason(const struct json_at *row)
{
	const char *reason = json_string_or(row, "reason", "placement");

	return xstrndup(reason, strcspn(reason, ";"));
}

void
why_rows_take(struct why_rows *rows, struct comparison_reader *from)
{
	struct json_at row;

	while (comparison_reader_next(from, &row)) {
		struct json_at why = json_member(&row, "why");
		struct why_case *c = why.node ? case_find(rows, row_command(&row)) : NULL;

		if (!c || json_kind(&why) != JSON_OBJECT)
			continue;
		free(c->why);
		c->why = xstrdup(json_as_text(&why));
		if (row_verdict(&row) == VERDICT_PLACEMENT && !c->reason)
			c->reason = placement_reason(&row);
	}
}

void
why_rows_free(struct why_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		free(rows->cases[i].id);
		free(rows->cases[i].why);
		free(rows->cases[i].reason);
	}
	free(rows->cases);
}

void
why_rows_choice(const struct why_rows *rows, struct comparison_reader *r, struct json_writer *w)
{
	struct json_at row;

	json_object_begin(w, NULL);
	json_string(w, "schema", COMPARISON_SCHEMA);
	json_array_begin(w, "rows");
	while (comparison_reader_next(r, &row))
		if (row_is_worse(&row) && case_find(rows, row_command(&row)))
			json_copy(w, NULL, &row);
	json_array_end(w);
	json_object_begin(w, "summary");
	json_object_end(w);
	json_object_end(w);
}

/* What the rows come to. */
struct rows_left {
	size_t was[2], placement; /* of regressions, and of those worse, that were placement */
	unsigned failing;
};

/* ROW with another verdict, and REASON before its own. */
static void
placement_write(struct json_writer *w, const struct json_at *row, const char *reason)
{
	const char *before = json_string_or(row, "reason", NULL);
	char *all = before ? xasprintf("%s; %s", reason, before) : xstrdup(reason);
	struct json_at at = {0};

	while (json_next(row, &at)) {
		if (strcmp(at.key, "verdict") == 0)
			json_string(w, "verdict", verdict_name(VERDICT_PLACEMENT));
		else if (strcmp(at.key, "severity") == 0)
			json_null(w, "severity");
		else if (strcmp(at.key, "reason") != 0 && strcmp(at.key, "why") != 0)
			json_copy(w, at.key, &at);
	}
	json_string(w, "reason", all);
	free(all);
}

static void
row_write(struct json_writer *w, const struct why_rows *rows, const struct json_at *row,
    struct rows_left *left)
{
	const struct why_case *c = case_find(rows, row_command(row));
	struct json_at at = {0}, drift = json_member(row, "drift");
	bool explained = c && c->why && row_is_worse(row);
	bool moved = explained && c->reason && row_is_time(row);
	bool gates = json_bool_or(row, "gate", true) &&
		     strcmp(json_string_or(row, "kind", kind_name(KIND_REGRESSION)),
			 kind_name(KIND_REGRESSION)) == 0;

	if (moved) {
		left->was[row_verdict(row) == VERDICT_WORSE]++;
		left->placement++;
	} else if (gates) {
		left->failing |= 1u << row_verdict(row);
	}
	if (gates && drift.node && row_verdict(&drift) == VERDICT_REGRESSION)
		left->failing |= FAIL_ON_DRIFT;
	json_break(w);
	json_object_begin(w, NULL);
	if (moved)
		placement_write(w, row, c->reason);
	else
		while (json_next(row, &at))
			if (!explained || strcmp(at.key, "why") != 0)
				json_copy(w, at.key, &at);
	if (explained)
		json_raw(w, "why", c->why, strlen(c->why));
	json_object_end(w);
}

/* The summary with the counts that LEFT changes. */
static void
summary_write(struct json_writer *w, const struct json_at *summary, const struct rows_left *left,
    const char *verdict)
{
	struct json_at at = {0};

	json_object_begin(w, "summary");
	while (json_next(summary, &at)) {
		size_t less = strcmp(at.key, verdict_name(VERDICT_REGRESSION)) == 0 ? left->was[0]
			      : strcmp(at.key, verdict_name(VERDICT_WORSE)) == 0    ? left->was[1]
										    : 0;
		size_t n = less ? json_count_or(summary, at.key, 0) : 0;

		if (strcmp(at.key, verdict_name(VERDICT_PLACEMENT)) == 0 ||
		    strcmp(at.key, "verdict") == 0)
			continue;
		if (less)
			json_integer(w, at.key, (long long)(n > less ? n - less : 0));
		else
			json_copy(w, at.key, &at);
	}
	json_integer(w, verdict_name(VERDICT_PLACEMENT), (long long)left->placement);
	json_string(w, "verdict", verdict);
	json_object_end(w);
}

bool
why_rows_write(const struct why_rows *rows, struct comparison_reader *r, struct json_writer *w)
{
	struct json_at root = json_root(comparison_reader_head(r)), at = {0}, row;
	struct json_at summary = json_member(&root, "summary");
	struct rows_left left = {{0, 0}, 0, 0};
	bool fails = summary_fails(&summary);

	json_object_begin(w, NULL);
	while (json_next(&root, &at))
		if (strcmp(at.key, "summary") != 0)
			json_copy(w, at.key, &at);
	json_array_begin(w, "rows");
	while (comparison_reader_next(r, &row))
		row_write(w, rows, &row, &left);
	json_break(w);
	json_array_end(w);
	if (left.placement) {
		unsigned failing = left.failing & fail_on_of(&root);

		fails = failing;
		summary_write(w, &summary, &left, fail_on_worst(failing));
	} else {
		json_copy(w, "summary", &summary);
	}
	json_object_end(w);
	json_break(w);
	return fails;
}
