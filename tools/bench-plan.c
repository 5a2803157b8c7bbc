/* bench-plan: expand a scenario's matrices, plan its rounds, and split it into shards. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/tame.h"
#include "base/terminal.h"
#include "base/util.h"
#include "power/power_plan.h"
#include "scenario/plan.h"
#include "scenario/plan_filter.h"
#include "scenario/plan_load.h"
#include "scenario/plan_show.h"
#include "shards/case_seconds.h"
#include "shards/plan_split.h"
#include "shards/runner_labels.h"
#include "why/reach.h"

enum { FORMAT_GITHUB, FORMAT_JSON, FORMAT_TABLE, FORMAT_DOT, FORMAT_PARALLEL };

static const struct option_usage usage = {
    .forms = "[OPTION]... [SCENARIO]",
    .about = "Print every case of a scenario as a plan, which bench-run accepts in its place.",
    .operands = 1,
};

static void
list_write(const struct plan *plan, FILE *f)
{
	for (size_t i = 0; i < plan->ncases; i++) {
		line_print(plan->cases[i].id, f);
		fputc('\n', f);
	}
}

static void
skips_tell(const struct plan *plan)
{
	size_t skipped = 0;

	for (size_t i = 0; i < plan->ncases; i++)
		skipped += plan->cases[i].skip != NULL;
	if (skipped)
		warn("%zu of %zu cases cannot run on this machine", skipped, plan->ncases);
}

/* Split PLAN into SHARDS by LENGTHS, into FOLDER where it is given, and print the list. */
static void
split_write(struct plan *plan, size_t shards, const struct case_lengths *lengths,
    const char *folder, const struct option_list *runners, int format, FILE *f)
{
	static const enum split_format formats[] = {[FORMAT_GITHUB] = SPLIT_GITHUB,
	    [FORMAT_JSON] = SPLIT_JSON,
	    [FORMAT_PARALLEL] = SPLIT_PARALLEL};
	struct plan_split split;

	plan_split_make(&split, plan, shards, lengths);
	if (format <= FORMAT_GITHUB && split.deal.n > GITHUB_JOBS_MAX)
		die("%zu shards are no matrix of GitHub, which has at most %d jobs (for other "
		    "engines: --format json)",
		    split.deal.n, GITHUB_JOBS_MAX);
	split.runners = runners;
	if (folder)
		plan_split_files(&split, folder);
	plan_split_list(&split, formats[format < 0 ? FORMAT_GITHUB : format], f);
	plan_split_free(&split);
}

/* Rounds that are planned, and by what. */
struct rounds {
	struct power_goal goal; /* its change is NAN: none are planned */
	struct option_list from;
	struct earlier *earlier;
	struct power_plan power;
};

static void
rounds_check(const struct rounds *r, bool other, const char *scenario)
{
	if (isnan(r->goal.change)) {
		if (r->from.n || !isnan(r->goal.chance))
			die_usage("--from and --chance need --power");
		return;
	}
	if (!r->from.n)
		die_usage("--power needs --from: results of an earlier session, or of 'bench-run "
			  "-r 20' as a pilot");
	if (other)
		die_usage("--power cannot be used with --list, --shards and the formats of these");
	if (!(r->goal.change > 0))
		die_usage("--power must be over 0");
	if (!isnan(r->goal.chance) && !(r->goal.chance >= 0.05 && r->goal.chance <= 0.99))
		die_usage("--chance must be from 5%% to 99%%");
	for (size_t i = 0; i < r->from.n; i++)
		input_once((const char *[]){scenario, r->from.at[i]}, 2);
}

/* Whether no row has more than one earlier session. */
static bool
sessions_alone(const struct power_plan *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->rows[i].earlier && p->rows[i].earlier->n > 1)
			return false;
	return true;
}

/* Plan the rounds of PLAN by R. */
static void
rounds_plan(struct rounds *r, struct plan *plan)
{
	struct json_writer *w = json_writer_new(NULL);
	char *text;

	if (isnan(r->goal.chance))
		r->goal.chance = 0.8;
	r->earlier = earlier_load(r->from.at, r->from.n);
	power_plan_make(&r->power, plan, r->earlier, &r->goal);
	power_plan_write(&r->power, w, NULL);
	text = json_writer_take(w);
	plan->power = arena_strdup(plan->memory, text);
	free(text);
	if (earlier_elsewhere(r->earlier))
		warn("documents of other machines than the newest do not count: %zu",
		    earlier_elsewhere(r->earlier));
	if (sessions_alone(&r->power))
		warn("one earlier session does not tell how sessions differ in noise: the rounds "
		     "may be too few");
	if (r->power.least > r->power.budget)
		warn("the least rounds of all cases take %.3g minutes, more than the budget of "
		     "%.3g: give a longer --budget, or fewer cases",
		    r->power.least / 60, r->power.budget / 60);
	warn("%zu of %zu rows will show a change of %.4g%%, in %.3g of %.3g minutes",
	    r->power.decided, r->power.n, 100 * r->goal.change, r->power.seconds / 60,
	    r->power.budget / 60);
}

static void
rounds_free(struct rounds *r)
{
	power_plan_free(&r->power);
	earlier_free(r->earlier);
	free(r->from.at);
}

static void
format_check(
    int format, bool list, const struct plan_filter *filter, size_t shards, const char *folder)
{
	bool of_shards = format == FORMAT_GITHUB || format == FORMAT_PARALLEL;

	if (of_shards && !shards)
		die_usage(
		    "--format %s needs --shards", format == FORMAT_GITHUB ? "github" : "parallel");
	if (format > FORMAT_JSON && !of_shards && shards)
		die_usage("--shards has the formats 'github', 'json' and 'parallel'");
	if (format >= 0 && list)
		die_usage("--list has no format");
	if (shards && (list || filter->shards))
		die_usage("--shards cannot be used with --list or --shard");
	if (folder && !shards)
		die_usage("--split needs --shards");
	if (format == FORMAT_PARALLEL && !folder)
		die_usage("--format parallel needs --split: it names the files of the plans");
}

/* Keep the cases that execute something else than REACH has, in one of BUILDS. */
static void
changed_keep(struct plan *plan, const char *reach, const struct option_list *builds)
{
	struct reach *r = reach_load(reach);
	char **roots = xcalloc(builds->n + 1, sizeof *roots);

	for (size_t i = 0; i < builds->n; i++) {
		roots[i] = realpath(builds->at[i], NULL);
		if (!roots[i])
			die("%s:", builds->at[i]);
	}
	reach_keep(r, plan, (const char *const *)roots, builds->n);
	for (size_t i = 0; i < builds->n; i++)
		free(roots[i]);
	free(roots);
	reach_free(r);
}

/* How a table is written to PATH: what goes to a terminal fits it, a file has a line for each row,
 * as long as that is. */
static struct text_style
table_style(const char *path)
{
	if (output_is_standard(path) && terminal_is())
		return text_style_of(0, path);
	return (struct text_style){.columns = SIZE_MAX / 2, .unicode = true};
}

int
main(int argc, char **argv)
{
	static const char *const formats[] = {"github", "json", "table", "dot", "parallel", NULL};
	struct plan_filter filter = {.pattern = NULL};
	struct option_list builds = {NULL, 0, 0};
	const char *changed = NULL;
	const char *path = NULL, *durations = NULL, *folder = NULL;
	struct rounds rounds = {.goal = {NAN, NAN}};
	double budget = NAN;
	struct option_list runners = {NULL, 0, 0};
	struct case_seconds *past = NULL;
	struct case_lengths lengths;
	size_t shards = 0;
	bool list = false;
	int format = -1;
	const struct option_row rows[] = {
	    PLAN_FILTER_OPTIONS(&filter, 'f', 't', 'k', 's'),
	    {'l', "list", NULL, "print the ids, one a line", OPTION_FLAG(&list)},
	    {0, "changed", "REACH", "only cases that execute something else in --build",
		OPTION_STRING(&changed)},
	    {0, "build", "DIR", "a build to hold against REACH, of bench-why --reach; repeat it",
		OPTION_LIST(&builds)},
	    {'S', "shards", "N", "print what shards there are",
		OPTION_COUNT(&shards, 1, SHARDS_MAX)},
	    {'d', "durations", "FILE", "make shards that take equally long, by these results",
		OPTION_STRING(&durations)},
	    {0, "split", "FOLDER", "with --shards, write a plan for each shard into FOLDER",
		OPTION_STRING(&folder)},
	    {0, "runner", "[WORD=]LABELS",
		"the labels of a runner, or of one that a case with WORD in runs-on needs",
		.take = runner_labels_take, .to = (struct option_list *){&runners}},
	    {'p', "power", "CHANGE", "plan rounds that show a CHANGE, such as 2%, in most rows",
		OPTION_PERCENT(&rounds.goal.change)},
	    {0, "from", "PATH", "by earlier results in PATH, or a history's folder; repeatable",
		OPTION_LIST(&rounds.from)},
	    {0, "chance", "SHARE", "show it with this probability (default: 80%)",
		OPTION_PERCENT(&rounds.goal.chance)},
	    {0, "budget", "TIME", "the time for all of it, instead of the scenario's",
		OPTION_TIME(&budget)},
	    {'F', "format", "FORMAT",
		"json, table or dot; of --shards github (a matrix on one line), json or parallel",
		OPTION_CHOICE(&format, formats)},
	    OPTION_OUTPUT(&path),
	    OPTION_COMMON,
	};
	struct operands operands;
	struct output *out;
	struct buf table = BUF_INIT;
	struct text_style style;
	struct plan *plan;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	format_check(format, list, &filter, shards, folder);
	if (durations && !shards && !filter.shards)
		die_usage("--durations needs --shards or --shard");
	if (!changed != !builds.n)
		die_usage("--changed and --build go together");
	input_once((const char *[]){operands.n ? operands.at[0] : "-", durations, changed}, 3);
	rounds_check(
	    &rounds, list || shards || format == FORMAT_DOT, operands.n ? operands.at[0] : "-");
	if (durations) {
		past = case_seconds_load(durations);
		lengths = case_seconds_lengths(past);
		filter.lengths = &lengths;
	}
	plan = plan_load(operands.at[0]);
	if (changed)
		changed_keep(plan, changed, &builds);
	plan_filter(plan, &filter);
	if (!isnan(budget))
		plan->budget = budget;
	if (!isnan(rounds.goal.change))
		rounds_plan(&rounds, plan);
	out = output_open(path);
	style = table_style(path);
	if (list) {
		list_write(plan, output_file(out));
	} else if (format == FORMAT_TABLE && rounds.earlier) {
		power_plan_show(&rounds.power, &table, &style);
	} else if (format == FORMAT_TABLE) {
		plan_table_add(&table, plan, &style);
		skips_tell(plan);
	} else if (format == FORMAT_DOT) {
		plan_dot_write(plan, output_file(out));
		skips_tell(plan);
	} else if (shards) {
		split_write(
		    plan, shards, filter.lengths, folder, &runners, format, output_file(out));
		skips_tell(plan);
	} else {
		struct json_writer *w = json_writer_new(output_file(out));

		plan_write(plan, w);
		json_writer_free(w);
		skips_tell(plan);
	}
	if (table.s)
		fputs(table.s, output_file(out));
	buf_free(&table);
	rounds_free(&rounds);
	plan_free(plan);
	case_seconds_free(past);
	free(runners.at);
	free(builds.at);
	output_commit(out);
	return STATUS_OK;
}
