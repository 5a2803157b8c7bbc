#include "measure/run_options.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/input.h"
#include "base/option.h"
#include "base/terminal.h"
#include "base/utf8.h"
#include "base/util.h"
#include "measure/run_commands.h"
#include "measure/run_operands.h"
#include "measure/run_summary.h"
#include "scenario/case_env.h"
#include "scenario/command.h"
#include "scenario/plan_words.h"
#include "scenario/scenario_bounds.h"

enum { COUNT_MAX = 1000000 };

static const struct option_usage usage = {
    .forms = "[OPTION]... [SCENARIO | PLAN]\n"
	     "[OPTION]... -c COMMAND ...\n"
	     "[OPTION]... -- COMMAND [ARGUMENT]...",
    .about = "Measure and write the results document; a summary goes to standard error.",
    .operands = OPERANDS_ANY,
};

static void
command_take(const struct option_row *row, char *value)
{
	struct run_options *o = row->to;

	o->commands = xreallocarray(o->commands, o->ncommands + 1, sizeof *o->commands);
	o->commands[o->ncommands++] = value;
}

static void
name_add(struct option_list *names, const char *name)
{
	names->at = xgrow(names->at, names->n, &names->cap, sizeof *names->at);
	names->at[names->n++] = name;
}

/* What a scenario too would take as a benchmark's name, of the next command that has none. */
static void
name_take(const struct option_row *row, char *value)
{
	struct run_options *o = row->to;
	size_t n;

	if (!*value || strlen(value) > SCENARIO_MAX_NAME)
		option_die(row, value, "a name of 1 to %d bytes", SCENARIO_MAX_NAME);
	for (const char *p = value; *p; p += n) {
		n = utf8_length(p, strnlen(p, 4));
		if (n == 0 || (unsigned char)*p < ' ' || *p == 127)
			option_die(row, value, "one line of UTF-8 text");
	}
	while (o->names.n < o->ncommands)
		name_add(&o->names, NULL);
	name_add(&o->names, value);
}

/* NAME or NAME=VALUE of an environment variable. */
static void
variable_take(const struct option_row *row, char *value)
{
	struct run_options *o = row->to;
	char *name = xstrndup(value, strcspn(value, "="));

	if (!env_name_ok(name))
		option_die(row, value, "NAME or NAME=VALUE, the name of letters, digits and '_'");
	free(name);
	o->env = xreallocarray(o->env, o->nenv + 1, sizeof *o->env);
	o->env[o->nenv++] = value;
}

static void
metric_take(const struct option_row *row, char *value)
{
	size_t n = 0;

	for (; row->words[n]; n++)
		if (strcmp(row->words[n], value) == 0) {
			option_list(row, value);
			return;
		}
	option_unknown(row, value, "a built-in metric", row->words, n);
}

enum { METRICS_MAX = 64 };

/* The names of the built-in metrics, NULL at the end. */
static void
metrics_list(const char *words[METRICS_MAX])
{
	size_t n = 0;

	for (const struct metric_builtin *b = metric_builtins(); b->name && n + 1 < METRICS_MAX;
	     b++)
		words[n++] = b->name;
	words[n] = NULL;
}

static void
precision_take(const struct option_row *row, char *value)
{
	option_percent(row, value);
	if (*(double *)row->to >= 1)
		option_die(row, value, "under 100%%");
}

static void
no_shell_take(const struct option_row *row, char *value)
{
	(void)value;
	*(const char **)row->to = COMMAND_NO_SHELL;
}

static void
variant_take(const struct option_row *row, char *value)
{
	struct run_options *o = row->to;

	o->variants = variant_add(o->variants, &o->nvariants, value);
}

static struct operands
run_line_read(struct run_options *o, int argc, char **argv)
{
	static const char *const shells[] = {"none", "sh", "bash", NULL};
	const char *metrics[METRICS_MAX];
	const struct option_row rows[] = {
	    OPTION_HEADING("What to run:"),
	    {'c', "command", "LINE", "a command line; may be repeated", .take = command_take,
		.to = (struct run_options *){o}},
	    {'n', "name", "NAME", "a name for the next command", .take = name_take,
		.to = (struct run_options *){o}},
	    {0, "command-name", "NAME", "the same as --name", .take = name_take,
		.to = (struct run_options *){o}},
	    {'L', "parameter-list", "NAME VALUES",
		"measure the commands that have '{NAME}' with each of VALUES (a,b,c)", .more = 1,
		.take = parameter_words_take, .to = (struct run_options *){o}},
	    {'P', "parameter-scan", "NAME FROM TO", "the same with the numbers from FROM to TO",
		.more = 2, .take = parameter_words_take, .to = (struct run_options *){o}},
	    {'D', "parameter-step-size", "STEP", "the step of -P; 1 without it",
		OPTION_LIST(&o->steps)},
	    {'S', "shell", "SHELL",
		"what runs the lines: none, sh, bash, or a command such as 'bash --norc'; "
		"as a rule /bin/sh, for lines that need it",
		OPTION_STRING(&o->shell), .words = shells},
	    {'N', "no-shell", NULL, "the same as --shell none", .take = no_shell_take,
		.to = (const char **){&o->shell}},
	    {'s', "setup", "LINE", "run it once before the first invocation, not measured",
		OPTION_LIST(&o->hooks[HOOK_SETUP])},
	    {'p', "prepare", "LINE", "run it before each invocation, not measured",
		OPTION_LIST(&o->hooks[HOOK_PREPARE])},
	    {0, "conclude", "LINE", "run it after each invocation, not measured",
		OPTION_LIST(&o->hooks[HOOK_CONCLUDE])},
	    {0, "cleanup", "LINE", "run it once at the end, also after a failure or a signal",
		OPTION_LIST(&o->hooks[HOOK_CLEANUP])},
	    {'i', "ignore-failure", NULL, "an exit status other than 0 is no failure",
		OPTION_FLAG(&o->ignore)},
	    {0, "ignore-status", "N[,N]", "these exit statuses are no failure",
		OPTION_STRING(&o->ignore_only)},
	    {0, "variant", "NAME=DIR",
		"measure the scenario in DIR as variant NAME; repeat to compare",
		.take = variant_take, .to = (struct run_options *){o}},
	    {0, "duet", NULL, "both variants at once, on half of the cores each",
		OPTION_FLAG(&o->duet)},
	    PLAN_FILTER_OPTIONS(&o->filter, 0, 0, 0, 0),
	    {0, "only", "COMPARISON", "only what got worse there, to confirm it",
		OPTION_STRING(&o->only)},
	    {'e', "env", "NAME[=VALUE]", "set or pass on a variable", .take = variable_take,
		.to = (struct run_options *){o}},
	    {0, "input", "FILE", "standard input of the commands", OPTION_STRING(&o->input)},
	    {0, "stdout", "WHERE",
		"where standard output goes: null, pipe or file; as a rule null, and pipe for a "
		"metric that reads it",
		OPTION_CHOICE(&o->stdout_way, plan_outputs + STDOUT_NULL)},
	    {0, "builds", "N",
		"build each variant N times, each with another placement of its code",
		OPTION_COUNT(&o->builds, 1, PLAN_BUILDS_MAX)},
	    {0, "no-build", NULL, "do not run the scenario's build", OPTION_FLAG(&o->no_build)},
	    {0, "control", NULL, "measure the control row (default with several variants)",
		OPTION_SET(&o->control, 1)},
	    {0, "no-control", NULL, "do not measure the control row", OPTION_SET(&o->control, 0)},
	    {0, "list", NULL, "print the ids, one a line", OPTION_FLAG(&o->list)},
	    {0, "ids", NULL, "print the ids as a JSON array", OPTION_FLAG(&o->ids), .hidden = true},
	    {0, "dry-run", NULL, "print what would be run; run nothing", OPTION_FLAG(&o->dry_run)},
	    OPTION_HEADING("How much:"),
	    {'r', "runs", "N", "exactly N invocations", OPTION_COUNT(&o->runs, 1, COUNT_MAX)},
	    {0, "min-runs", "N", "at least N invocations",
		OPTION_COUNT(&o->min_runs, 1, COUNT_MAX)},
	    {'M', "max-runs", "N", "at most N invocations",
		OPTION_COUNT(&o->max_runs, 1, COUNT_MAX)},
	    {0, "precision", "PERCENT", "a case has enough when it is known so well",
		.take = precision_take, .to = (double *){&o->precision}},
	    {0, "max-time", "TIME", "a case has enough after TIME", OPTION_TIME(&o->max_time)},
	    {0, "looks", "N", "1: measure no case again; 2: what two variants leave open (default)",
		OPTION_COUNT(&o->looks, 1, PLAN_LOOKS)},
	    {'w', "warmup", "N", "invocations not counted", OPTION_COUNT(&o->warmup, 0, COUNT_MAX)},
	    {'Q', "quick", NULL, "at most 6 invocations after 1 warm-up", OPTION_FLAG(&o->quick)},
	    {0, "timeout", "TIME", "kill an invocation after TIME (20s, 1.5m, 500ms)",
		OPTION_TIME(&o->timeout)},
	    {0, "budget", "TIME", "time for all of it", OPTION_TIME(&o->budget)},
	    {'m', "metric", "METRIC",
		"record this built-in metric too, which is not by default; may be repeated",
		.take = metric_take, .to = (struct option_list *){&o->metrics}, .words = metrics},
	    {0, "instrument", "INSTRUMENT",
		"callgrind: count instructions too, with valgrind; none: do not",
		OPTION_CHOICE(&o->instrument, plan_instruments)},
	    {0, "profile", "DIR",
		"with callgrind: leave in DIR, an empty folder, what it tells of each function",
		OPTION_STRING(&o->profile)},
	    {0, "no-device-metrics", NULL,
		"do not read the devices of cases with a 'backend' while they run",
		OPTION_FLAG(&o->no_devices)},
	    {0, "seed", "N", "of the random orders", OPTION_COUNT(&o->seed, 0, SIZE_MAX)},
	    OPTION_HEADING("Result:"),
	    {'o', "output", "FILE",
		"write FILE, whole or not at all, or in folder FILE TIMESTAMP_results.json",
		OPTION_STRING(&o->output)},
	    {0, "events", "FILE", "append to FILE what happens, as lines of JSON for bench-watch",
		OPTION_STRING(&o->events)},
	    {0, "resume", "FILE", "go on with what was interrupted", OPTION_STRING(&o->resume)},
	    {0, "fail", NULL, "exit 1 when a benchmark failed", OPTION_FLAG(&o->fail)},
	    {0, "reference", "CASE", "compare the others with this one, in the summary",
		OPTION_STRING(&o->reference)},
	    {0, "sort", "ORDER",
		"the order of the summary: given, by median time, or by name: given, time, name",
		OPTION_CHOICE(&o->sort, summary_orders)},
	    {'u', "time-unit", "UNIT",
		"of times in the summary: auto, nanosecond, microsecond, millisecond, second",
		OPTION_CHOICE(&o->time_unit, summary_time_units)},
	    {0, "show-output", NULL, "pass on to standard error what the commands print",
		OPTION_FLAG(&o->show_output)},
	    {'q', "quiet", NULL, "no progress and no summary", OPTION_FLAG(&o->quiet)},
	    {0, "no-warnings", NULL, "leave warnings to who shows the document",
		OPTION_FLAG(&o->warned), .hidden = true},
	    {0, "plot", NULL, "a strip of each case's times in the summary", OPTION_FLAG(&o->plot)},
	    OPTION_COLOR(&o->color),
	    OPTION_COMMON,
	};

	metrics_list(metrics);
	return options_read(&usage, rows, argc, argv);
}

/* How many invocations are asked for makes sense together. */
static void
runs_check(const struct run_options *o)
{
	if (o->min_runs && o->max_runs && o->min_runs > o->max_runs)
		die_usage("'--min-runs %zu' is over '--max-runs %zu'", o->min_runs, o->max_runs);
	if (o->runs && (o->min_runs || o->max_runs))
		die_usage("'-r' fixes the number of invocations: it goes with no '--%s'",
		    o->min_runs ? "min-runs" : "max-runs");
	if (o->runs && o->looks > 1)
		die_usage("-r fixes the number of invocations: it leaves no second look");
}

void
run_options_parse(struct run_options *o, int argc, char **argv)
{
	struct operands operands;

	*o = (struct run_options){.seed = 1,
	    .control = -1,
	    .stdout_way = -1,
	    .instrument = -1,
	    .warmup = SIZE_MAX,
	    .precision = NAN,
	    .max_time = NAN,
	    .timeout = NAN,
	    .budget = NAN};
	operands = run_line_read(o, argc, argv);
	run_operands_take(o, &operands);
	if (o->duet && o->nvariants != 2)
		die_usage("--duet is for two variants, not %zu", o->nvariants);
	if (o->names.n > o->ncommands)
		die_usage("'%s' is a name without a command: -n stands before its -c",
		    o->names.at[o->names.n - 1]);
	run_commands_check(o);
	runs_check(o);
	if (o->scenario)
		run_scenario_check(o, operands.n ? operands.at[0] : NULL);
	input_once((const char *[]){o->scenario, o->only, o->resume, o->input}, 4);
	if (o->input && input_is_standard(o->input))
		o->input = "/dev/stdin";
	if (o->builds > 1 && o->no_build)
		die_usage("--builds %zu needs the build that --no-build leaves out", o->builds);
	if (o->profile && o->resume)
		die_usage("--profile goes with no --resume: what ran before left no profile");
	if (o->profile && o->instrument < 0)
		o->instrument = INSTRUMENT_CALLGRIND;
}

void
run_options_free(struct run_options *o)
{
	if (o->argv)
		free(o->commands[0]);
	variants_free(o->variants, o->nvariants);
	free(o->commands);
	free(o->names.at);
	for (int i = 0; i < NHOOKS; i++)
		free(o->hooks[i].at);
	free(o->parameters);
	free(o->steps.at);
	free(o->env);
	free(o->metrics.at);
}
