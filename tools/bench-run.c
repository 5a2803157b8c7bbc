/* bench-run: schedule and measure the invocations of a scenario, a plan, or commands. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/output.h"
#include "base/random_name.h"
#include "base/tame.h"
#include "base/terminal.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "comparison/flagged.h"
#include "machine/cpu_halves.h"
#include "machine/environment.h"
#include "machine/machine_warn.h"
#include "measure/callgrind.h"
#include "measure/control.h"
#include "measure/events.h"
#include "measure/interrupt.h"
#include "measure/least_rounds.h"
#include "measure/measure.h"
#include "measure/profile_folder.h"
#include "measure/run_commands.h"
#include "measure/run_options.h"
#include "measure/run_summary.h"
#include "measure/subjects.h"
#include "measure/subjects_salt.h"
#include "scenario/plan_filter.h"
#include "scenario/plan_load.h"
#include "scenario/plan_words.h"

enum { SESSION_ID_BYTES = 8 };

/* Keep what O asks for. */
static void
plan_narrow(struct plan *plan, const struct run_options *o)
{
	struct plan_filter filter = o->filter;
	struct flagged flagged = {NULL, NULL, 0};
	char *const none[] = {NULL};

	filter.none_fits = o->ids;
	if (o->only) {
		flagged_load(&flagged, o->only);
		filter.only = flagged.ids ? flagged.ids : none;
		filter.reporters = flagged.commands;
		filter.nonly = flagged.n;
		if (flagged.n == 0 && !o->quiet)
			warn("%s: no row got worse: there is nothing to measure again", o->only);
	}
	plan_filter(plan, &filter);
	flagged_free(&flagged);
}

/* Whether the least number of rounds follows from the number of rows. */
static bool
rounds_follow(const struct run_options *o)
{
	return o->nvariants == 2 && !o->min_runs;
}

static struct plan *
plan_of(const struct run_options *o)
{
	struct plan *plan = o->ncommands > 0 ? run_commands_plan(o) : plan_load(o->scenario);

	run_options_apply(o, plan);
	plan_narrow(plan, o);
	if (rounds_follow(o))
		least_rounds_raise(plan, 0);
	if ((o->control > 0 || (o->control < 0 && o->nvariants > 1)) && plan->ncases > 0 &&
	    !control_add(plan))
		warn("no control row: a case is called '%s' already", CONTROL_ID);
	return plan;
}

/* Not to measure what gates, in silence, is worse than to measure nothing. */
static void
instruments_check(const struct plan *plan)
{
	char *program = callgrind_program();

	for (size_t i = 0; !program && i < plan->ncases; i++)
		if (plan->cases[i].instrument == INSTRUMENT_CALLGRIND && !plan->cases[i].skip)
			die("'%s' has 'instrument: callgrind', but valgrind is not installed (to "
			    "measure without: --instrument none)",
			    plan->cases[i].id);
	free(program);
}

static void
words_print(const char *what, char *const *words)
{
	printf("\n  %s:", what);
	for (; *words; words++) {
		putchar(' ');
		word_print(*words, stdout);
	}
}

static void
case_print(const struct plan_case *c)
{
	if (c->skip) {
		fputs("  skipped: ", stdout);
		line_print(c->skip, stdout);
		putchar('\n');
	}
	fputs("  in ", stdout);
	word_print(c->directory ? c->directory : ".", stdout);
	putchar(':');
	for (char **arg = c->argv; *arg; arg++) {
		putchar(' ');
		word_print(*arg, stdout);
	}
	for (int k = 0; k < NHOOKS; k++)
		if (c->hooks[k])
			words_print(plan_hooks[k], c->hooks[k]);
	if (c->output)
		printf("\n  standard output: %s", plan_outputs[c->output]);
	printf("\n  warm-ups: %zu, measured invocations: %zu", c->warmup, c->runs.min);
	if (c->runs.max > c->runs.min)
		printf(" to %zu, at most %g s", c->runs.max, c->runs.max_time);
	putchar('\n');
	if (c->rows)
		puts("  it reports rows, which are known when it has run");
}

/* The ids as they are, for programs. */
static void
ids_print(const struct plan *plan)
{
	struct json_writer *w = json_writer_new(stdout);

	json_array_begin(w, NULL);
	for (size_t i = 0; i < plan->ncases; i++)
		json_string(w, NULL, plan->cases[i].id);
	json_array_end(w);
	json_break(w);
	json_writer_free(w);
	stdout_close();
}

static void
list(const struct plan *plan, bool details)
{
	for (size_t i = 0; i < plan->ncases; i++) {
		line_print(plan->cases[i].id, stdout);
		putchar('\n');
		if (details)
			case_print(&plan->cases[i]);
	}
	if (details)
		printf("%zu case%s, budget %g s", plan->ncases, plan->ncases == 1 ? "" : "s",
		    plan->budget);
	if (details && plan->builds > 1)
		printf(", %zu builds of each variant", plan->builds);
	if (details)
		putchar('\n');
	stdout_close();
}

/* Another seed has other builds: a second measurement shares no placement with the first. */
static uint32_t
salt_first(const struct run_options *o, const struct plan *plan)
{
	return (uint32_t)((o->seed ? o->seed - 1 : 0) % 1000000 * plan->builds *
			      (o->nvariants ? o->nvariants : 1) +
			  1);
}

/* Measure all of PLAN, and note what was wrong with the machine in E. */
static void
subjects_measure(struct subjects *u, struct plan *plan, const struct run_options *o,
    struct workspace *const ws[2], const struct place *halves, struct environment *e,
    struct events *events)
{
	struct warnings *warnings = environment_warnings(e);
	char *profiles = o->profile ? profiles_begin(o->profile) : NULL;
	struct noise *noise = noise_open("", clock_seconds());
	struct measure_options options = {.budget = plan->budget,
	    .plan = rounds_follow(o) ? plan : NULL,
	    .seed = o->seed,
	    .quiet = o->quiet,
	    .again = o->only,
	    .show = o->show_output,
	    .no_devices = o->no_devices,
	    .events = events,
	    .profiles = profiles,
	    .noise = noise,
	    .halves = o->duet ? halves : NULL};
	struct disturbed_causes causes = {0};
	struct noise_span total;
	uint64_t throttled = machine_throttled("");

	machine_warn("", environment_cores(e), warnings);
	machine_warn_quota(environment_cpu_quota(e), warnings);
	measure_all(u->at, plan->ncases, u->nvariants, ws, &options);
	for (size_t i = 0; i < u->n; i++)
		subject_label(&u->at[i], noise, &causes);
	total = noise_total(noise);
	disturbed_warn(&causes, &total, warnings);
	machine_warn_throttled(throttled, machine_throttled(""), warnings);
	if (profiles)
		profiles_end(profiles, u->at, u->n);
	free(profiles);
	subjects_warn_left(u, warnings);
	subjects_warn_devices(u, warnings);
	noise_free(noise);
}

static void
results_write(
    const struct subjects *u, const struct session *session, struct environment *e, FILE *file)
{
	struct json_writer *text = json_writer_new(NULL), *w = json_writer_new(file);
	char *environment;

	environment_write(e, text, NULL);
	environment = json_writer_take(text);
	subjects_write(u, session, environment, w);
	free(environment);
	json_writer_free(w);
}

/* Say how the results are had, which were not kept. */
static void
where_tell(FILE *f, const struct text_style *style)
{
	struct buf b = BUF_INIT;

	text_wrapped(&b, style, 2, "(all samples, as JSON: with -o FILE, or through a pipe)");
	fprintf(f, "%s\n", b.s);
	buf_free(&b);
}

/* Put the results in their place, and sum them up: where a terminal would get them, instead of
 * them. */
static void
finish(const struct run_options *o, const struct subjects *u, const struct warnings *warnings,
    struct output *out)
{
	bool shown = !o->quiet && terminal_shows(o->output);
	struct run_summary_options options = {
	    .style = shown ? text_style_of(o->color, NULL) : text_style_of_log(o->color),
	    .compare = o->ncommands > 0,
	    .plot = o->plot,
	    .reference = run_options_reference(o, u->plan),
	    .order = (enum summary_order)o->sort,
	    .time_unit = o->time_unit};
	FILE *f = shown ? stdout : stderr;

	if (shown && !o->output)
		output_discard(out);
	else
		output_commit(out);
	if (!o->quiet) {
		run_summary_print(f, u->at, u->n, &options);
		if (!o->warned)
			run_warnings_print(f, warnings, &options.style);
	}
	if (shown && !o->output)
		where_tell(f, &options.style);
	if (shown && (fflush(stdout) || ferror(stdout)))
		die("cannot write standard output:");
}

int
main(int argc, char **argv)
{
	struct run_options o;
	struct subjects subjects;
	struct session session = {.n = 0};
	struct environment *environment;
	struct workspace *ws[2] = {NULL, NULL};
	struct place halves[2];
	struct events *events;
	struct input_keep *inputs;
	struct build_copies *copies = NULL;
	struct output *out;
	struct plan *plan;
	int status;

	program_set(argv[0]);
	run_options_parse(&o, argc, argv);
	plan = plan_of(&o);
	if (!o.ids)
		run_options_reference(&o, plan);
	if (o.list || o.dry_run || o.ids) {
		if (o.ids)
			ids_print(plan);
		else
			list(plan, o.dry_run);
		plan_free(plan);
		run_options_free(&o);
		return STATUS_OK;
	}
	instruments_check(plan);
	environment = environment_probe();
	if (o.duet && (environment_cores(environment) < 2 || !cpu_halves_find("", halves)))
		die("a duet needs two cores, one for each variant");
	if (o.duet)
		environment_set_duet(environment);
	environment_set_variants(environment, o.variants, o.nvariants);
	session.id = random_name(SESSION_ID_BYTES);
	session.timestamp = timestamp_now();
	/* What goes on with a session of this shard is no other run of it. */
	session.shard = o.resume ? NULL : plan->shard;
	interrupt_catch();
	out = run_options_output(&o, session.timestamp);
	for (int i = 0; i < (o.duet ? 2 : 1); i++)
		ws[i] = workspace_make();
	subjects_init(&subjects, plan, o.variants, o.nvariants,
	    (char *const *const[]){workspace_env(ws[0]), workspace_env(ws[o.duet])});
	if (o.resume)
		subjects_resume(&subjects, o.resume, environment_fingerprint(environment));
	events = o.events ? events_open(o.events) : NULL;
	events_begin(events, &subjects, &session, plan->budget);
	if (plan->builds > 1) {
		copies = build_copies_new();
		subjects_build_salted(&subjects, copies, salt_first(&o, plan), o.quiet,
		    environment_warnings(environment));
	} else if (!o.no_build) {
		subjects_build(&subjects, o.quiet);
	}
	inputs = input_keep_new();
	subjects_find_inputs(&subjects, inputs);
	events_failures(events);
	subjects_measure(&subjects, plan, &o, ws, halves, environment, events);
	subjects_warn_uncounted(&subjects);
	subjects_warn_withheld(&subjects);
	for (int i = 0; i < 2; i++)
		workspace_remove(ws[i]);
	build_copies_free(copies);
	results_write(&subjects, &session, environment, output_file(out));
	finish(&o, &subjects, environment_warnings(environment), out);
	events_end(events);
	events_free(events);
	status = (o.fail || o.ncommands) && subjects_failed(&subjects) ? STATUS_NO : STATUS_OK;
	subjects_free(&subjects);
	input_keep_free(inputs);
	free(session.id);
	free(session.timestamp);
	environment_free(environment);
	plan_free(plan);
	run_options_free(&o);
	interrupt_raise();
	return status;
}
