#include "measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "callgrind.h"
#include "counters.h"
#include "extract.h"
#include "interrupt.h"
#include "progress.h"
#include "util.h"

/* Who runs the commands. */
static struct invoker *running;

struct run {
	struct unit *units;
	size_t ncases, nvariants;
	const struct measure_options *options;
	struct workspace *ws;
	struct schedule *schedule;
	struct progress *progress;
	struct output_text text;
	double start, deadline;
	bool stop; /* by options->fail_fast */
};

double
measure_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static bool
wants_counters(const struct unit *u)
{
	for (size_t i = 0; i < u->nchannels; i++)
		if (!channel_counted(&u->channels[i], u->plan) &&
		    counter_find(u->channels[i].name) >= 0)
			return true;
	return false;
}

/* A variant that failed takes the others of its case with it. */
static bool
case_over(const struct run *r, const struct unit *u)
{
	size_t first = (size_t)(u - r->units) / r->nvariants * r->nvariants;

	for (size_t v = 0; v < r->nvariants; v++)
		if (r->units[first + v].over)
			return true;
	return false;
}

static void
invoke(struct run *r, struct unit *u, bool warmup, uint32_t round)
{
	struct invocation call = {.argv = u->plan->argv,
	    .env = u->env,
	    .directory = u->directory,
	    .input = u->plan->input,
	    .timeout = u->plan->timeout,
	    .want_stdout = extract_wants_stdout(u->extract),
	    .want_counters = r->options->counters || wants_counters(u)};
	struct measurement m;

	size_t n = u->n;

	extract_clear(u->extract, u->directory);
	invoker_run(running, &call, &m, &r->text);
	unit_add(u, &m, &r->text, warmup, round);
	if (r->options->noise) {
		uint32_t span = noise_at(r->options->noise, measure_now());

		if (u->n > n)
			unit_span(u, span);
	}
	workspace_clean(r->ws);
	if (u->over && (u->status == ENTRY_FAILED || u->status == ENTRY_TIMEOUT))
		r->stop = r->options->fail_fast;
}

static bool go_on(const struct run *r);

/* The instrumented invocations, before the rounds: a budget that is spent
 * early must not leave out what gates. */
static void
count_all(struct run *r)
{
	struct callgrind *c = NULL;

	for (int k = 0; k < CALLGRIND_RUNS_MAX; k++) {
		for (size_t i = 0; i < r->ncases * r->nvariants && go_on(r); i++) {
			struct unit *u = &r->units[i];
			double left = r->deadline - measure_now();
			struct invocation call = {.argv = u->plan->argv,
			    .env = u->env,
			    .directory = u->directory,
			    .input = u->plan->input,
			    .timeout = fmin(CALLGRIND_SLOWER * u->plan->timeout, left)};
			struct measurement m;
			double count;

			if (!unit_wants_count(u) || case_over(r, u))
				continue;
			if (!c)
				c = callgrind_new();
			callgrind_run(c, running, &call, &m, &r->text, &count);
			unit_count(u, &m, &r->text, call.timeout, count);
			workspace_clean(r->ws);
		}
	}
	callgrind_free(c);
}

static bool
go_on(const struct run *r)
{
	return !interrupt_signal() && !r->stop && measure_now() < r->deadline;
}

static void
run_round(struct run *r, struct unit *const *round, size_t n, bool warmup, uint32_t number)
{
	for (size_t i = 0; i < n && go_on(r); i++) {
		double seconds = measure_now() - r->start;

		if (progress_due(r->progress, seconds))
			progress_show(r->progress, seconds,
			    schedule_estimate(r->schedule, r->options->budget - seconds),
			    round[i]->plan->id);
		if (!case_over(r, round[i]))
			invoke(r, round[i], warmup, number);
	}
}

/* Every unit that nothing ended gets its status, and the reason if it has too little. */
static void
settle(const struct run *r)
{
	for (size_t i = 0; i < r->ncases * r->nvariants; i++) {
		struct unit *u = &r->units[i];
		const struct run_limits *runs = &u->plan->runs;

		if (u->over || unit_enough(u))
			continue;
		if (interrupt_signal())
			unit_end(u, ENTRY_INTERRUPTED,
			    xasprintf("stopped by a signal (%s) after %zu invocations",
				strsignal(interrupt_signal()), u->n));
		else if (u->n >= runs->min)
			continue;
		else if (r->stop || case_over(r, u))
			unit_end(u, ENTRY_INTERRUPTED,
			    xasprintf("given up after %zu of %zu invocations, since %s failed",
				u->n, runs->min, r->stop ? "another case" : "another variant"));
		else
			unit_end(u, ENTRY_INTERRUPTED,
			    xasprintf("the budget of %g s was spent after %zu of %zu invocations",
				r->options->budget, u->n, runs->min));
	}
}

static void
stop(void *invoker)
{
	invoker_interrupt(invoker);
}

void
measure_all(struct unit *units, size_t ncases, size_t nvariants, struct workspace *ws,
    const struct measure_options *options)
{
	struct run r = {
	    .units = units, .ncases = ncases, .nvariants = nvariants, .options = options, .ws = ws};
	struct unit *const *round;
	size_t n;

	running = invoker_start(NULL);
	interrupt_notify(stop, running);
	r.schedule = schedule_new(units, ncases, nvariants, options->seed);
	r.progress = progress_new(options->quiet);
	r.start = measure_now();
	r.deadline = r.start + options->budget;
	while (go_on(&r) && (n = schedule_warmup(r.schedule, &round)) > 0)
		run_round(&r, round, n, true, 0);
	count_all(&r);
	for (uint32_t number = 1; go_on(&r); number++) {
		n = schedule_round(r.schedule, r.deadline - measure_now(), &round);
		if (n == 0)
			break;
		run_round(&r, round, n, false, number);
	}
	if (options->noise)
		noise_end(options->noise, measure_now());
	settle(&r);
	interrupt_notify(NULL, NULL);
	progress_free(r.progress);
	schedule_free(r.schedule);
	output_text_free(&r.text);
	invoker_stop(running);
	running = NULL;
}
