#include "explain/claims_write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "json/json_copy.h"

#define METRIC_USUAL "duration_ms"

/* What one claim came to. ID and METRIC are NULL, or owned. */
struct outcome {
	char *id, *metric;
	bool found;
	struct claim_judgement judgement;
};

/* Whether CLAIM is about ROW: "ID" of the usual metric, or "ID METRIC". */
static bool
claim_names(const struct claim *claim, const struct json_at *row)
{
	const char *id = json_string_of(row, "id"), *metric = json_string_or(row, "metric", "");
	size_t len = strlen(id);

	if (!claim->row || strncmp(claim->row, id, len) != 0)
		return false;
	if (!claim->row[len])
		return strcmp(metric, METRIC_USUAL) == 0;
	return claim->row[len] == ' ' && strcmp(claim->row + len + 1, metric) == 0;
}

static void
row_judge(const struct claims *c, struct outcome *outcomes, const struct json_at *row,
    const struct json_at *root)
{
	struct evidence e;

	for (size_t i = 0; i < c->n; i++) {
		struct outcome *o = &outcomes[i];

		if (o->found || !claim_names(&c->list[i], row))
			continue;
		evidence_read(&e, row, root);
		o->found = true;
		o->id = xstrdup(e.id);
		o->metric = e.metric ? xstrdup(e.metric) : NULL;
		o->judgement = claim_judge(&e, c->list[i].least, c->n);
	}
}

static void
outcome_write(struct json_writer *out, const struct claim *claim, const struct outcome *o)
{
	const struct claim_judgement *j = &o->judgement;
	const char *reason = !claim->row ? "the claim cannot be read: it must be like 'ID >= 12%'"
			     : !o->found ? "the comparison has no such row"
					 : j->reason;

	json_object_begin(out, NULL);
	json_string(out, "claim", claim->text);
	if (o->found) {
		json_string(out, "id", o->id);
		json_string(out, "metric", o->metric);
	}
	json_number(out, "least", claim->least);
	json_string(out, "answer", claim_answer_name(j->answer));
	json_rounded(out, "gain", j->gain);
	json_interval(out, "interval", j->low, j->high);
	json_rounded(out, "level", j->level);
	if (reason)
		json_string(out, "reason", reason);
	json_object_end(out);
}

static void
outcomes_write(struct json_writer *out, const struct claims *c, const struct outcome *outcomes,
    size_t counts[NCLAIM_ANSWERS])
{
	if (!c->n)
		return;
	json_array_begin(out, "claims");
	for (size_t i = 0; i < c->n; i++) {
		json_break(out);
		outcome_write(out, &c->list[i], &outcomes[i]);
		counts[outcomes[i].judgement.answer]++;
	}
	json_break(out);
	json_array_end(out);
}

void
claims_write(const struct claims *c, struct comparison_reader *r, struct json_writer *out,
    size_t counts[NCLAIM_ANSWERS])
{
	struct json_at root = json_root(comparison_reader_head(r)), at = {0}, row;
	const struct claim_judgement open = {CLAIM_OPEN, NAN, NAN, NAN, NAN, NULL};
	struct outcome outcomes[CLAIMS_MAX];

	for (size_t i = 0; i < c->n; i++)
		outcomes[i] = (struct outcome){NULL, NULL, false, open};
	json_object_begin(out, NULL);
	while (json_next(&root, &at))
		if (strcmp(at.key, "summary") != 0 && strcmp(at.key, "claims") != 0)
			json_copy(out, at.key, &at);
	json_array_begin(out, "rows");
	while (comparison_reader_next(r, &row)) {
		row_judge(c, outcomes, &row, &root);
		json_break(out);
		json_copy(out, NULL, &row);
	}
	json_break(out);
	json_array_end(out);
	outcomes_write(out, c, outcomes, counts);
	at = json_member(&root, "summary");
	if (at.node)
		json_copy(out, "summary", &at);
	json_object_end(out);
	json_break(out);
	for (size_t i = 0; i < c->n; i++) {
		free(outcomes[i].id);
		free(outcomes[i].metric);
	}
}
