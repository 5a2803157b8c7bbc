#include "measure/fitness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/quantity.h"
#include "base/util.h"
#include "machine/disturbed.h"
#include "machine/machine_warn.h"
#include "measure/control.h"
#include "measure/measure.h"
#include "measure/subjects.h"
#include "model/policy.h"
#include "scenario/plan.h"
#include "stats/sample.h"

/* What differs by less is the same here. */
#define DIFFERENCE 0.01

/* The smallest change that FITNESS_PAIRS pairs of SIDES from FROM on would show. */
static double
block_detectable(struct effect_room *room, const struct effect_side sides[2], size_t from)
{
	struct effect_side block[2];
	struct effect e;

	for (int k = 0; k < 2; k++)
		block[k] = (struct effect_side){.samples = sides[k].samples + from,
		    .n = FITNESS_PAIRS,
		    .value = NAN,
		    .cpu = sides[k].cpu ? sides[k].cpu + from : NULL,
		    .wait = sides[k].wait ? sides[k].wait + from : NULL};
	effect_paired(room, &block[0], &block[1], false, &e);
	return e.smallest_detectable;
}

void
fitness_figures(const struct effect_side sides[2], struct fitness *f)
{
	size_t n = sides[0].n, blocks = n / FITNESS_PAIRS;
	struct effect_room *room = effect_room_new(POLICY_ALPHA);
	double *values = xcalloc(2 * n + 1, sizeof *values);
	struct sample_summary s;
	struct effect e;

	*f = (struct fitness){.n = n, .spread = NAN, .change = INTERVAL_NONE, .smallest = NAN};
	if (n > 0) {
		memcpy(values, sides[0].samples, n * sizeof *values);
		memcpy(values + n, sides[1].samples, n * sizeof *values);
		sample_summarize(values, 2 * n, &s);
		f->spread = s.stddev / s.mean;
		effect_paired(room, &sides[0], &sides[1], false, &e);
		f->change = e.change;
	}
	for (size_t i = 0; i < blocks; i++)
		values[i] = block_detectable(room, sides, i * FITNESS_PAIRS);
	sample_summarize(values, blocks, &s);
	f->smallest = s.median;
	effect_room_free(room);
	free(values);
}

/* The workload of the control row, as often as SECONDS allow: here it is no control. */
static struct plan *
workload_plan(double seconds)
{
	struct plan *plan = plan_new();

	plan->budget = seconds;
	control_add(plan);
	plan->cases[0].control = false;
	plan->cases[0].runs.max = SIZE_MAX;
	return plan;
}

static struct effect_side
subject_side(const struct subject *u, size_t n)
{
	return (struct effect_side){.samples = subject_samples(u, "duration_ms"),
	    .n = n,
	    .value = NAN,
	    .cpu = subject_samples(u, "cpu_ms"),
	    .wait = subject_samples(u, "run_delay_ms")};
}

/* What two subjects of the same program show, and how many invocations were DISTURBED. */
static void
subjects_figures(const struct subject u[2], size_t disturbed, struct fitness *f)
{
	size_t n = u[0].n < u[1].n ? u[0].n : u[1].n; /* the last pair may be half of one */

	for (int k = 0; k < 2; k++)
		if (u[k].status == ENTRY_FAILED || u[k].status == ENTRY_TIMEOUT)
			die("'%s --control': %s", u[k].plan->argv[0], u[k].reason);
	fitness_figures((struct effect_side[]){subject_side(&u[0], n), subject_side(&u[1], n)}, f);
	f->disturbed = disturbed;
}

void
fitness_measure(double seconds, struct fitness *f, struct warnings *w)
{
	const struct variant halves[] = {{"one", NULL}, {"other", NULL}};
	char *const none[] = {NULL};
	struct plan *plan = workload_plan(seconds);
	struct disturbed_causes causes = {0};
	uint64_t throttled = machine_throttled("");
	double start = clock_seconds(), end;
	struct noise *noise = noise_open("", start);
	struct measure_options options = {
	    .budget = seconds, .seed = 1, .quiet = true, .noise = noise};
	struct subjects subjects;
	struct noise_span total;

	subjects_init(&subjects, plan, halves, 2, (char *const *const[]){none, none});
	measure_all(subjects.at, 1, 2, (struct workspace *const[]){NULL, NULL}, &options);
	end = clock_seconds();
	for (size_t i = 0; i < subjects.n; i++)
		subject_label(&subjects.at[i], noise, &causes);
	subjects_figures(subjects.at, causes.disturbed, f);
	f->seconds = end - start;
	total = noise_total(noise);
	disturbed_warn(&causes, &total, w);
	machine_warn_throttled(throttled, machine_throttled(""), w);
	noise_free(noise);
	subjects_free(&subjects);
	plan_free(plan);
}

static bool
moves(const struct fitness *f)
{
	return interval_beyond(f->change, DIFFERENCE);
}

bool
fitness_ok(const struct fitness *f)
{
	return f->smallest <= POLICY_TOLERANCE && !moves(f);
}

static void
verdict_print(const struct fitness *f, FILE *file)
{
	struct buf smallest = BUF_INIT, tolerance = BUF_INIT;

	percent_text(&smallest, f->smallest, false);
	percent_text(&tolerance, POLICY_TOLERANCE, false);
	if (fitness_ok(f))
		fprintf(file, "fit: %d pairs would show a change of %s here\n", FITNESS_PAIRS,
		    smallest.s);
	else if (isnan(f->smallest))
		fprintf(
		    file, "not fit: %zu pairs in %.1f s are too few to judge\n", f->n, f->seconds);
	else if (moves(f))
		fputs("not fit: the same program differs from itself here\n", file);
	else
		fprintf(file,
		    "not fit: %d pairs would show no change under %s here, and the tolerance is "
		    "%s\n",
		    FITNESS_PAIRS, smallest.s, tolerance.s);
	buf_free(&smallest);
	buf_free(&tolerance);
}

static void
points_print(const struct warnings *w, FILE *file)
{
	static const struct {
		const char *code, *good;
	} points[] = {
	    {"governor", "no frequency governor other than 'performance' was found"},
	    {"turbo", "turbo is off, or its state is not known"},
	    {"throttling", "no CPU was slowed down because of heat"},
	    {"load", "the load was low before the start"},
	    {"cores", "more than one core can be used"},
	    {"memory", "there is free memory"},
	    {"swap", "little or no swap is in use"},
	    {"emulation", "no sign of an emulated processor was found"},
	    {"steal", "the hypervisor took almost no CPU time"},
	    {"disturbed", "few invocations were disturbed"},
	};

	for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
		const struct warning *found = NULL;

		for (size_t k = 0; k < w->n; k++)
			if (strcmp(w->at[k].code, points[i].code) == 0)
				found = &w->at[k];
		fprintf(file, "%-8s  %s\n", found ? "not good" : "good",
		    found ? found->message : points[i].good);
		if (found && found->advice)
			fprintf(file, "%-8s  what to do: %s\n", "", found->advice);
	}
}

void
fitness_print(const struct fitness *f, const struct warnings *w, FILE *file)
{
	struct buf b = BUF_INIT;

	verdict_print(f, file);
	fputc('\n', file);
	points_print(w, file);
	fprintf(file, "\nmeasured for %.1f s: a fixed workload beside itself, %zu pairs\n",
	    f->seconds, f->n);
	percent_text(&b, f->spread, false);
	fprintf(file, "  spread of the invocations (coefficient of variation): %s\n", b.s);
	buf_clear(&b);
	percent_text(&b, f->change.value, true);
	fprintf(file, "  one half against the other: %s", b.s);
	buf_clear(&b);
	if (!isnan(f->change.low)) {
		percent_text(&b, f->change.low, true);
		buf_str(&b, " to ");
		percent_text(&b, f->change.high, true);
		fprintf(file, " (95 %% interval %s)", b.s);
	}
	if (!isnan(f->smallest)) {
		buf_clear(&b);
		percent_text(&b, f->smallest, false);
		fprintf(
		    file, "\n  smallest change that %d pairs would show: %s", FITNESS_PAIRS, b.s);
	}
	fprintf(file, "\n  disturbed invocations: %zu of %zu\n", f->disturbed, 2 * f->n);
	buf_free(&b);
}
