#include "scenario/plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "model/schema_names.h"
#include "scenario/exit_statuses.h"
#include "scenario/plan_words.h"
#include "scenario/rows_plan.h"

static void
words_write(struct json_writer *w, const char *key, char *const *words)
{
	json_array_begin(w, key);
	for (; *words; words++)
		json_string(w, NULL, *words);
	json_array_end(w);
}

static void
variable_write(struct json_writer *w, const char *variable)
{
	char *name = xstrndup(variable, strcspn(variable, "="));

	json_string(w, name, variable + strlen(name) + 1);
	free(name);
}

static void
number_write(struct json_writer *w, const char *key, double v)
{
	if (!isnan(v))
		json_number(w, key, v);
}

/* How the value of RULE is found. */
static void
finding_write(struct json_writer *w, const struct metric_rule *rule)
{
	char word[REDUCTION_WORD_MAX];

	json_string(w, "from", plan_sources[rule->source]);
	if (rule->source == SOURCE_METRICS) {
		json_array_begin(w, "slo");
		for (size_t i = 0; i < rule->nslo; i++)
			limit_write(w, &rule->slo[i]);
		json_array_end(w);
		return;
	}
	if (rule->file)
		json_string(w, "path", rule->file);
	json_string(w, plan_extractors[rule->extractor], rule->expression);
	if (rule->unit_group)
		json_integer(w, "unit-group", (long long)rule->unit_group);
	if (rule->decimal)
		json_string(w, "decimal", plan_decimals[rule->decimal]);
	reduction_word(rule->reduction, word);
	json_string(w, "reduce", word);
	if (rule->keep)
		json_string(w, "keep", "all");
}

static void
rule_write(struct json_writer *w, const struct metric_rule *rule)
{
	json_object_begin(w, rule->name);
	json_string(w, "unit", rule->unit);
	json_string(w, "better", better_name(rule->better));
	json_bool(w, "gate", rule->gate);
	number_write(w, "tolerance", rule->tolerance);
	number_write(w, "threshold", rule->threshold);
	if (rule->source != SOURCE_BUILTIN)
		finding_write(w, rule);
	json_object_end(w);
}

static void
ignored_write(struct json_writer *w, const char *set)
{
	if (exit_statuses_are_all(set)) {
		json_bool(w, "ignore_failure", true);
	} else if (set) {
		json_array_begin(w, "ignore_failure");
		for (; *set; set++)
			json_integer(w, NULL, (unsigned char)*set);
		json_array_end(w);
	}
}

static void
case_write(struct json_writer *w, const struct plan_case *c)
{
	json_object_begin(w, NULL);
	json_string(w, "name", c->name);
	json_string(w, "id", c->id);
	if (c->description)
		json_string(w, "description", c->description);
	if (c->kind != KIND_REGRESSION)
		json_string(w, "kind", kind_name(c->kind));
	params_write(w, c->params, c->nparams);
	words_write(w, "tags", c->tags);
	if (c->runs_on && c->runs_on[0])
		words_write(w, "runs_on", c->runs_on);
	if (c->priority)
		json_integer(w, "priority", (long long)c->priority);
	words_write(w, "argv", c->argv);
	json_bool(w, "shell", c->shell);
	for (int i = 0; i < NHOOKS; i++)
		if (c->hooks[i])
			words_write(w, plan_hooks[i], c->hooks[i]);
	if (c->directory)
		json_string(w, "directory", c->directory);
	if (c->input)
		json_string(w, "input", c->input);
	if (c->output)
		json_string(w, "stdout", plan_outputs[c->output]);
	ignored_write(w, c->ignored);
	json_object_begin(w, "env");
	for (char **v = c->env; *v; v++)
		variable_write(w, *v);
	json_object_end(w);
	words_write(w, "pass_env", c->pass_env);
	json_integer(w, "warmup", (long long)c->warmup);
	json_object_begin(w, "runs");
	json_integer(w, "min", (long long)c->runs.min);
	json_integer(w, "max", (long long)c->runs.max);
	json_number(w, "precision", c->runs.precision);
	json_number(w, "max_time", c->runs.max_time);
	if (c->runs.looks != PLAN_LOOKS)
		json_integer(w, "looks", (long long)c->runs.looks);
	json_object_end(w);
	json_number(w, "timeout", c->timeout);
	if (c->instrument)
		json_string(w, "instrument", plan_instruments[c->instrument]);
	json_object_begin(w, "metrics");
	for (size_t i = 0; i < c->nmetrics; i++)
		rule_write(w, &c->metrics[i]);
	json_object_end(w);
	if (c->rows)
		rows_plan_write(w, c->rows);
	json_array_begin(w, "require");
	for (size_t i = 0; i < c->nlimits; i++)
		limit_write(w, &c->limits[i]);
	json_array_end(w);
	if (c->labels)
		json_raw(w, "labels", c->labels, strlen(c->labels));
	if (c->skip)
		json_string(w, "skip", c->skip);
	if (c->fallback_from) {
		json_object_begin(w, "fallback");
		json_string(w, "from", c->fallback_from);
		json_string(w, "reason", c->fallback_why);
		json_object_end(w);
	}
	json_object_end(w);
}

void
plan_write(const struct plan *plan, struct json_writer *w)
{
	json_object_begin(w, NULL);
	json_string(w, "schema", PLAN_SCHEMA);
	json_string(w, "version", VERSION);
	json_string(w, "suite", plan->suite);
	if (plan->shard)
		json_string(w, "shard", plan->shard);
	json_object_begin(w, "policy");
	json_number(w, "tolerance", plan->tolerance);
	json_number(w, "threshold", plan->threshold);
	number_write(w, "between_sessions", plan->between_sessions);
	json_object_end(w);
	json_number(w, "budget", plan->budget);
	if (plan->build)
		words_write(w, "build", plan->build);
	if (plan->builds)
		json_number(w, "builds", (double)plan->builds);
	if (plan->power)
		json_raw(w, "power", plan->power, strlen(plan->power));
	json_array_begin(w, "cases");
	for (size_t i = 0; i < plan->ncases; i++) {
		json_break(w);
		case_write(w, &plan->cases[i]);
	}
	json_break(w);
	json_array_end(w);
	json_object_end(w);
	json_break(w);
}
