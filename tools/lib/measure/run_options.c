#include "measure/run_options.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/amount.h"
#include "base/buf.h"
#include "base/option.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "base/util.h"
#include "scenario/case_env.h"
#include "scenario/plan_words.h"
#include "scenario/scenario_bounds.h"

enum { COUNT_MAX = 1000000 };

enum {
	OPT_VARIANT = 256,
	OPT_FILTER,
	OPT_ONLY,
	OPT_TAG,
	OPT_KIND,
	OPT_SHARD,
	OPT_MIN_RUNS,
	OPT_MAX_RUNS,
	OPT_PRECISION,
	OPT_MAX_TIME,
	OPT_TIMEOUT,
	OPT_BUDGET,
	OPT_SEED,
	OPT_RESUME,
	OPT_LIST,
	OPT_DRY_RUN,
	OPT_NO_BUILD,
	OPT_INSTRUMENT,
	OPT_CONTROL,
	OPT_NO_CONTROL,
	OPT_DUET,
	OPT_FAIL
};

static const struct option options[] = {
    {"command", required_argument, NULL, 'c'},
    {"name", required_argument, NULL, 'n'},
    {"output", required_argument, NULL, 'o'},
    {"warmup", required_argument, NULL, 'w'},
    {"runs", required_argument, NULL, 'r'},
    {"min-runs", required_argument, NULL, OPT_MIN_RUNS},
    {"max-runs", required_argument, NULL, OPT_MAX_RUNS},
    {"precision", required_argument, NULL, OPT_PRECISION},
    {"max-time", required_argument, NULL, OPT_MAX_TIME},
    {"timeout", required_argument, NULL, OPT_TIMEOUT},
    {"budget", required_argument, NULL, OPT_BUDGET},
    {"quick", no_argument, NULL, 'Q'},
    {"variant", required_argument, NULL, OPT_VARIANT},
    {"only", required_argument, NULL, OPT_ONLY},
    {"filter", required_argument, NULL, OPT_FILTER},
    {"tag", required_argument, NULL, OPT_TAG},
    {"kind", required_argument, NULL, OPT_KIND},
    {"shard", required_argument, NULL, OPT_SHARD},
    {"env", required_argument, NULL, 'e'},
    {"input", required_argument, NULL, 'i'},
    {"metric", required_argument, NULL, 'm'},
    {"seed", required_argument, NULL, OPT_SEED},
    {"resume", required_argument, NULL, OPT_RESUME},
    {"list", no_argument, NULL, OPT_LIST},
    {"dry-run", no_argument, NULL, OPT_DRY_RUN},
    {"instrument", required_argument, NULL, OPT_INSTRUMENT},
    {"no-build", no_argument, NULL, OPT_NO_BUILD},
    {"control", no_argument, NULL, OPT_CONTROL},
    {"no-control", no_argument, NULL, OPT_NO_CONTROL},
    {"duet", no_argument, NULL, OPT_DUET},
    {"fail", no_argument, NULL, OPT_FAIL},
    {"quiet", no_argument, NULL, 'q'},
    OPTION_COMMON,
};

static void
usage(void)
{
	puts("usage: bench-run [options] [scenario | plan]\n"
	     "       bench-run [options] -c 'command' ...\n"
	     "       bench-run [options] -- command [argument ...]\n"
	     "Measure and write the results document; a summary goes to standard error.\n"
	     "\n"
	     "What to run:\n"
	     "  -c, --command LINE    a command line; may be repeated\n"
	     "  -n, --name NAME       a name for the next command\n"
	     "      --variant N=DIR   measure the scenario in DIR as variant N; repeat to compare\n"
	     "      --duet            both variants at once, on half of the cores each\n"
	     "      --filter REGEX, --tag TAG, --kind KIND, --shard I/N\n"
	     "                        only these cases\n"
	     "      --only COMPARISON  only what got worse there, to confirm it\n"
	     "  -e, --env NAME[=VALUE]  set or pass on a variable\n"
	     "  -i, --input FILE      standard input of the commands\n"
	     "      --no-build        do not run the scenario's build\n"
	     "      --control, --no-control  the control row, by default with several variants\n"
	     "      --list, --dry-run print the cases, or what would be run\n"
	     "How much:\n"
	     "  -r, --runs N          exactly N invocations\n"
	     "      --min-runs N, --max-runs N, --precision P, --max-time T\n"
	     "                        when a case has enough\n"
	     "  -w, --warmup N        invocations not counted\n"
	     "  -Q, --quick           at most 6 invocations after 1 warm-up\n"
	     "      --timeout T       kill an invocation after T\n"
	     "      --budget T        time for all of it\n"
	     "  -m, --metric NAME     record a built-in metric that is not by default\n"
	     "      --instrument callgrind  count instructions too, with valgrind; none: do not\n"
	     "      --seed N          of the random orders\n"
	     "Result:\n"
	     "  -o, --output FILE     write FILE, or in folder FILE TIMESTAMP_results.json\n"
	     "      --resume FILE     go on with what was interrupted\n"
	     "      --fail            exit 1 when a benchmark failed\n"
	     "  -q, --quiet           no progress and no summary\n"
	     "      --help, --version");
}

/* S, if a scenario too would take it as a benchmark's name; else dies. */
static const char *
name_option(const char *s)
{
	size_t n;

	if (!*s || strlen(s) > SCENARIO_MAX_NAME)
		die_usage("'%s': a name has 1 to %d bytes", s, SCENARIO_MAX_NAME);
	for (const char *p = s; *p; p += n) {
		n = utf8_length(p, strnlen(p, 4));
		if (n == 0 || (unsigned char)*p < ' ' || *p == 127)
			die_usage("'%s': a name is one line of UTF-8 text", s);
	}
	return s;
}

/* S, if it is NAME or NAME=VALUE of an environment variable; else dies. */
static char *
variable_option(char *s)
{
	char *name = xstrndup(s, strcspn(s, "="));

	if (!env_name_ok(name))
		die_usage("'%s': a variable is NAME or NAME=VALUE, of letters, digits and '_'", s);
	free(name);
	return s;
}

static const char *
builtin_metric(const char *name)
{
	const struct metric_builtin *b = metric_builtins();
	const char *words[64];
	size_t n = 0;

	for (; b->name && n < 64; b++) {
		if (strcmp(b->name, name) == 0)
			return b->name;
		words[n++] = b->name;
	}
	die_usage("'%s' is not a built-in metric%s", name, suggest_note(name, words, n));
}

static uint64_t
seed_option(const char *s)
{
	size_t v;

	if (!amount_count(s, &v))
		die_usage("'%s': the seed must be a whole number", s);
	return v;
}

static int
instrument_option(const char *s)
{
	for (int i = 0; plan_instruments[i]; i++)
		if (strcmp(plan_instruments[i], s) == 0)
			return i;
	die_usage("'%s': the instrument must be callgrind or none", s);
}

static void
option_take(struct run_options *o, int c, char *arg)
{
	switch (c) {
	case 'c':
		o->commands = xreallocarray(o->commands, o->ncommands + 1, sizeof(char *));
		o->commands[o->ncommands++] = arg;
		break;
	case 'n':
		o->names = xreallocarray(o->names, o->nnames + 1, sizeof(char *));
		o->names[o->nnames++] = name_option(arg);
		break;
	case 'm':
		o->metrics = xreallocarray(o->metrics, o->nmetrics + 1, sizeof(char *));
		o->metrics[o->nmetrics++] = builtin_metric(arg);
		break;
	case 'o': o->output = arg; break;
	case 'w':
		o->warmup = (long)option_count("the number of warm-ups", arg, 0, COUNT_MAX);
		break;
	case 'r': o->runs = (long)option_count("the number of runs", arg, 1, COUNT_MAX); break;
	case OPT_MIN_RUNS:
		o->min_runs = (long)option_count("the least number of runs", arg, 1, COUNT_MAX);
		break;
	case OPT_MAX_RUNS:
		o->max_runs = (long)option_count("the largest number of runs", arg, 1, COUNT_MAX);
		break;
	case OPT_PRECISION:
		if (!amount_percent(arg, &o->precision) || o->precision >= 1)
			die_usage("'%s': the precision must be a percentage such as 1%%", arg);
		break;
	case OPT_MAX_TIME: o->max_time = option_duration("the time of a case", arg); break;
	case OPT_TIMEOUT: o->timeout = option_duration("the timeout", arg); break;
	case OPT_BUDGET: o->budget = option_duration("the budget", arg); break;
	case 'Q': o->quick = true; break;
	case OPT_VARIANT: o->variants = variant_add(o->variants, &o->nvariants, arg); break;
	case OPT_ONLY: o->only = arg; break;
	case OPT_FILTER: o->filter.pattern = arg; break;
	case OPT_TAG: o->filter.tag = arg; break;
	case OPT_KIND: o->filter.kind = arg; break;
	case OPT_SHARD: plan_filter_shard(&o->filter, arg); break;
	case 'e':
		o->env = xreallocarray(o->env, o->nenv + 1, sizeof *o->env);
		o->env[o->nenv++] = variable_option(arg);
		break;
	case 'i': o->input = arg; break;
	case OPT_SEED: o->seed = seed_option(arg); break;
	case OPT_RESUME: o->resume = arg; break;
	case OPT_LIST: o->list = true; break;
	case OPT_DRY_RUN: o->dry_run = true; break;
	case OPT_NO_BUILD: o->no_build = true; break;
	case OPT_INSTRUMENT: o->instrument = instrument_option(arg); break;
	case OPT_CONTROL: o->control = 1; break;
	case OPT_NO_CONTROL: o->control = 0; break;
	case OPT_DUET: o->duet = true; break;
	case OPT_FAIL: o->fail = true; break;
	case 'q': o->quiet = true; break;
	default: option_common(c, usage);
	}
}

/* Who gives a command as he would to time(1) shall read how it is done. */
static void
scenario_take(struct run_options *o, int argc, char **argv, bool dashes)
{
	static const char hint[] = "to measure a command, put -- before it";

	if (dashes)
		die_usage("a command is wanted after --");
	if (argc - optind > 1)
		die_usage("'%s': one scenario is taken (%s)", argv[optind + 1], hint);
	o->scenario = optind < argc ? argv[optind] : "-";
	if (strcmp(o->scenario, "-") != 0 && access(o->scenario, F_OK) && errno == ENOENT)
		die("there is no scenario '%s' (%s)", o->scenario, hint);
	if (optind == argc && isatty(STDIN_FILENO))
		warn("reading a scenario from the terminal (%s)", hint);
}

static void
operands_take(struct run_options *o, int argc, char **argv)
{
	bool dashes = optind > 1 && strcmp(argv[optind - 1], "--") == 0;

	if (dashes && optind < argc) {
		struct buf line = BUF_INIT;

		if (o->ncommands > 0)
			die_usage("give commands with -c or after --, not both");
		for (int i = optind; i < argc; i++)
			buf_printf(&line, "%s%s", i > optind ? " " : "", argv[i]);
		o->commands = xcalloc(1, sizeof(char *));
		o->commands[o->ncommands++] = buf_take(&line);
		o->argv = argv + optind;
	} else if (o->ncommands > 0) {
		if (optind < argc)
			die_usage("'%s': a scenario cannot stand beside -c", argv[optind]);
	} else {
		scenario_take(o, argc, argv, dashes);
	}
}

/* Standard input can be read once. */
static void
input_check(const struct run_options *o)
{
	const char *const files[] = {o->scenario, o->only, o->resume};
	int n = 0;

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		n += files[i] && strcmp(files[i], "-") == 0;
	if (n > 1)
		die_usage("'-' can be only one of the scenario, --only and --resume");
}

void
run_options_parse(struct run_options *o, int argc, char **argv)
{
	int c;

	*o = (struct run_options){.seed = 1,
	    .control = -1,
	    .instrument = -1,
	    .warmup = -1,
	    .precision = NAN,
	    .max_time = NAN,
	    .timeout = NAN,
	    .budget = NAN};
	while ((c = getopt_long(argc, argv, "c:n:o:w:r:e:i:m:Qq", options, NULL)) != -1)
		option_take(o, c, optarg);
	operands_take(o, argc, argv);
	if (o->duet && o->nvariants != 2)
		die_usage("--duet is for two variants, not %zu", o->nvariants);
	if (o->nnames > o->ncommands)
		die_usage("'%s': a name without a command", o->names[o->ncommands]);
	input_check(o);
	if (o->min_runs && o->max_runs && o->min_runs > o->max_runs)
		die_usage("at least %ld runs and at most %ld", o->min_runs, o->max_runs);
}

void
run_options_free(struct run_options *o)
{
	if (o->argv)
		free(o->commands[0]);
	variants_free(o->variants, o->nvariants);
	free(o->commands);
	free(o->names);
	free(o->env);
	free(o->metrics);
}
