#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/util.h"
#include "comparison/limits_row.h"
#include "model/schema_names.h"

static int
case_order(const struct limit_case *a, const struct limit_case *b)
{
	int order = strcmp(a->id, b->id);

	return order ? order : text_order(a->variant, b->variant);
}

static int
limit_row_order(const void *a, const void *b)
{
	const struct limit_row *x = a, *y = b;
	int order = x->at == y->at ? 0 : case_order(x->at, y->at);

	if (order == 0)
		order = strcmp(x->metric, y->metric);
	if (order == 0)
		order = (x->min > y->min) - (x->min < y->min);
	return order ? order : (x->max > y->max) - (x->max < y->max);
}

static void
write_limit(struct json_writer *w, const struct limit_row *r)
{
	json_object_begin(w, "limit");
	limit_bounds_write(w, r->min, r->max, r->because);
	json_object_end(w);
}

static void
write_limit_row(struct json_writer *w, const struct limit_row *r)
{
	const struct limit_case *at = r->at;

	json_object_begin(w, NULL);
	json_string(w, "id", at->id);
	json_string(w, "name", at->name);
	params_write(w, at->params, at->nparams);
	if (at->variant)
		json_string(w, "variant", at->variant);
	json_string(w, "kind", kind_name(at->kind));
	json_string(w, "metric", r->metric);
	json_string(w, "unit", r->unit);
	json_string(w, "better", better_name(r->better));
	json_bool(w, "gate", at->kind != KIND_EXPLORATORY);
	json_null(w, "baseline");
	json_rounded(w, "current", r->range.median);
	json_array_begin(w, "n");
	json_integer(w, NULL, 0);
	json_integer(w, NULL, (long long)r->range.n);
	json_array_end(w);
	if (r->range.n > 1)
		json_interval(w, "range", r->range.low, r->range.high);
	write_limit(w, r);
	json_string(w, "verdict", verdict_name(r->verdict));
	if (r->reason)
		json_string(w, "reason", r->reason);
	json_object_end(w);
}

static void
write_document(const struct limit_list *list, const struct results_head *head, bool strict,
    struct json_writer *w)
{
	static const enum verdict verdicts[] = {
	    VERDICT_WITHIN, VERDICT_EXCEEDED, VERDICT_INCONCLUSIVE, VERDICT_FAILED};
	char *now = timestamp_now();

	json_object_begin(w, NULL);
	json_string(w, "schema", COMPARISON_SCHEMA);
	json_string(w, "version", VERSION);
	json_string(w, "timestamp", now);
	if (head->suite)
		json_string(w, "suite", head->suite);
	json_string(w, "kind", "limits");
	results_head_write_side(w, "current", head);
	json_array_begin(w, "rows");
	for (size_t i = 0; i < list->n; i++) {
		json_break(w);
		write_limit_row(w, &list->rows[i]);
	}
	json_break(w);
	json_array_end(w);
	json_object_begin(w, "summary");
	json_integer(w, "rows", (long long)list->n);
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
		json_integer(w, verdict_name(verdicts[i]), (long long)list->counts[verdicts[i]]);
	json_string(w, "verdict",
	    limit_list_exit_status(list, strict) == STATUS_OK ? VERDICT_PASS
							      : verdict_name(VERDICT_EXCEEDED));
	json_object_end(w);
	json_object_end(w);
	json_break(w);
	free(now);
}

const char *
limit_list_write(
    struct limit_list *list, const struct results_head *head, bool strict, struct json_writer *w)
{
	if (list->n > 1)
		qsort(list->rows, list->n, sizeof *list->rows, limit_row_order);
	for (size_t i = 1; i < list->n; i++) {
		const struct limit_case *a = list->rows[i - 1].at, *b = list->rows[i].at;

		if (a != b && case_order(a, b) == 0)
			return b->id;
	}
	write_document(list, head, strict, w);
	return NULL;
}
