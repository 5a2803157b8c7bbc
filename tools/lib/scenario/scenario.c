#include "scenario/scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/duplicate.h"
#include "base/input.h"
#include "scenario/case_env.h"
#include "scenario/case_field.h"
#include "scenario/case_model.h"
#include "scenario/extend.h"
#include "scenario/fallback.h"
#include "scenario/matrix.h"
#include "scenario/metric_rule.h"
#include "scenario/plan_words.h"
#include "scenario/policy_read.h"
#include "scenario/replacement.h"
#include "scenario/rows_rule.h"
#include "scenario/scenario_bounds.h"
#include "yaml/yaml_field.h"

static const char *const scenario_keys[] = {"version", "extends", "suite", "description",
    "defaults", "tolerance", "threshold", "between-sessions", "budget", "build", "builds", "env",
    "benchmarks", "compatibility", NULL};
static const char *const default_keys[] = {"warmup", "runs", "timeout", "working-directory", "env",
    "pass-env", "kind", "tags", "runs-on", "priority", "instrument", "stdout", "setup", "prepare",
    "conclude", "cleanup", "shell", "ignore-failure", "fallback", "model", NULL};
static const char *const benchmark_keys[] = {"name", "description", "kind", "tags", "runs-on",
    "priority", "matrix", "run", "input", "working-directory", "env", "pass-env", "warmup", "runs",
    "timeout", "metrics", "rows", "harness", "tolerance", "threshold", "require", "instrument",
    "stdout", "setup", "prepare", "conclude", "cleanup", "shell", "ignore-failure", "fallback",
    "model", NULL};

struct scenario_reader {
	const struct yaml_node *root, *defaults, *benchmarks;
	struct plan *plan;
	size_t cap;                  /* of the plan's cases */
	size_t combinations;         /* so far */
	const struct yaml_node **at; /* of each case */
	size_t at_cap;
	struct case_models *models;
};

/* What benchmark B or, where it is silent, the defaults say. */
static const struct yaml_node *
setting(const struct scenario_reader *r, const struct yaml_node *b, const char *key)
{
	const struct yaml_node *v = yaml_get(b, key);

	return v ? v : yaml_get(r->defaults, key);
}

/* Set the commands of C: what is measured, and its hooks. */
static void
commands_read(const struct scenario_reader *r, const struct yaml_node *b, struct plan_case *c,
    const struct scope *scope)
{
	struct arena *arena = r->plan->memory;
	const struct yaml_node *shell = setting(r, b, "shell");
	const char *with =
	    shell && !yaml_is_null(shell) ? case_text(shell, "shell", scope, arena) : NULL;

	c->argv = case_command(yaml_get(b, "run"), "run", with, scope, arena, &c->shell);
	for (int i = 0; i < NHOOKS; i++) {
		const struct yaml_node *v = setting(r, b, plan_hooks[i]);
		bool any;

		/* A benchmark's null takes away what the defaults say. */
		if (v && !yaml_is_null(v))
			c->hooks[i] = case_command(v, plan_hooks[i], with, scope, arena, &any);
	}
}

/* Make the case of benchmark B at COMBINATION, for which F was done (NULL: nothing). */
static void
case_of_benchmark(struct scenario_reader *r, const struct yaml_node *b,
    const struct combination *combination, const struct fallback *f, const char *where)
{
	struct arena *arena = r->plan->memory;
	const struct metric_nodes nodes = {
	    .where = where,
	    .metrics = yaml_get(b, "metrics"),
	    .require = yaml_get(b, "require"),
	    .rows = yaml_get(b, "rows"),
	    .harness = yaml_get(b, "harness"),
	    .instrument = setting(r, b, "instrument"),
	    .tolerance = yaml_get(b, "tolerance"),
	    .threshold = yaml_get(b, "threshold"),
	    .all_tolerance = yaml_get(r->root, "tolerance"),
	    .all_threshold = yaml_get(r->root, "threshold"),
	};
	struct scope scope = {combination->params, combination->n, NULL};
	const struct yaml_node *v;
	struct plan_case c = {.warmup = PLAN_WARMUP, .timeout = PLAN_TIMEOUT};
	char *id;

	c.name = arena_strdup(arena, yaml_get(b, "name")->text);
	c.nparams = combination->n;
	c.params = arena_array(arena, c.nparams, sizeof *c.params);
	for (size_t i = 0; i < c.nparams; i++) {
		c.params[i] = combination->params[i];
		c.params[i].key = arena_strdup(arena, c.params[i].key);
		c.params[i].value = arena_strdup(arena, c.params[i].value);
	}
	id = param_case_id(c.name, c.params, c.nparams);
	c.id = arena_strdup(arena, id);
	free(id);
	c.pass_env = case_words(r->defaults, b, "pass-env", &scope, arena);
	c.env = case_env_read(yaml_get(r->root, "env"), yaml_get(r->defaults, "env"),
	    yaml_get(b, "env"), c.pass_env, &scope, arena);
	scope.env = c.env;
	c.description = case_description(yaml_get(b, "description"), &scope, arena);
	c.kind = KIND_REGRESSION;
	if ((v = setting(r, b, "kind")))
		c.kind = (enum kind)field_word(v, "kind", kind_words);
	c.tags = case_words(r->defaults, b, "tags", &scope, arena);
	c.runs_on = case_words(r->defaults, b, "runs-on", &scope, arena);
	if ((v = setting(r, b, "priority")))
		c.priority = field_count(v, "priority", 0, SCENARIO_MAX_PRIORITY);
	commands_read(r, b, &c, &scope);
	if ((v = setting(r, b, "ignore-failure")) && !yaml_is_null(v))
		c.ignored = case_ignored(v, arena);
	c.directory = case_directory(setting(r, b, "working-directory"), &scope, arena);
	c.input = case_text(yaml_get(b, "input"), "input", &scope, arena);
	if ((v = setting(r, b, "warmup")))
		c.warmup = field_count(v, "warmup", 0, SCENARIO_MAX_WARMUP);
	plan_run_limits(&c.runs);
	case_runs(yaml_get(r->defaults, "runs"), &c.runs);
	case_runs(yaml_get(b, "runs"), &c.runs);
	if ((v = setting(r, b, "timeout")))
		c.timeout = field_duration(v, "timeout");
	if ((v = nodes.instrument))
		c.instrument = (enum instrument)field_word(v, "instrument", plan_instruments);
	metric_rules_read(&c, &nodes, r->plan, &scope, arena);
	if ((v = setting(r, b, "stdout")))
		case_stdout(v, &c);
	if (f) {
		c.fallback_from = f->from;
		c.fallback_why = f->why;
		c.skip = f->skip;
	}
	case_model_check(
	    r->models, case_text(setting(r, b, "model"), "model", &scope, arena), &c, arena);
	plan_case_check(&c, r->plan);
	r->plan->cases = xgrow(r->plan->cases, r->plan->ncases, &r->cap, sizeof c);
	r->at = xgrow(r->at, r->plan->ncases, &r->at_cap, sizeof *r->at);
	r->at[r->plan->ncases] = combination->node;
	r->plan->cases[r->plan->ncases++] = c;
}

/* Each case from number FIRST on that cannot run on its backend and has another one, of benchmark B
 * and the combination at its place in COMBINATIONS: make the case on that, unless it is there. */
static void
replacements_add(struct scenario_reader *r, const struct yaml_node *b,
    const struct combination *combinations, size_t first, const char *where)
{
	struct word_set *ids = NULL;
	size_t end = r->plan->ncases;

	for (size_t i = first; i < end; i++) {
		struct replacement other;

		if (!r->plan->cases[i].replacement)
			continue;
		if (!ids)
			ids = replacement_ids(r->plan, first);
		replacement_make(r->plan, i, &combinations[i - first], &other);
		if (!intern_find(ids, other.id))
			case_of_benchmark(r, b, &other.combination, NULL, where);
		intern_word(ids, other.id);
		replacement_tell(r->plan, i, &other);
		replacement_free(&other);
	}
	intern_free(ids);
}

static void
benchmark_read(struct scenario_reader *r, const struct yaml_node *b)
{
	struct combination one = {NULL, 0, b}, *combinations = &one;
	const struct yaml_node *name, *matrix, *fallback;
	struct arena *arena = arena_new();
	struct fallback *fallbacks = NULL;
	char where[SCENARIO_MAX_NAME + 20];
	size_t n = 1;

	if (b->kind != YAML_MAP)
		yaml_die(b, "a benchmark must be a mapping, not %s", yaml_kind_name(b));
	name = yaml_get(b, "name");
	if (!name)
		yaml_die(b, "a benchmark needs 'name'");
	snprintf(
	    where, sizeof where, "benchmark '%.*s'", SCENARIO_MAX_NAME, field_text(name, "name"));
	field_line(name, "name");
	if (strlen(name->text) > SCENARIO_MAX_NAME)
		yaml_die(name, "a name has at most %d bytes", SCENARIO_MAX_NAME);
	if (expression_in(name->text))
		yaml_die(name, "a name cannot have '${{': the parameters are part of a case's id");
	field_keys(b, benchmark_keys, where);
	if (!yaml_get(b, "run"))
		yaml_die(b, "%s needs 'run'", where);
	matrix = yaml_get(b, "matrix");
	if (matrix)
		combinations = matrix_expand(matrix, arena, &r->combinations, &n);
	fallback = setting(r, b, "fallback");
	if (fallback && !yaml_is_null(fallback))
		fallbacks = fallback_apply(
		    combinations, n, name->text, field_line(fallback, "fallback"), r->plan, arena);
	for (size_t i = 0; i < n; i++)
		case_of_benchmark(r, b, &combinations[i], fallbacks ? &fallbacks[i] : NULL, where);
	replacements_add(r, b, combinations, r->plan->ncases - n, where);
	arena_free(arena);
}

static char *
suite_read(const struct yaml_node *root, const char *file, struct arena *arena)
{
	const struct yaml_node *v = yaml_get(root, "suite");
	const char *slash = file ? strrchr(file, '/') : NULL;
	const char *base = slash ? slash + 1 : file ? file : "";

	if (!v)
		return arena_strndup(arena, base, strcspn(base, "."));
	field_text(v, "suite");
	if (strlen(field_line(v, "suite")) > SCENARIO_MAX_NAME)
		yaml_die(v, "a name has at most %d bytes", SCENARIO_MAX_NAME);
	return arena_strdup(arena, v->text);
}

static void
head_read(struct scenario_reader *r, const char *file)
{
	const struct yaml_node *root = r->root, *v = yaml_get(root, "version");
	const struct scope nothing = {NULL, 0, NULL};
	struct plan *plan = r->plan;
	bool shell;

	field_keys(root, scenario_keys, "the scenario");
	if (!v)
		yaml_die(root, "'version: 1' is missing");
	if (v->kind != YAML_SCALAR || strcmp(v->text, "1") != 0)
		yaml_die(v, "'version' must be 1%s%s", v->kind == YAML_SCALAR ? ", not " : "",
		    v->kind == YAML_SCALAR ? v->text : "");
	plan->suite = suite_read(root, file, plan->memory);
	if ((v = yaml_get(root, "description")))
		field_text(v, "description");
	r->defaults = yaml_get(root, "defaults");
	if (r->defaults)
		field_keys(r->defaults, default_keys, "'defaults'");
	r->benchmarks = yaml_get(root, "benchmarks");
	if (!r->benchmarks)
		yaml_die(root, "the scenario needs 'benchmarks'");
	field_list(r->benchmarks, "benchmarks");
	if (r->benchmarks->n == 0)
		yaml_die(r->benchmarks, "'benchmarks' is empty");
	policy_read(plan, yaml_get(root, "tolerance"), yaml_get(root, "threshold"), r->benchmarks);
	if ((v = yaml_get(root, "between-sessions")))
		plan->between_sessions = policy_change_read(v, "between-sessions");
	if ((v = yaml_get(root, "budget")))
		plan->budget = field_duration(v, "budget");
	if ((v = yaml_get(root, "build")))
		plan->build = case_command(v, "build", NULL, &nothing, plan->memory, &shell);
	if ((v = yaml_get(root, "builds")))
		plan->builds = field_count(v, "builds", 1, PLAN_BUILDS_MAX);
}

/* Die when two benchmarks have one name, two cases one id, or a row of a case could have the
 * name of another benchmark. */
static void
uniqueness_check(const struct scenario_reader *r)
{
	size_t n = r->benchmarks->n, first, second;
	const char **words =
	    xreallocarray(NULL, n > r->plan->ncases ? n : r->plan->ncases, sizeof *words);

	for (size_t i = 0; i < n; i++)
		words[i] = yaml_get(r->benchmarks->items[i], "name")->text;
	if (duplicate_find(words, n, &first, &second)) {
		const struct yaml_node *a = yaml_get(r->benchmarks->items[first], "name");

		yaml_die(yaml_get(r->benchmarks->items[second], "name"),
		    "benchmark '%s' is there already, on line %zu", a->text, a->line);
	}
	for (size_t i = 0; i < r->plan->ncases; i++)
		words[i] = r->plan->cases[i].id;
	if (duplicate_find(words, r->plan->ncases, &first, &second))
		yaml_die(r->at[second], "case '%s' is there already, from line %zu, column %zu",
		    words[first], r->at[first]->line, r->at[first]->column);
	free(words);
	if (rows_names_overlap(r->plan, &first, &second))
		yaml_die(r->at[second],
		    "the name '%s' could be that of a row of '%s': it must not begin with '%s/'",
		    r->plan->cases[second].name, r->plan->cases[first].name,
		    r->plan->cases[first].name);
}

struct plan *
scenario_parse(const char *text, size_t len, const char *file)
{
	struct yaml *y = yaml_tree_parse(text, len, input_name(file));
	struct extended *files;
	struct scenario_reader r = {.root = yaml_tree_root(y), .plan = plan_new()};

	if (r.root->kind != YAML_MAP)
		yaml_die(r.root, "a scenario must be a mapping, not %s", yaml_kind_name(r.root));
	r.root = extend_scenario(r.root, file, &files);
	head_read(&r, file);
	r.models = case_models_new(yaml_get(r.root, "compatibility"));
	for (size_t i = 0; i < r.benchmarks->n; i++)
		benchmark_read(&r, r.benchmarks->items[i]);
	uniqueness_check(&r);
	case_models_free(r.models);
	free(r.at);
	extended_free(files);
	yaml_tree_free(y);
	return r.plan;
}
