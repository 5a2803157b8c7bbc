#include "explain/evidence.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

static void
pair_read(const struct json_at *row, const char *key, size_t pair[2])
{
	struct json_at list = json_member(row, key);

	pair[0] = pair[1] = 0;
	if (json_kind(&list) != JSON_ARRAY)
		return;
	for (size_t i = 0; i < 2 && i < json_length(&list); i++) {
		struct json_at at = json_element(&list, i);
		double v = json_as_number(&at);

		if (v < 0 || v > 1e15 || v != floor(v))
			json_wrong(&at, "a count");
		pair[i] = (size_t)v;
	}
}

void
evidence_interval(const struct json_at *row, double *low, double *high)
{
	struct json_at list = json_member(row, "ci"), at;

	*low = *high = NAN;
	if (json_kind(&list) != JSON_ARRAY)
		return;
	if (json_length(&list) != 2)
		json_wrong(&list, "an array of two numbers");
	at = json_element(&list, 0);
	*low = json_as_number(&at);
	at = json_element(&list, 1);
	*high = json_as_number(&at);
}

static enum evidence_design
design_of(const struct evidence *e)
{
	struct json_at policy = json_member(e->root, "policy");
	const char *design =
	    json_string_or(e->row, "design", json_string_or(&policy, "design", "unpaired"));

	if (isnan(e->baseline) || isnan(e->current))
		return DESIGN_NONE;
	if (!isnan(e->p))
		return strcmp(design, "paired") == 0 ? DESIGN_PAIRED : DESIGN_UNPAIRED;
	if (e->n[0] == 0 || e->n[1] == 0)
		return DESIGN_SINGLE;
	if (e->reason && strncmp(e->reason, "exact count", strlen("exact count")) == 0)
		return DESIGN_COUNT;
	return strcmp(design, "paired") == 0 ? DESIGN_PAIRED : DESIGN_UNPAIRED;
}

void
evidence_read(struct evidence *e, const struct json_at *row, const struct json_at *root)
{
	*e = (struct evidence){.row = row, .root = root};
	e->id = json_string_of(row, "id");
	e->metric = json_string_or(row, "metric", NULL);
	e->unit = json_string_or(row, "unit", NULL);
	e->reason = json_string_or(row, "reason", NULL);
	e->verdict = row_verdict(row);
	e->better = BETTER_LOWER;
	better_parse(json_string_or(row, "better", ""), &e->better);
	e->gate = json_bool_or(row, "gate", true) &&
		  strcmp(json_string_or(row, "kind", ""), kind_name(KIND_EXPLORATORY)) != 0;
	e->control = json_bool_or(row, "control", false);
	e->baseline = json_number_or(row, "baseline", NAN);
	e->current = json_number_or(row, "current", NAN);
	e->change = json_number_or(row, "change", NAN);
	evidence_interval(row, &e->low, &e->high);
	e->p = json_number_or(row, "p", NAN);
	e->p_adjusted = json_number_or(row, "p_adjusted", NAN);
	e->smallest = json_number_or(row, "smallest_detectable", NAN);
	e->tolerance = json_number_or(row, "tolerance", NAN);
	e->threshold = json_number_or(row, "threshold", NAN);
	e->between = json_number_or(row, "between_sessions", NAN);
	pair_read(row, "n", e->n);
	pair_read(row, "builds", e->builds);
	pair_read(row, "sessions", e->sessions);
	if (!e->sessions[0] && !e->sessions[1]) {
		pair_read(row, "machines", e->sessions);
		e->by_machine = e->sessions[0] || e->sessions[1];
	}
	e->design = design_of(e);
}

double
evidence_worsening(const struct evidence *e)
{
	return e->better == BETTER_HIGHER ? -e->change : e->change;
}

bool
evidence_moved(const struct evidence *e)
{
	switch (e->verdict) {
	case VERDICT_REGRESSION:
	case VERDICT_WORSE:
	case VERDICT_PLACEMENT:
	case VERDICT_BETTER:
	case VERDICT_IMPROVEMENT: return true;
	default: return false;
	}
}

bool
evidence_is_time(const struct evidence *e)
{
	static const char *const times[] = {"ns", "us", "µs", "ms", "s", "ns/op", "us/op", "ms/op"};

	if (!e->metric || e->design == DESIGN_COUNT)
		return false;
	if (strcmp(e->metric, "throughput") == 0)
		return true;
	for (size_t i = 0; e->unit && i < sizeof times / sizeof *times; i++)
		if (strcmp(e->unit, times[i]) == 0)
			return true;
	return false;
}

const char *
about_name(enum about about)
{
	static const char *const names[NABOUT] = {"measured", "often", "sure", "else", "next"};

	return names[about];
}

void
sentence(struct json_writer *w, enum about about, const char *code, const char *fmt, ...)
{
	va_list args, again;
	char *text;
	int len;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, args);
	text = xcalloc((size_t)len + 1, 1);
	vsnprintf(text, (size_t)len + 1, fmt, again);
	va_end(again);
	va_end(args);
	json_object_begin(w, NULL);
	json_string(w, "about", about_name(about));
	json_string(w, "code", code);
	json_string(w, "text", text);
	json_object_end(w);
	free(text);
}
