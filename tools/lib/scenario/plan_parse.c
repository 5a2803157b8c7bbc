#include "scenario/plan_parse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/duplicate.h"
#include "base/number.h"
#include "base/util.h"
#include "model/policy.h"
#include "model/schema_names.h"
#include "scenario/case_env.h"
#include "scenario/case_field.h"
#include "scenario/exit_statuses.h"
#include "scenario/pattern.h"
#include "scenario/plan.h"
#include "scenario/plan_member.h"
#include "scenario/plan_metrics.h"
#include "scenario/plan_words.h"
#include "scenario/rows_plan.h"
#include "scenario/scenario_bounds.h"
#include "scenario/stdout_way.h"
#include "json/json_path.h"

static void
plan_params_read(const struct json_at *object, struct plan_case *c, struct arena *a)
{
	struct json_at map = json_member(object, "params"), at = {.document = NULL};
	char number[NUMBER_MAX];

	c->params = arena_array(a, json_length(&map), sizeof *c->params);
	while (json_next(&map, &at)) {
		struct param *p = &c->params[c->nparams++];
		enum json_kind kind = json_kind(&at);
		double v;

		p->key = arena_strdup(a, at.key);
		p->bare = kind != JSON_STRING;
		if (kind == JSON_NUMBER) {
			const char *text = json_as_text(&at);

			if (!number_parse(text, strlen(text), &v))
				json_wrong(&at, "a finite number");
			number_format(number, v);
			p->value = arena_strdup(a, number);
		} else if (kind == JSON_STRING || kind == JSON_BOOL) {
			p->value = arena_strdup(a, json_as_text(&at));
		} else {
			json_wrong(&at, "a string, number or boolean");
		}
	}
}

static void
limits_read(const struct json_at *object, struct plan_case *c, struct arena *a)
{
	struct json_at list = json_member(object, "require");

	c->nlimits = json_length(&list);
	c->limits = arena_array(a, c->nlimits, sizeof *c->limits);
	for (size_t i = 0; i < c->nlimits; i++) {
		struct json_at at = json_element(&list, i);

		c->limits[i] = plan_limit_read(&at, a);
	}
}

static void
env_read(const struct json_at *object, struct plan_case *c, struct arena *a)
{
	struct json_at map = json_member(object, "env"), at = {.document = NULL};
	size_t n = 0;

	c->pass_env = plan_strings(object, "pass_env", 0, a);
	c->env = arena_array(a, json_length(&map) + 1, sizeof *c->env);
	while (json_next(&map, &at)) {
		char *variable = xasprintf("%s=%s", at.key, plan_string(&at, "a string"));

		if (!env_name_ok(at.key))
			json_fault(
			    &at, xasprintf(
				     "'%.80s' is not the name of an environment variable", at.key));
		c->env[n++] = arena_strdup(a, variable);
		free(variable);
	}
}

static void
id_check(const struct json_at *object, struct plan_case *c)
{
	struct json_at at = json_member(object, "id");
	char *id = param_case_id(c->name, c->params, c->nparams);

	if (strcmp(id, c->id) != 0)
		json_wrong(
		    &at, xasprintf("'%.200s', which is made of the name and the parameters", id));
	for (const char *s = id; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 127)
			json_wrong(&at, "text without control characters");
	free(id);
}

static void
output_read(const struct json_at *object, struct plan_case *c)
{
	struct json_at at = json_member(object, "stdout");
	char *wrong;

	c->output = (enum stdout_way)plan_word(object, "stdout", plan_outputs[0], plan_outputs);
	wrong = stdout_way_wrong(c);
	if (wrong)
		json_fault(&at, wrong);
}

static void
hooks_parse(const struct json_at *object, struct plan_case *c, struct arena *a)
{
	for (int i = 0; i < NHOOKS; i++) {
		struct json_at at = json_member(object, plan_hooks[i]);

		if (json_kind(&at) != JSON_ABSENT)
			c->hooks[i] = plan_strings(object, plan_hooks[i], 1, a);
	}
}

static char *
ignored_parse(const struct json_at *object, struct arena *a)
{
	struct json_at list = json_member(object, "ignore_failure");
	char *set = NULL;

	if (json_kind(&list) != JSON_ARRAY)
		return json_bool_or(object, "ignore_failure", false) ? exit_statuses_all(a) : NULL;
	for (size_t i = 0; i < json_length(&list); i++) {
		struct json_at at = json_element(&list, i);
		double v = json_kind(&at) == JSON_NUMBER ? strtod(json_as_text(&at), NULL) : 0;

		if (!(v >= 1 && v <= EXIT_STATUS_MAX) || v != (int)v)
			json_wrong(&at, "an exit status from 1 to 255");
		set = exit_statuses_add(set, (int)v, a);
	}
	return set;
}

static void
runs_on_parse(const struct json_at *object, struct plan_case *c, struct arena *a)
{
	struct json_at list = json_member(object, "runs_on");

	c->runs_on = plan_strings(object, "runs_on", 0, a);
	for (size_t i = 0; c->runs_on[i]; i++) {
		struct json_at at = json_element(&list, i);

		if (!case_machine_word(c->runs_on[i]))
			json_wrong(&at, CASE_MACHINE_WORD);
	}
}

/* The labels of OBJECT as text: strings, numbers and booleans by name. */
static char *
labels_parse(const struct json_at *object, struct arena *a)
{
	struct json_at labels = json_member(object, "labels"), at = {.document = NULL};

	if (json_kind(&labels) == JSON_ABSENT)
		return NULL;
	while (json_next(&labels, &at))
		if (json_kind(&at) == JSON_OBJECT || json_kind(&at) == JSON_ARRAY)
			json_wrong(&at, "a string, number or boolean");
	return arena_strdup(a, json_as_text(&labels));
}

/* What is said of a case that stands in for one of another backend. */
static void
fallback_parse(const struct json_at *at, struct plan_case *c, struct arena *a)
{
	struct json_at fallback = json_member(at, "fallback");

	if (json_kind(&fallback) == JSON_ABSENT)
		return;
	c->fallback_from = plan_copy(a, json_string_of(&fallback, "from"));
	c->fallback_why = plan_copy(a, json_string_of(&fallback, "reason"));
}

static struct plan_case
case_read(const struct json_at *at, struct plan *plan)
{
	struct arena *a = plan->memory;
	struct json_at runs = json_member(at, "runs"), kind = json_member(at, "kind");
	struct plan_case c = {.name = plan_copy(a, json_string_of(at, "name"))};

	c.id = plan_copy(a, json_string_of(at, "id"));
	c.description = plan_copy(a, json_string_or(at, "description", NULL));
	if (!kind_parse(json_string_or(at, "kind", kind_name(KIND_REGRESSION)), &c.kind))
		json_wrong(&kind, "'regression' or 'exploratory'");
	plan_params_read(at, &c, a);
	id_check(at, &c);
	c.tags = plan_strings(at, "tags", 0, a);
	runs_on_parse(at, &c, a);
	c.priority = plan_count(at, "priority", 0, 0, SCENARIO_MAX_PRIORITY);
	c.argv = plan_strings(at, "argv", 1, a);
	c.shell = json_bool_or(at, "shell", false);
	hooks_parse(at, &c, a);
	c.ignored = ignored_parse(at, a);
	c.directory = plan_copy(a, json_string_or(at, "directory", NULL));
	c.input = plan_copy(a, json_string_or(at, "input", NULL));
	env_read(at, &c, a);
	c.warmup = plan_count(at, "warmup", PLAN_WARMUP, 0, SCENARIO_MAX_WARMUP);
	plan_run_limits(&c.runs);
	c.runs.min = plan_count(&runs, "min", c.runs.min, 1, SCENARIO_MAX_RUNS);
	c.runs.max = plan_count(&runs, "max", c.runs.max, 1, SCENARIO_MAX_RUNS);
	if (c.runs.min > c.runs.max)
		json_fault(
		    &runs, xasprintf("'min' (%zu) is over 'max' (%zu)", c.runs.min, c.runs.max));
	c.runs.precision = plan_number(&runs, "precision", c.runs.precision, 0, 1);
	c.runs.max_time = plan_number(&runs, "max_time", c.runs.max_time, 1e-9, 30 * 86400.0);
	c.runs.looks = plan_count(&runs, "looks", c.runs.looks, 1, PLAN_LOOKS);
	c.timeout = plan_number(at, "timeout", PLAN_TIMEOUT, 1e-9, 30 * 86400.0);
	c.instrument =
	    (enum instrument)plan_word(at, "instrument", plan_instruments[0], plan_instruments);
	plan_metrics_parse(at, &c, a);
	rows_plan_read(at, &c, a);
	limits_read(at, &c, a);
	output_read(at, &c);
	c.labels = labels_parse(at, a);
	c.skip = plan_copy(a, json_string_or(at, "skip", NULL));
	fallback_parse(at, &c, a);
	plan_case_check(&c, plan);
	return c;
}

static void
plan_policy_read(const struct json_at *root, struct plan *plan)
{
	struct json_at policy = json_member(root, "policy");
	double tolerance[] = {POLICY_TOLERANCE, NAN}, threshold[] = {POLICY_THRESHOLD, NAN};
	struct policy_value low, high;

	plan_changes(&policy, &tolerance[1], &threshold[1]);
	low = policy_nearest(tolerance, 2);
	high = policy_nearest(threshold, 2);
	policy_align(&low, &high);
	plan->tolerance = low.v;
	plan->threshold = high.v;
	plan->between_sessions = plan_change(&policy, "between_sessions");
}

struct plan *
plan_parse(const char *text, size_t len, const char *name)
{
	struct json_document *d = json_document_parse(text, len, name);
	struct json_at root = json_root(d), at = json_member(&root, "schema"), list;
	struct plan *plan = plan_new();
	size_t first, second;
	const char **ids;

	if (json_kind(&at) != JSON_STRING || strcmp(json_as_text(&at), PLAN_SCHEMA) != 0)
		json_wrong(&at, "'" PLAN_SCHEMA "' in a plan; a scenario is YAML");
	plan->suite = plan_copy(plan->memory, json_string_or(&root, "suite", ""));
	plan->shard = plan_copy(plan->memory, json_string_or(&root, "shard", NULL));
	plan_policy_read(&root, plan);
	plan->budget = plan_number(&root, "budget", PLAN_BUDGET, 1e-9, 30 * 86400.0);
	at = json_member(&root, "build");
	if (json_kind(&at) != JSON_ABSENT)
		plan->build = plan_strings(&root, "build", 1, plan->memory);
	at = json_member(&root, "builds");
	if (json_kind(&at) != JSON_ABSENT)
		plan->builds = plan_count(&root, "builds", 1, 1, PLAN_BUILDS_MAX);
	at = json_member(&root, "power");
	if (json_kind(&at) == JSON_OBJECT)
		plan->power = arena_strdup(plan->memory, json_as_text(&at));
	list = json_member(&root, "cases");
	if (json_kind(&list) != JSON_ARRAY)
		json_wrong(&list, "an array");
	plan->ncases = json_length(&list);
	plan->cases = xcalloc(plan->ncases, sizeof *plan->cases);
	ids = xreallocarray(NULL, plan->ncases, sizeof *ids);
	for (size_t i = 0; i < plan->ncases; i++) {
		at = json_element(&list, i);
		plan->cases[i] = case_read(&at, plan);
		ids[i] = plan->cases[i].id;
	}
	if (duplicate_find(ids, plan->ncases, &first, &second)) {
		at = json_element(&list, second);
		json_fault(&at, xasprintf("case '%.200s' is there already, as 'cases[%zu]'",
				    ids[second], first));
	}
	free(ids);
	if (rows_names_overlap(plan, &first, &second)) {
		at = json_element(&list, second);
		json_fault(
		    &at, xasprintf("its name could be that of a row of 'cases[%zu]'", first));
	}
	json_document_free(d);
	return plan;
}
