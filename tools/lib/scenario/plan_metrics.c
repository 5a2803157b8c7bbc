#include "scenario/plan_metrics.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "scenario/pattern.h"
#include "scenario/plan_member.h"
#include "scenario/plan_words.h"
#include "scenario/slo_read.h"
#include "scenario/value_rule.h"
#include "json/json_path.h"

static void
expression_read(const struct json_at *at, struct metric_rule *rule, struct arena *a)
{
	char *error = NULL;
	size_t ways = 0;

	for (size_t k = EXTRACT_PATTERN; plan_extractors[k]; k++) {
		const char *text = json_string_or(at, plan_extractors[k], NULL);

		if (!text)
			continue;
		ways++;
		rule->extractor = (enum extractor)k;
		rule->expression = arena_strdup(a, text);
	}
	if (ways != 1)
		json_fault(
		    at, "expected exactly one of 'pattern', 'json', 'time-to' and 'between'");
	if (rule->extractor == EXTRACT_JSON) {
		struct buf why = BUF_INIT;

		if (!json_path_check(rule->expression, &why))
			error = buf_take(&why);
		buf_free(&why);
	} else {
		error = pattern_error(rule->expression);
	}
	if (error) {
		struct json_at text = json_member(at, plan_extractors[rule->extractor]);

		json_fault(&text, error);
	}
}

/* How the values that are found become one. */
static void
value_read(const struct json_at *at, struct metric_rule *rule)
{
	static const char *const keeps[] = {"", "all", NULL};
	const char *word = json_string_or(at, "reduce", "median"), *key;
	struct json_at where = json_member(at, "reduce");
	char *wrong;

	if (!reduction_parse(word, &rule->reduction))
		json_wrong(&where, reduction_expected(word));
	rule->unit_group = plan_count(at, "unit-group", 0, 0, PATTERN_GROUP_MAX);
	rule->decimal = (enum decimal)plan_word(at, "decimal", plan_decimals[0], plan_decimals);
	rule->keep = plan_word(at, "keep", keeps[0], keeps) == 1;
	if ((wrong = value_rule_wrong(rule, &key))) {
		where = json_member(at, key);
		json_fault(&where, wrong);
	}
}

/* The metric AT, behind those of C. */
static struct metric_rule
rule_read(const struct json_at *at, const struct plan_case *c, struct arena *a)
{
	struct metric_rule rule = {.name = arena_strdup(a, at->key)};

	rule.unit = plan_copy(a, json_string_of(at, "unit"));
	if (!better_parse(json_string_of(at, "better"), &rule.better)) {
		struct json_at better = json_member(at, "better");

		json_wrong(&better, "'lower' or 'higher'");
	}
	rule.gate = json_bool_or(at, "gate", true);
	plan_changes(at, &rule.tolerance, &rule.threshold);
	rule.source = (enum source)plan_word(at, "from", plan_sources[0], plan_sources);
	if (rule.source == SOURCE_BUILTIN) {
		if (!metric_builtin(rule.name))
			json_fault(at, "not a built-in metric, so it needs 'from'");
		return rule;
	}
	if (rule.source == SOURCE_METRICS) {
		slo_read(at, &rule, c->metrics, c->nmetrics, a);
		return rule;
	}
	rule.file = plan_copy(a, json_string_or(at, "path", NULL));
	if ((rule.source == SOURCE_FILE) != (rule.file != NULL))
		json_fault(at, rule.file ? "'path' needs 'from: file'"
					 : "'from: file' needs 'path', the file to read");
	expression_read(at, &rule, a);
	value_read(at, &rule);
	return rule;
}

void
plan_metrics_parse(const struct json_at *object, struct plan_case *c, struct arena *a)
{
	struct json_at map = json_member(object, "metrics"), at;

	c->metrics = arena_array(a, json_length(&map), sizeof *c->metrics);
	/* those that are of other metrics behind these, wherever they stand */
	for (int of_others = 0; of_others < 2; of_others++) {
		at = (struct json_at){.document = NULL};
		while (json_next(&map, &at)) {
			if ((strcmp(json_string_or(&at, "from", ""),
				 plan_sources[SOURCE_METRICS]) == 0) != of_others)
				continue;
			c->metrics[c->nmetrics] = rule_read(&at, c, a);
			c->nmetrics++;
		}
	}
}
