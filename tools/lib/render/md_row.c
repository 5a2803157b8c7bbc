#include "render/md_row.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "model/param.h"
#include "model/policy.h"

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

	if (!json_length(&params))
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

/* V of a row, a fraction, where it is not the document's; else NAN. */
static double
value_own(double v, double document)
{
	return fabs(v - document) > POLICY_AT_LIMIT * document ? v : (double)NAN;
}

void
md_row_load(const struct json_at *row, double tolerance, double threshold, struct md_row *r)
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
	at = json_member(row, "why");
	r->why = json_string_or(&at, "told", NULL);
	word = json_string_or(row, "better", "lower");
	at = json_member(row, "better");
	if (!better_parse(word, &r->better))
		json_wrong(&at, "lower or higher");
	word = json_string_or(row, "kind", "regression");
	at = json_member(row, "kind");
	if (!kind_parse(word, &kind))
		json_wrong(&at, "regression or exploratory");
	r->gate = json_bool_or(row, "gate", true) && kind == KIND_REGRESSION;
	r->control = json_bool_or(row, "control", false);
	r->baseline = json_number_or(row, "baseline", NAN);
	r->current = json_number_or(row, "current", NAN);
	r->change = json_number_or(row, "change", NAN);
	r->detectable = json_number_or(row, "smallest_detectable", NAN);
	r->threshold = json_number_or(row, "threshold", threshold);
	r->own_threshold = value_own(r->threshold, threshold);
	r->own_tolerance = value_own(json_number_or(row, "tolerance", tolerance), tolerance);
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

/* The places of the strings of R in it. */
enum { STRINGS = 13 };
static void
strings_of(struct md_row *r, const char **at[STRINGS])
{
	const char **const all[STRINGS] = {&r->id, &r->name, &r->unit, &r->metric, &r->variant,
	    &r->reason, &r->look, &r->because, &r->waived, &r->issue, &r->expires, &r->accept,
	    &r->why};

	memcpy(at, all, sizeof all);
}

static size_t
text_size(const char *s)
{
	return s ? strlen(s) + 1 : 0;
}

/* Copy the string at *S to *TO, which moves behind it. */
static void
text_move(const char **s, char **to)
{
	size_t n = text_size(*s);

	if (!n)
		return;
	*s = memcpy(*to, *s, n);
	*to += n;
}

void
md_row_keep(struct md_row *r)
{
	const char **strings[STRINGS];
	size_t size = r->nparams * sizeof *r->params;
	struct param *params;
	char *to;

	strings_of(r, strings);
	for (size_t i = 0; i < STRINGS; i++)
		size += text_size(*strings[i]);
	for (size_t i = 0; i < r->nparams; i++)
		size += text_size(r->params[i].key) + text_size(r->params[i].value);
	r->block = params = xmalloc(size);
	to = (char *)(params + r->nparams);
	for (size_t i = 0; i < STRINGS; i++)
		text_move(strings[i], &to);
	for (size_t i = 0; i < r->nparams; i++) {
		params[i] = r->params[i];
		text_move((const char **)(uintptr_t)&params[i].key, &to);
		text_move((const char **)(uintptr_t)&params[i].value, &to);
	}
	free(r->params);
	r->params = params;
}

void
md_row_free(struct md_row *r)
{
	while (r->beside) {
		struct md_row *next = r->beside;

		r->beside = next->beside;
		free(next->block);
		free(next);
	}
	free(r->block);
}

void
md_row_join(struct md_row *r, struct md_row *other)
{
	struct md_row **end = &r->beside;

	while (*end)
		end = &(*end)->beside;
	*end = other;
}
