#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/suggest.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "measure/run_commands.h"
#include "measure/run_options.h"
#include "scenario/exit_statuses.h"
#include "scenario/plan_commands.h"
#include "scenario/plan_words.h"
#include "scenario/stdout_way.h"

/* Put ITEM at the end of the NULL-ended LIST. */
static void
list_add(struct arena *memory, char ***list, const char *item)
{
	char **longer;
	size_t n = 0;

	while (*list && (*list)[n])
		n++;
	longer = arena_alloc(memory, (n + 2) * sizeof *longer);
	if (n)
		memcpy(longer, *list, n * sizeof *longer);
	longer[n] = arena_strdup(memory, item);
	longer[n + 1] = NULL;
	*list = longer;
}

static void
plan_metric_add(struct arena *memory, struct plan_case *c, const struct metric_builtin *b)
{
	struct metric_rule *longer;

	for (size_t i = 0; i < c->nmetrics; i++)
		if (strcmp(c->metrics[i].name, b->name) == 0)
			return;
	longer = arena_alloc(memory, (c->nmetrics + 1) * sizeof *longer);
	if (c->nmetrics)
		memcpy(longer, c->metrics, c->nmetrics * sizeof *longer);
	longer[c->nmetrics++] = (struct metric_rule){.name = arena_strdup(memory, b->name),
	    .unit = arena_strdup(memory, b->unit),
	    .better = b->better,
	    .gate = b->gate && !c->rows,
	    .tolerance = NAN,
	    .threshold = NAN};
	c->metrics = longer;
}

static void
runs_apply(const struct run_options *o, struct plan_case *c)
{
	struct run_limits *r = &c->runs;

	if (o->quick) {
		r->max = r->max < 6 ? r->max : 6;
		r->min = r->min < r->max ? r->min : r->max;
		c->warmup = c->warmup < 1 ? c->warmup : 1;
	}
	if (o->warmup != SIZE_MAX)
		c->warmup = o->warmup;
	if (o->min_runs)
		r->min = o->min_runs;
	if (o->max_runs)
		r->max = o->max_runs;
	if (o->runs) {
		r->min = r->max = o->runs;
		r->max_time = INFINITY;
	}
	if (r->min > r->max)
		*(o->max_runs ? &r->min : &r->max) = o->max_runs ? r->max : r->min;
	if (o->looks)
		r->looks = o->looks;
	if (!isnan(o->precision))
		r->precision = o->precision;
	if (!isnan(o->max_time))
		r->max_time = o->max_time;
	if (!isnan(o->timeout))
		c->timeout = o->timeout;
}

/* Each of N builds has a warm-up, and two rounds where the most of them leave room. */
static void
builds_apply(const struct run_options *o, size_t n, struct plan_case *c)
{
	struct run_limits *r = &c->runs;

	if (o->warmup == SIZE_MAX && c->warmup < n)
		c->warmup = n;
	if (r->min < 2 * n)
		r->min = 2 * n < r->max ? 2 * n : r->max;
}

/* Hooks of a scenario's cases; those of commands are in their plan already. */
static void
hooks_apply(const struct run_options *o, struct plan_case *c, struct arena *memory)
{
	bool shell;

	for (int i = 0; i < NHOOKS && !o->ncommands; i++)
		if (o->hooks[i].n) {
			const char *line = hook_line(&o->hooks[i], 0);

			c->hooks[i] =
			    line ? command_words(line, plan_hooks[i], NULL, memory, &shell) : NULL;
		}
}

static void
ignored_apply(const struct run_options *o, struct plan_case *c, struct arena *memory)
{
	if (o->ignore)
		c->ignored = exit_statuses_all(memory);
	else if (o->ignore_only)
		c->ignored = exit_statuses_parse(o->ignore_only, memory);
	if (o->ignore_only && !exit_statuses_parse(o->ignore_only, memory))
		die_usage("'--ignore-status' must be exit statuses from 1 to 255 such as 1,2, not "
			  "'%.80s'",
		    o->ignore_only);
}

/* Where standard output goes: also a metric of -m must be able to read it there. */
static void
output_apply(const struct run_options *o, struct plan_case *c)
{
	char *wrong;

	if (o->stdout_way >= 0)
		c->output = (enum stdout_way)(STDOUT_NULL + o->stdout_way);
	if (o->show_output && c->output == STDOUT_AS_NEEDED)
		c->output = STDOUT_PIPE;
	wrong = stdout_way_wrong(c);
	if (wrong)
		die("'%s': %s", c->id, wrong);
}

void
run_options_apply(const struct run_options *o, struct plan *plan)
{
	struct arena *memory = plan->memory;

	if (!isnan(o->budget))
		plan->budget = o->budget;
	if (o->builds)
		plan->builds = o->builds;
	if (o->no_build)
		plan->builds = 0;
	for (size_t i = 0; i < plan->ncases; i++) {
		struct plan_case *c = &plan->cases[i];

		runs_apply(o, c);
		if (o->instrument >= 0)
			c->instrument = (enum instrument)o->instrument;
		if (o->instrument == INSTRUMENT_CALLGRIND)
			plan_metric_add(memory, c, metric_builtin("instructions"));
		if (o->input)
			c->input = arena_strdup(memory, o->input);
		for (size_t k = 0; k < o->nenv; k++)
			list_add(
			    memory, strchr(o->env[k], '=') ? &c->env : &c->pass_env, o->env[k]);
		for (size_t k = 0; k < o->metrics.n; k++)
			plan_metric_add(memory, c, metric_builtin(o->metrics.at[k]));
		output_apply(o, c);
		hooks_apply(o, c, memory);
		ignored_apply(o, c, memory);
		if (plan->builds > 1)
			builds_apply(o, plan->builds, c);
	}
}

const struct plan_case *
run_options_reference(const struct run_options *o, const struct plan *plan)
{
	const char **ids = xreallocarray(NULL, plan->ncases, sizeof *ids), *near;
	const struct plan_case *found = NULL;
	size_t named = 0;

	for (size_t i = 0; o->reference && i < plan->ncases; i++) {
		const struct plan_case *c = &plan->cases[i];

		ids[i] = c->id;
		if (strcmp(c->id, o->reference) == 0) {
			free(ids);
			return c;
		}
		if (strcmp(c->name, o->reference) == 0) {
			found = c;
			named++;
		}
	}
	if (o->reference && named != 1) {
		near = suggest(o->reference, ids, plan->ncases);
		if (named)
			die("'--reference': '%s' has %zu cases; one is '%s'", o->reference, named,
			    found->id);
		die("'--reference': there is no case '%s'%s%s%s", o->reference,
		    near ? " (nearest: '" : "", near ? near : "", near ? "')" : "");
	}
	free(ids);
	return found;
}

struct output *
run_options_output(const struct run_options *o, const char *timestamp)
{
	char *basic, *name;
	struct output *out;
	struct stat st;
	size_t len;

	if (!o->output || stat(o->output, &st) || !S_ISDIR(st.st_mode))
		return output_open(o->output);
	basic = timestamp_basic(timestamp);
	for (len = strlen(o->output); len > 1 && o->output[len - 1] == '/';)
		len--;
	name = xasprintf("%.*s/%s", (int)len, o->output, basic);
	out = output_open_new(name, "_results.json");
	free(basic);
	free(name);
	return out;
}
