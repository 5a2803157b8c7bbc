#include "measure/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/util.h"
#include "measure/callgrind.h"
#include "measure/device_watches.h"
#include "measure/extract.h"
#include "measure/hooks.h"
#include "measure/interrupt.h"
#include "measure/least_rounds.h"
#include "measure/profile_folder.h"
#include "measure/run_progress.h"
#include "measure/run_settle.h"
#include "measure/second_look.h"
#include "measure/stdout_file.h"
#include "scenario/stdout_way.h"

struct run {
	struct subject *subjects;
	size_t ncases, nvariants;
	const struct measure_options *options;
	struct workspace *const *ws; /* the second for a duet only */
	struct schedule *schedule;
	struct run_progress progress;
	struct invoker *invokers[2]; /* the second for a duet only */
	struct output_text text[2];
	struct stdout_file *files[2]; /* made when a case needs one */
	struct device_watches watches;
	double deadline;
	size_t reported; /* rows that gate, as far as commands have reported any */
};

static bool
wants_counters(const struct subject *u)
{
	for (size_t i = 0; i < u->nchannels; i++) {
		const struct channel *ch = &u->channels[i];

		if (ch->builtin && builtin_value_counter(ch->builtin) &&
		    !channel_counted(ch, u->plan))
			return true;
	}
	return false;
}

/* An invocation of U; FILE is made when standard output is to go there. */
static struct invocation
invocation_of(const struct subject *u, struct stdout_file **file)
{
	enum stdout_way way = stdout_way_of(u->plan);

	if (way == STDOUT_FILE && !*file)
		*file = stdout_file_new();
	return (struct invocation){.argv = u->plan->argv,
	    .env = u->env,
	    .directory = u->directory,
	    .input = u->input,
	    .output = way == STDOUT_FILE ? stdout_file_path(*file) : NULL,
	    .timeout = u->plan->timeout,
	    .want_stdout = way == STDOUT_PIPE,
	    .want_counters = wants_counters(u),
	    .sink = extract_sink(u->extract)};
}

static void
workspaces_clean(const struct run *r)
{
	for (int i = 0; i < 2 && r->ws[i]; i++)
		workspace_clean(r->ws[i]);
}

/* Run the prepare of each of the N subjects of ROUND; put those that are ready into READY, and
 * return how many they are. */
static size_t
subjects_prepare(
    struct run *r, struct subject *const *round, size_t n, bool warmup, struct subject *ready[2])
{
	size_t n_ready = 0;
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		round[i]->begun = true;
		subject_turn(round[i], warmup);
		events_case(r->options->events, round[i]);
		any = any || round[i]->plan->hooks[HOOK_PREPARE];
		if (hook_run(HOOK_PREPARE, round[i], r->invokers[0], &r->text[0], warmup))
			ready[n_ready++] = round[i];
		else
			workspaces_clean(r);
	}
	/* What it did to the machine is not of the span of the invocation. */
	if (any && r->options->noise)
		noise_at(r->options->noise, clock_seconds());
	return n_ready;
}

static bool go_on(const struct run *r);

/* Invoke the N subjects of PLANNED, two of them at once. */
static void
subjects_invoke(
    struct run *r, struct subject *const *planned, size_t n, bool warmup, uint32_t number)
{
	struct subject *round[2];
	struct invocation calls[2];
	struct measurement m[2];
	size_t had[2];
	uint32_t span = UINT32_MAX;

	n = subjects_prepare(r, planned, n, warmup, round);
	for (size_t i = 0; i < n; i++) {
		calls[i] = invocation_of(round[i], &r->files[i]);
		if (r->options->halves && !warmup)
			calls[i].place = &r->options->halves[i];
		had[i] = round[i]->n;
		extract_begin(round[i]->extract, round[i]->directory, round[i]->plan->timeout);
	}
	device_watches_begin(&r->watches, round, n);
	if (n == 2)
		invoker_run_both(r->invokers, calls, m, r->text);
	else if (n == 1)
		invoker_run(r->invokers[0], calls, m, r->text);
	/* Both of a duet are of the span that ends now. */
	if (r->options->noise)
		span = noise_at(r->options->noise, clock_seconds());
	for (size_t i = 0; i < n; i++) {
		if (calls[i].output)
			stdout_file_read(r->files[i], calls[i].sink, &r->text[i]);
		subject_add(round[i], &m[i], &r->text[i], warmup, number);
		if (round[i]->n > had[i])
			subject_span(round[i], span);
		events_invoked(r->options->events, round[i], &m[i], had[i], warmup, number);
	}
	device_watches_end(&r->watches, round, had, n);
	for (size_t i = 0; i < n; i++)
		hook_run(HOOK_CONCLUDE, round[i], r->invokers[0], &r->text[0], warmup);
	workspaces_clean(r);
}

/* The instrumented invocations, before the rounds: a budget that is spent
 * early must not leave out what gates. */
static void
count_all(struct run *r)
{
	struct callgrind *c = NULL;

	for (int k = 0; k < CALLGRIND_RUNS_MAX; k++) {
		for (size_t i = 0; i < r->ncases * r->nvariants && go_on(r); i++) {
			struct subject *u = &r->subjects[i];
			double left = r->deadline - clock_seconds();
			struct invocation call;
			struct measurement m;
			double count;
			char *keep;

			if (!subject_wants_count(u) || (r->options->profiles && k))
				continue;
			if (r->progress.stage != STAGE_COUNT)
				run_progress_stage(&r->progress, STAGE_COUNT);
			run_progress_show(&r->progress, u);
			u->begun = true;
			subject_turn_to(u, 0);
			call = invocation_of(u, &r->files[0]);
			if (!hook_run(HOOK_PREPARE, u, r->invokers[0], &r->text[0], true))
				continue;
			call.want_counters = false;
			/* Counts depend on the size of the environment. */
			if (u->plain_env)
				call.env = u->plain_env;
			call.sink = NULL;
			call.timeout = fmin(CALLGRIND_SLOWER * u->plan->timeout, left);
			if (!c)
				c = callgrind_new();
			keep = profile_folder(r->options->profiles, i);
			callgrind_run(c, r->invokers[0], &call, &m, r->text, keep, &count);
			free(keep);
			subject_count(u, &m, r->text, call.timeout, count);
			hook_run(HOOK_CONCLUDE, u, r->invokers[0], &r->text[0], true);
			workspaces_clean(r);
		}
	}
	callgrind_free(c);
}

static bool
go_on(const struct run *r)
{
	return !interrupt_signal() && clock_seconds() < r->deadline;
}

/* Say how far the run is, and that U is measured now. */
static void
progress_tell(struct run *r, const struct subject *u)
{
	if (events_progress_due(r->options->events))
		events_progress(r->options->events, run_progress_left(&r->progress).all);
	run_progress_show(&r->progress, u);
}

/* More rows want more rounds, as soon as they are known. */
static void
rounds_raise(struct run *r)
{
	size_t reported =
	    r->options->plan ? rows_reported(r->subjects, r->ncases, r->nvariants) : 0;

	if (reported <= r->reported)
		return;
	r->reported = reported;
	least_rounds_raise(r->options->plan, reported);
}

/* The same, and note how long it took. */
static void
turn_take(struct run *r, struct subject *const *planned, size_t n, bool warmup, uint32_t number)
{
	double begun = clock_seconds(), seconds;

	subjects_invoke(r, planned, n, warmup, number);
	seconds = clock_seconds() - begun;
	for (size_t i = 0; i < n; i++) {
		planned[i]->spent[!warmup] += seconds;
		planned[i]->turns[!warmup]++;
	}
}

/* Whether the turn of ROUND[I] comes. When the budget ends between the variants of a case, those
 * that lack this round still have it: alone, the first one's invocation would pair with nothing. */
static bool
turn_due(const struct run *r, struct subject *const *round, size_t i, bool warmup)
{
	if (go_on(r))
		return true;
	return !interrupt_signal() && !warmup && i > 0 && round[i]->plan == round[i - 1]->plan &&
	       !round[i - 1]->over;
}

static void
run_round(struct run *r, struct subject *const *round, size_t n, bool warmup, uint32_t number)
{
	size_t together;

	for (size_t i = 0; i < n && turn_due(r, round, i, warmup); i += together) {
		progress_tell(r, round[i]);
		/* The variants of a case are neighbours, in the order that gives them
		 * their halves; warm-ups are one by one, and so is who is left alone. */
		together = r->options->halves && !warmup && i + 1 < n &&
				   round[i]->plan == round[i + 1]->plan
			       ? 2
			       : 1;
		/* A warm-up of this round may have ended it. */
		if (!round[i]->over)
			turn_take(r, round + i, together, warmup, number);
	}
	rounds_raise(r);
}

/* Rounds after number LAST until all have enough, or the run ends; returns the last one's. */
static uint32_t
rounds_run(struct run *r, uint32_t last)
{
	struct subject *const *round;
	size_t n;

	while (go_on(r)) {
		n = schedule_round(r->schedule, r->deadline - clock_seconds(), &round);
		if (n == 0)
			break;
		run_round(r, round, n, false, ++last);
		if (last == 1 && go_on(r)) {
			run_progress_long_cases(&r->progress, r->reported, false);
			run_progress_plan(&r->progress);
		}
	}
	return last;
}

/* The rounds, with a second look where there may be one. A run that ends before its first look
 * was to have one look only: when it ends depends on no p. */
static void
looks_run(struct run *r)
{
	uint32_t last;
	size_t open;

	run_progress_stage(&r->progress, STAGE_ROUNDS);
	last = rounds_run(r, 0);
	if (r->nvariants != 2 || !go_on(r))
		return;
	open = second_look_plan(r->subjects, r->ncases);
	if (open) {
		run_progress_second(&r->progress, open);
		run_progress_stage(&r->progress, STAGE_SECOND);
	}
	rounds_run(r, last);
}

static struct invoker *
invoker_begin(const struct measure_options *options)
{
	struct invoker *v = invoker_start(NULL);

	if (options->show)
		invoker_show(v);
	return v;
}

static void
cleanup(struct run *r)
{
	/* One that a signal has ended runs nothing more. */
	if (interrupt_signal()) {
		invoker_stop(r->invokers[0]);
		r->invokers[0] = invoker_begin(r->options);
	}
	hooks_cleanup(r->subjects, r->ncases * r->nvariants, r->invokers[0], &r->text[0]);
	workspaces_clean(r);
}

static void
stop(void *invokers)
{
	struct invoker *const *v = invokers;

	for (int i = 0; i < 2; i++)
		if (v[i])
			invoker_interrupt(v[i]);
}

void
measure_all(struct subject *subjects, size_t ncases, size_t nvariants,
    struct workspace *const ws[2], const struct measure_options *options)
{
	struct run r = {.subjects = subjects,
	    .ncases = ncases,
	    .nvariants = nvariants,
	    .options = options,
	    .ws = ws};
	struct subject *const *round;
	size_t n;

	/* Before the invokers, which leave alone the children that are there. */
	if (!options->no_devices)
		device_watches_start(&r.watches, subjects, ncases * nvariants);
	r.invokers[0] = invoker_begin(options);
	if (options->halves)
		r.invokers[1] = invoker_start_beside(r.invokers[0]);
	if (options->halves && options->show)
		invoker_show(r.invokers[1]);
	interrupt_notify(stop, r.invokers);
	r.schedule = schedule_new(subjects, ncases, nvariants, options->seed);
	if (options->halves)
		schedule_set_duet(r.schedule);
	r.progress = (struct run_progress){
	    .plan = options->plan, .quiet = options->quiet, .again = options->again};
	run_progress_begin(&r.progress,
	    &(struct forecast_run){subjects, ncases, nvariants, options->halves}, options->budget,
	    progress_new(options->quiet || options->show));
	r.deadline = r.progress.start + options->budget;
	hooks_setup(subjects, ncases * nvariants, r.invokers[0], &r.text[0]);
	workspaces_clean(&r);
	run_progress_stage(&r.progress, STAGE_WARMUP);
	while (go_on(&r) && (n = schedule_warmup(r.schedule, &round)) > 0) {
		run_round(&r, round, n, true, 0);
		run_progress_long_cases(&r.progress, r.reported, true);
	}
	count_all(&r);
	looks_run(&r);
	if (options->noise)
		noise_end(options->noise, clock_seconds());
	run_settle(subjects, ncases * nvariants, options->budget);
	device_watches_stop(&r.watches, subjects, ncases * nvariants);
	interrupt_notify(NULL, NULL);
	progress_hide(r.progress.bar);
	cleanup(&r);
	run_progress_end(&r.progress);
	schedule_free(r.schedule);
	for (int i = 0; i < 2; i++) {
		capture_free(&r.text[i]);
		stdout_file_free(r.files[i]);
		invoker_stop(r.invokers[i]);
	}
}
