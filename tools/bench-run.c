/* bench-run: schedule and measure the invocations of a scenario, a plan, or commands. */
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/build.h"
#include "lib/callgrind.h"
#include "lib/control.h"
#include "lib/environment.h"
#include "lib/flagged.h"
#include "lib/interrupt.h"
#include "lib/machine.h"
#include "lib/measure.h"
#include "lib/output.h"
#include "lib/plan_filter.h"
#include "lib/results.h"
#include "lib/run_options.h"
#include "lib/run_summary.h"
#include "lib/util.h"

/* The units of one run: ncases rows of nvariants. */
struct run {
	struct plan *plan;
	struct unit *units;
	size_t n, nvariants;
	struct session session;
	struct environment *environment;
};

/* Keep what O asks for. */
static void
plan_narrow(struct plan *plan, const struct run_options *o)
{
	struct plan_filter filter = o->filter;
	struct flagged flagged = {NULL, 0};
	char *const none[] = {NULL};

	if (o->only) {
		flagged_load(&flagged, o->only);
		filter.only = flagged.ids ? flagged.ids : none;
		filter.nonly = flagged.n;
		if (flagged.n == 0 && !o->quiet)
			warn("%s: nothing got worse: there is nothing to measure again", o->only);
	}
	plan_filter(plan, &filter);
	flagged_free(&flagged);
}

static struct plan *
plan_of(const struct run_options *o)
{
	struct plan *plan =
	    o->ncommands > 0 ? plan_of_commands(o->commands, o->ncommands) : plan_load(o->scenario);

	run_options_apply(o, plan);
	plan_narrow(plan, o);
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
list(const struct plan *plan, bool details)
{
	for (size_t i = 0; i < plan->ncases; i++) {
		const struct plan_case *c = &plan->cases[i];

		puts(c->id);
		if (!details)
			continue;
		if (c->skip)
			printf("  skipped: %s\n", c->skip);
		printf("  in %s:", c->directory ? c->directory : ".");
		for (char **arg = c->argv; *arg; arg++)
			printf(" %s", *arg);
		printf("\n  warm-ups: %zu, measured invocations: %zu", c->warmup, c->runs.min);
		if (c->runs.max > c->runs.min)
			printf(" to %zu, at most %g s", c->runs.max, c->runs.max_time);
		putchar('\n');
	}
	if (details)
		printf("%zu case%s, budget %g s\n", plan->ncases, plan->ncases == 1 ? "" : "s",
		    plan->budget);
	stdout_close();
}

/* Random enough to tell sessions apart, and the same for none. */
static char *
session_id(void)
{
	unsigned char bytes[8] = {0};
	FILE *f = fopen("/dev/urandom", "rb");
	char *id = xmalloc(2 * sizeof bytes + 1);

	if (!f || fread(bytes, sizeof bytes, 1, f) != 1)
		die("cannot read '/dev/urandom':");
	fclose(f);
	for (size_t i = 0; i < sizeof bytes; i++)
		snprintf(id + 2 * i, 3, "%02x", bytes[i]);
	return id;
}

static void
units_init(struct run *r, const struct run_options *o, const struct workspace *ws)
{
	r->nvariants = o->nvariants ? o->nvariants : 1;
	r->n = r->plan->ncases * r->nvariants;
	r->units = xcalloc(r->n, sizeof *r->units);
	for (size_t i = 0; i < r->n; i++) {
		const struct variant *v = o->nvariants ? &o->variants[i % r->nvariants] : NULL;

		unit_init(&r->units[i], &r->plan->cases[i / r->nvariants], v ? v->name : NULL,
		    v ? v->directory : NULL, workspace_env(ws));
	}
}

static struct unit *
unit_find(struct run *r, const struct entry *e)
{
	for (size_t i = 0; i < r->n; i++) {
		const char *variant = r->units[i].variant;

		if (strcmp(r->units[i].plan->id, e->id) == 0 &&
		    strcmp(variant ? variant : "", e->variant ? e->variant : "") == 0)
			return &r->units[i];
	}
	return NULL;
}

static void
resume(struct run *r, const char *path)
{
	struct results *results = results_open(path);
	const char *name = results_name(results), *now = environment_fingerprint(r->environment);
	const struct results_head *head;
	struct entry e;

	entry_init(&e);
	while (results_next(results, &e)) {
		struct unit *u = unit_find(r, &e);

		if (!u && e.control)
			die("%s has a control row: it can be resumed with --control", name);
		if (!u)
			die("%s: '%s' is not in this scenario, so it cannot be resumed", name,
			    e.id);
		unit_resume(u, &e, name);
	}
	entry_free(&e);
	head = results_head(results);
	if (head->suite && strcmp(head->suite, r->plan->suite) != 0)
		die("%s is of suite '%s', not '%s'", name, head->suite, r->plan->suite);
	if (head->fingerprint && strcmp(head->fingerprint, now) != 0)
		die("%s was measured on another machine (fingerprint %s, here %s)", name,
		    head->fingerprint, now);
	results_close(results);
}

static void
build(struct run *r, const struct run_options *o)
{
	bool wanted = r->plan->build && !o->no_build && r->n > 0;

	for (size_t v = 0; wanted && v < r->nvariants && !interrupt_signal(); v++) {
		const char *dir = o->nvariants ? o->variants[v].directory : NULL;
		char *why;

		if (!o->quiet)
			warn("building%s%s", o->nvariants ? " variant " : "",
			    o->nvariants ? o->variants[v].name : "");
		why = build_run(r->plan->build, dir);
		for (size_t i = v; why && !interrupt_signal() && i < r->n; i += r->nvariants)
			if (!r->units[i].over)
				unit_end(&r->units[i], ENTRY_FAILED, xstrdup(why));
		free(why);
	}
}

/* Measure all, and note what was wrong with the machine. */
static void
measure(struct run *r, const struct run_options *o, struct workspace *ws)
{
	struct warnings *warnings = environment_warnings(r->environment);
	struct noise *noise = noise_open("", measure_now());
	struct measure_options options = {
	    .budget = r->plan->budget, .seed = o->seed, .quiet = o->quiet, .noise = noise};
	struct disturbed_causes causes = {0};
	struct noise_span total;
	uint64_t throttled = machine_throttled("");

	machine_warn("", environment_cores(r->environment), warnings);
	measure_all(r->units, r->plan->ncases, r->nvariants, ws, &options);
	for (size_t i = 0; i < r->n; i++)
		unit_label(&r->units[i], noise, &causes);
	total = noise_total(noise);
	disturbed_warn(&causes, &total, warnings);
	machine_warn_throttled(throttled, machine_throttled(""), warnings);
	noise_free(noise);
}

static int
by_id(const void *a, const void *b)
{
	const struct unit *x = *(struct unit *const *)a, *y = *(struct unit *const *)b;
	int order = strcmp(x->plan->id, y->plan->id);

	return order ? order : strcmp(x->variant ? x->variant : "", y->variant ? y->variant : "");
}

static void
results_write(struct run *r, FILE *file)
{
	struct json_writer *text = json_writer_new(NULL), *w = json_writer_new(file);
	struct unit **order = xcalloc(r->n, sizeof(struct unit *));
	struct results_head head = {.version = (char[]){VERSION},
	    .timestamp = r->session.timestamp,
	    .suite = *r->plan->suite ? r->plan->suite : NULL,
	    .tolerance = r->plan->tolerance,
	    .threshold = r->plan->threshold};

	environment_write(r->environment, text, NULL);
	head.environment = xstrdup(json_text(text));
	results_begin(w, &head);
	for (size_t i = 0; i < r->n; i++)
		order[i] = &r->units[i];
	qsort(order, r->n, sizeof(struct unit *), by_id);
	for (size_t i = 0; i < r->n; i++)
		unit_write(order[i], &r->session, w);
	results_end(w);
	json_writer_free(w);
	json_writer_free(text);
	free(head.environment);
	free(order);
}

static int
exit_status(const struct run *r, bool fail)
{
	for (size_t i = 0; fail && i < r->n; i++)
		if (r->units[i].plan->kind == KIND_REGRESSION &&
		    (r->units[i].status == ENTRY_FAILED || r->units[i].status == ENTRY_TIMEOUT))
			return STATUS_NO;
	return STATUS_OK;
}

static void
run_free(struct run *r)
{
	for (size_t i = 0; i < r->n; i++)
		unit_free(&r->units[i]);
	free(r->units);
	free(r->session.id);
	free(r->session.timestamp);
	environment_free(r->environment);
	plan_free(r->plan);
}

int
main(int argc, char **argv)
{
	struct run_options o;
	struct run r = {.n = 0};
	struct workspace *ws;
	struct output *out;
	int status;

	program_set(argv[0]);
	run_options_parse(&o, argc, argv);
	r.plan = plan_of(&o);
	if (o.list || o.dry_run) {
		list(r.plan, o.dry_run);
		plan_free(r.plan);
		run_options_free(&o);
		return STATUS_OK;
	}
	instruments_check(r.plan);
	r.environment = environment_probe();
	r.session.id = session_id();
	r.session.timestamp = timestamp_now();
	interrupt_catch();
	out = run_options_output(&o, r.session.timestamp);
	ws = workspace_make();
	units_init(&r, &o, ws);
	if (o.resume)
		resume(&r, o.resume);
	build(&r, &o);
	measure(&r, &o, ws);
	workspace_remove(ws);
	results_write(&r, output_file(out));
	if (!o.quiet)
		run_summary_print(r.units, r.n, o.ncommands > 1);
	output_commit(out);
	status = exit_status(&r, o.fail);
	run_free(&r);
	run_options_free(&o);
	interrupt_raise();
	return status;
}
