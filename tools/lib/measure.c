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

struct run {
	struct unit *units;
	size_t ncases, nvariants;
	const struct measure_options *options;
	struct workspace *const *ws; /* the second for a duet only */
	struct schedule *schedule;
	struct progress *progress;
	struct invoker *invokers[2]; /* the second for a duet only */
	struct output_text text[2];
	double start, deadline;
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

static struct invocation
invocation_of(const struct unit *u)
{
	return (struct invocation){.argv = u->plan->argv,
	    .env = u->env,
	    .directory = u->directory,
	    .input = u->plan->input,
	    .timeout = u->plan->timeout,
	    .want_stdout = extract_wants_stdout(u->extract),
	    .want_counters = wants_counters(u)};
}

static void
workspaces_clean(const struct run *r)
{
	for (int i = 0; i < 2 && r->ws[i]; i++)
		workspace_clean(r->ws[i]);
}

/* Invoke the N units of ROUND, two of them at once. */
static void
invoke(struct run *r, struct unit *const *round, size_t n, bool warmup, uint32_t number)
{
	struct invocation calls[2];
	struct measurement m[2];
	size_t had[2];
	uint32_t span = UINT32_MAX;

	for (size_t i = 0; i < n; i++) {
		calls[i] = invocation_of(round[i]);
		if (n == 2)
			calls[i].place = &r->options->halves[i];
		had[i] = round[i]->n;
		extract_clear(round[i]->extract, round[i]->directory);
	}
	if (n == 2)
		invoker_run_both(r->invokers, calls, m, r->text);
	else
		invoker_run(r->invokers[0], calls, m, r->text);
	/* Both of a duet are of the span that ends now. */
	if (r->options->noise)
		span = noise_at(r->options->noise, measure_now());
	for (size_t i = 0; i < n; i++) {
		unit_add(round[i], &m[i], &r->text[i], warmup, number);
		if (round[i]->n > had[i])
			unit_span(round[i], span);
	}
	workspaces_clean(r);
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
			struct invocation call = invocation_of(u);
			struct measurement m;
			double count;

			if (!unit_wants_count(u) || case_over(r, u))
				continue;
			call.want_stdout = call.want_counters = false;
			call.timeout = fmin(CALLGRIND_SLOWER * u->plan->timeout, left);
			if (!c)
				c = callgrind_new();
			callgrind_run(c, r->invokers[0], &call, &m, r->text, &count);
			unit_count(u, &m, r->text, call.timeout, count);
			workspaces_clean(r);
		}
	}
	callgrind_free(c);
}

static bool
go_on(const struct run *r)
{
	return !interrupt_signal() && measure_now() < r->deadline;
}

static void
run_round(struct run *r, struct unit *const *round, size_t n, bool warmup, uint32_t number)
{
	size_t together;

	for (size_t i = 0; i < n && go_on(r); i += together) {
		double seconds = measure_now() - r->start;

		if (progress_due(r->progress, seconds))
			progress_show(r->progress, seconds,
			    schedule_estimate(r->schedule, r->options->budget - seconds),
			    round[i]->plan->id);
		/* The variants of a case are neighbours, in the order that gives them
		 * their halves; warm-ups are one by one. */
		together = r->options->halves && !warmup ? 2 : 1;
		if (!case_over(r, round[i]))
			invoke(r, round + i, together, warmup, number);
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
		else if (case_over(r, u))
			unit_end(u, ENTRY_INTERRUPTED,
			    xasprintf("given up after %zu of %zu invocations, since another "
				      "variant failed",
				u->n, runs->min));
		else
			unit_end(u, ENTRY_INTERRUPTED,
			    xasprintf("the budget of %g s was spent after %zu of %zu invocations",
				r->options->budget, u->n, runs->min));
	}
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
measure_all(struct unit *units, size_t ncases, size_t nvariants, struct workspace *const ws[2],
    const struct measure_options *options)
{
	struct run r = {
	    .units = units, .ncases = ncases, .nvariants = nvariants, .options = options, .ws = ws};
	struct unit *const *round;
	size_t n;

	r.invokers[0] = invoker_start(NULL);
	if (options->halves)
		r.invokers[1] = invoker_start_beside(r.invokers[0]);
	interrupt_notify(stop, r.invokers);
	r.schedule = schedule_new(units, ncases, nvariants, options->seed);
	if (options->halves)
		schedule_set_duet(r.schedule);
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
	for (int i = 0; i < 2; i++) {
		output_text_free(&r.text[i]);
		invoker_stop(r.invokers[i]);
	}
}
