#include "scenario/rows_plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "scenario/group_names.h"
#include "scenario/harness_format.h"
#include "scenario/metric_rule.h"
#include "scenario/plan_member.h"
#include "scenario/plan_words.h"
#include "scenario/row_gate.h"
#include "scenario/scenario_bounds.h"
#include "json/json_path.h"

static void
change_write(struct json_writer *w, const char *key, double v)
{
	if (!isnan(v))
		json_number(w, key, v);
}

static void
row_metric_write(struct json_writer *w, const struct row_metric *m)
{
	char word[REDUCTION_WORD_MAX];

	json_object_begin(w, m->rule.name);
	json_string(w, "unit", m->rule.unit);
	json_string(w, "better", better_name(m->rule.better));
	json_bool(w, "gate", m->rule.gate);
	change_write(w, "tolerance", m->rule.tolerance);
	change_write(w, "threshold", m->rule.threshold);
	json_string(w, "value", m->rule.expression);
	if (m->unit_from)
		json_string(w, "unit_from", m->unit_from);
	if (m->rule.decimal)
		json_string(w, "decimal", plan_decimals[m->rule.decimal]);
	reduction_word(m->rule.reduction, word);
	json_string(w, "reduce", word);
	json_object_end(w);
}

/* Of a harness, which tells the rest. */
static void
named_write(struct json_writer *w, const struct metric_rule *rule)
{
	json_object_begin(w, rule->name);
	change_write(w, "tolerance", rule->tolerance);
	change_write(w, "threshold", rule->threshold);
	json_object_end(w);
}

static void
row_limit_write(struct json_writer *w, const struct row_limit *l)
{
	json_object_begin(w, NULL);
	json_string(w, "metric", l->limit.metric);
	if (l->row)
		json_string(w, "row", l->row);
	limit_bounds_write(w, l->limit.min, l->limit.max, l->limit.because);
	json_object_end(w);
}

void
rows_plan_write(struct json_writer *w, const struct rows_rule *rule)
{
	json_object_begin(w, "rows");
	json_string(w, "from", plan_sources[rule->source]);
	if (rule->file)
		json_string(w, "path", rule->file);
	json_string(w, plan_extractors[rule->extractor], rule->expression);
	if (rule->name)
		json_string(w, "name", rule->name);
	change_write(w, "tolerance", rule->tolerance);
	change_write(w, "threshold", rule->threshold);
	json_object_begin(w, "params");
	for (size_t i = 0; i < rule->nparams; i++)
		json_string(w, rule->params[i].key, rule->params[i].place);
	json_object_end(w);
	json_object_begin(w, "where");
	for (size_t i = 0; i < rule->nwhere; i++)
		json_string(w, rule->where[i].place, rule->where[i].text);
	json_object_end(w);
	if (rule->error)
		json_string(w, "error", rule->error);
	if (rule->gate) {
		json_array_begin(w, "gate");
		for (char **glob = rule->gate; *glob; glob++)
			json_string(w, NULL, *glob);
		json_array_end(w);
	}
	json_object_begin(w, "metrics");
	for (size_t i = 0; i < rule->nmetrics; i++)
		row_metric_write(w, &rule->metrics[i]);
	for (size_t i = 0; i < rule->nnamed; i++)
		named_write(w, &rule->named[i]);
	json_object_end(w);
	json_array_begin(w, "require");
	for (size_t i = 0; i < rule->nlimits; i++)
		row_limit_write(w, &rule->limits[i]);
	json_array_end(w);
	json_object_end(w);
}

/* Die when TEXT, at AT, is no place of RULE. */
static char *
place_check(
    const struct json_at *at, const struct rows_rule *rule, const char *text, struct arena *a)
{
	char *error = rows_place_error(rule, text);

	if (error)
		json_fault(at, error);
	return arena_strdup(a, text);
}

/* The place that member KEY of OBJECT tells, or NULL when it is not there. */
static char *
place_member(
    const struct json_at *object, const char *key, const struct rows_rule *rule, struct arena *a)
{
	struct json_at at = json_member(object, key);
	const char *text = json_string_or(object, key, NULL);

	return text ? place_check(&at, rule, text, a) : NULL;
}

static char *
place_needed(
    const struct json_at *object, const char *key, const struct rows_rule *rule, struct arena *a)
{
	json_string_of(object, key);
	return place_member(object, key, rule, a);
}

static void
rows_found_read(const struct json_at *at, struct rows_rule *rule, struct arena *a)
{
	const char *pattern = json_string_or(at, "pattern", NULL);
	const char *json = json_string_or(at, "json", NULL);
	const char *harness = json_string_or(at, "harness", NULL);
	const char *expression = json ? json : harness ? harness : pattern;
	struct buf why = BUF_INIT;
	char *error = NULL;

	if (!expression || !!pattern + !!json + !!harness != 1)
		json_fault(at, "expected exactly one of 'pattern', 'json' and 'harness'");
	rule->extractor = json ? EXTRACT_JSON : harness ? EXTRACT_HARNESS : EXTRACT_PATTERN;
	rule->expression = arena_strdup(a, expression);
	if (harness)
		error = harness_format_error(harness);
	if (json && !json_path_check(json, &why))
		error = buf_take(&why);
	if (pattern)
		error = group_names_error(pattern);
	if (error)
		json_fault(at, error);
	buf_free(&why);
	rule->source =
	    (enum source)plan_word(at, "from", plan_sources[SOURCE_STDOUT], plan_sources);
	rule->file = plan_copy(a, json_string_or(at, "path", NULL));
	if (rule->source == SOURCE_BUILTIN || rule->source == SOURCE_METRICS)
		json_fault(at, "'from' must be 'stdout', 'stderr' or 'file'");
	if ((rule->source == SOURCE_FILE) != (rule->file != NULL))
		json_fault(at, rule->file ? "'path' needs 'from: file'"
					  : "'from: file' needs 'path', the file to read");
}

static void
rows_lists_read(const struct json_at *object, struct rows_rule *rule, struct arena *a)
{
	struct json_at params = json_member(object, "params"), where = json_member(object, "where");
	struct json_at at = {.document = NULL};

	rule->params = arena_array(a, json_length(&params), sizeof *rule->params);
	while (json_next(&params, &at))
		rule->params[rule->nparams++] = (struct row_param){arena_strdup(a, at.key),
		    place_check(&at, rule, plan_string(&at, "a string"), a)};
	at = (struct json_at){.document = NULL};
	rule->where = arena_array(a, json_length(&where), sizeof *rule->where);
	while (json_next(&where, &at))
		rule->where[rule->nwhere++] =
		    (struct row_condition){place_check(&at, rule, at.key, a),
			arena_strdup(a, plan_string(&at, "a string"))};
	rule->gate = row_gate_plan(object, a);
	if (rule->nparams > ROWS_LIST_MAX || rule->nwhere > ROWS_LIST_MAX)
		json_fault(object,
		    xasprintf("'params' and 'where' have at most %d entries each", ROWS_LIST_MAX));
}

static struct row_metric
row_metric_of(const struct json_at *at, const struct rows_rule *rule, struct arena *a)
{
	struct row_metric m = {.rule = {.name = arena_strdup(a, at->key),
				   .source = rule->source,
				   .file = rule->file,
				   .extractor = rule->extractor}};
	const char *word = json_string_or(at, "reduce", "median");
	struct json_at reduce = json_member(at, "reduce");
	char *wrong;

	m.rule.unit = plan_copy(a, json_string_of(at, "unit"));
	if (strlen(m.rule.unit) > SCENARIO_MAX_UNIT)
		json_fault(at, xasprintf("a unit has at most %d bytes", SCENARIO_MAX_UNIT));
	if (!better_parse(json_string_of(at, "better"), &m.rule.better)) {
		struct json_at better = json_member(at, "better");

		json_wrong(&better, "'lower' or 'higher'");
	}
	if (metric_builtin(m.rule.name))
		json_fault(at, "it is what bench-run measures of the whole command");
	m.rule.gate = json_bool_or(at, "gate", true);
	plan_changes(at, &m.rule.tolerance, &m.rule.threshold);
	m.rule.expression = place_needed(at, "value", rule, a);
	m.unit_from = place_member(at, "unit_from", rule, a);
	m.rule.decimal = (enum decimal)plan_word(at, "decimal", plan_decimals[0], plan_decimals);
	if (!reduction_parse(word, &m.rule.reduction))
		json_wrong(&reduce, reduction_expected(word));
	if ((wrong = rows_metric_error(&m)))
		json_fault(at, wrong);
	return m;
}

static void
rows_metrics_read(const struct json_at *object, struct rows_rule *rule, struct arena *a)
{
	struct json_at map = json_member(object, "metrics"), at = {.document = NULL};
	size_t n = json_length(&map);

	if (n < 1 || n > METRIC_RULES_MAX)
		json_fault(
		    object, xasprintf("'metrics' must have 1 to %d members", METRIC_RULES_MAX));
	rule->metrics = arena_array(a, n, sizeof *rule->metrics);
	while (json_next(&map, &at))
		rule->metrics[rule->nmetrics++] = row_metric_of(&at, rule, a);
}

static void
rows_limits_read(const struct json_at *object, struct rows_rule *rule, struct arena *a)
{
	struct json_at list = json_member(object, "require");

	rule->nlimits = json_length(&list);
	rule->limits = arena_array(a, rule->nlimits, sizeof *rule->limits);
	for (size_t i = 0; i < rule->nlimits; i++) {
		struct json_at at = json_element(&list, i);

		rule->limits[i].limit = plan_limit_read(&at, a);
		rule->limits[i].row = plan_copy(a, json_string_or(&at, "row", NULL));
		if (!rows_metric(rule, rule->limits[i].limit.metric) &&
		    !rows_named(rule, rule->limits[i].limit.metric))
			json_fault(&at, "its metric is none of the rows");
	}
}

/* What only rows have that are found by places. */
static void
rows_places_read(const struct json_at *at, struct rows_rule *rule, struct arena *a)
{
	rule->name = place_needed(at, "name", rule, a);
	rule->error = place_member(at, "error", rule, a);
	rows_lists_read(at, rule, a);
	rows_metrics_read(at, rule, a);
}

/* What only those of a harness have. */
static void
harness_plan_read(const struct json_at *at, struct rows_rule *rule, struct arena *a)
{
	struct json_at map = json_member(at, "metrics"), one = {.document = NULL};
	size_t n = json_length(&map);

	rule->gate = row_gate_plan(at, a);
	plan_changes(at, &rule->tolerance, &rule->threshold);
	if (n > METRIC_RULES_MAX)
		json_fault(at, xasprintf("'metrics' has at most %d members", METRIC_RULES_MAX));
	rule->named = arena_array(a, n, sizeof *rule->named);
	while (json_next(&map, &one)) {
		struct metric_rule *m = &rule->named[rule->nnamed++];

		*m = (struct metric_rule){
		    .name = arena_strdup(a, one.key), .unit = arena_strdup(a, "")};
		plan_changes(&one, &m->tolerance, &m->threshold);
	}
}

void
rows_plan_read(const struct json_at *object, struct plan_case *c, struct arena *a)
{
	struct json_at at = json_member(object, "rows");
	struct rows_rule *rule;

	if (json_kind(&at) == JSON_ABSENT || json_kind(&at) == JSON_NULL)
		return;
	if (json_kind(&at) != JSON_OBJECT)
		json_wrong(&at, "an object");
	rule = arena_alloc(a, sizeof *rule);
	rows_found_read(&at, rule, a);
	rule->tolerance = rule->threshold = NAN;
	if (rule->extractor == EXTRACT_HARNESS)
		harness_plan_read(&at, rule, a);
	else
		rows_places_read(&at, rule, a);
	rows_limits_read(&at, rule, a);
	for (size_t i = 0; i < rule->nparams; i++)
		for (size_t k = 0; k < c->nparams; k++)
			if (strcmp(rule->params[i].key, c->params[k].key) == 0)
				json_fault(&at, xasprintf("'%s' is a parameter of the case already",
						    c->params[k].key));
	c->rows = rule;
	rows_command_quiet(c, a);
}
