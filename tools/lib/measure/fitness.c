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
#include "measure/measure.h"
#include "model/policy.h"
#include "scenario/plan.h"
#include "stats/sample.h"
#include "stats/shift.h"

/* (z(1 - PAIRED_P / 2) + z(0.8)) / z(0.975), 1.2 times for 20 pairs (detectable.h): a
 * change this many half widths of the interval long is shown four times in five. */
#define POWER 2.0923

/* What differs by less is the same here. */
#define DIFFERENCE 0.01

/* The sides one after the other, as the arrays of disturbed.h. */
struct samples {
	double *duration[2], *delay[2], *switches[2];
	uint32_t *spans[2];
	size_t n, cap;
};

static void
samples_grow(struct samples *s)
{
	if (s->n < s->cap)
		return;
	s->cap = s->cap ? 2 * s->cap : 256;
	for (int k = 0; k < 2; k++) {
		s->duration[k] = xreallocarray(s->duration[k], s->cap, sizeof(double));
		s->delay[k] = xreallocarray(s->delay[k], s->cap, sizeof(double));
		s->switches[k] = xreallocarray(s->switches[k], s->cap, sizeof(double));
		s->spans[k] = xreallocarray(s->spans[k], s->cap, sizeof(uint32_t));
	}
}

static void
samples_free(struct samples *s)
{
	for (int k = 0; k < 2; k++) {
		free(s->duration[k]);
		free(s->delay[k]);
		free(s->switches[k]);
		free(s->spans[k]);
	}
}

static struct interval
shift_of(const double *a, const double *b, size_t n, struct rank_tables *tables)
{
	struct shift_room room = {NULL, 0};
	double *d = xreallocarray(NULL, n, sizeof *d);
	struct interval s;

	for (size_t i = 0; i < n; i++)
		d[i] = log(b[i] / a[i]);
	sample_sort(d, n);
	s = shift_paired(&room, tables, d, n);
	shift_room_free(&room);
	free(d);
	return s;
}

void
fitness_figures(const double *a, const double *b, size_t n, struct fitness *f)
{
	struct rank_tables *tables = rank_tables_new();
	double *all = xreallocarray(NULL, 2 * n + 1, sizeof *all), *halves;
	size_t blocks = n / FITNESS_PAIRS;
	struct sample_summary s;
	struct interval shift;

	*f = (struct fitness){.n = n, .spread = NAN, .change = INTERVAL_NONE, .smallest = NAN};
	if (n > 0) {
		memcpy(all, a, n * sizeof *all);
		memcpy(all + n, b, n * sizeof *all);
		sample_summarize(all, 2 * n, &s);
		f->spread = s.stddev / s.mean;
		f->change = interval_expm1(shift_of(a, b, n, tables));
	}
	if (blocks > 0) {
		halves = xreallocarray(NULL, blocks, sizeof *halves);
		for (size_t i = 0; i < blocks; i++) {
			shift = shift_of(
			    a + i * FITNESS_PAIRS, b + i * FITNESS_PAIRS, FITNESS_PAIRS, tables);
			halves[i] = interval_half(shift);
		}
		sample_summarize(halves, blocks, &s);
		f->smallest = expm1(POWER * s.median);
		free(halves);
	}
	rank_tables_free(tables);
	free(all);
}

static void
fitness_invoke(struct invoker *v, const struct invocation *call, struct samples *s, int side,
    struct output_text *text, struct noise *noise)
{
	struct measurement m;

	invoker_run(v, call, &m, text);
	if (m.end != INVOKE_EXITED || m.code != 0)
		die("'%s --control' failed", call->argv[0]);
	s->duration[side][s->n] = measurement_duration_ms(&m);
	s->delay[side][s->n] = measurement_run_delay_ms(&m);
	s->switches[side][s->n] = (double)m.involuntary_switches;
	s->spans[side][s->n] = noise_at(noise, clock_seconds());
}

void
fitness_measure(double seconds, struct fitness *f, struct warnings *w)
{
	char *argv[] = {exec_client_program(), "--control", NULL}, *env[] = {NULL};
	struct invocation call = {.argv = argv, .env = env, .timeout = PLAN_TIMEOUT};
	struct output_text text = {.out = BUF_INIT};
	struct disturbed_causes causes = {0};
	struct invoker *v = invoker_start(NULL);
	uint64_t throttled = machine_throttled("");
	struct samples s = {.n = 0};
	struct measurement warm;
	struct noise_span total;
	struct noise *noise;
	double start, end;

	invoker_run(v, &call, &warm, &text);
	start = clock_seconds();
	noise = noise_open("", start);
	/* The two sides take turns in being first. */
	do {
		samples_grow(&s);
		fitness_invoke(v, &call, &s, s.n % 2 != 0, &text, noise);
		fitness_invoke(v, &call, &s, s.n % 2 == 0, &text, noise);
		s.n++;
		end = clock_seconds();
	} while (end - start < seconds);
	noise_end(noise, end);
	fitness_figures(s.duration[0], s.duration[1], s.n, f);
	f->seconds = end - start;
	for (int k = 0; k < 2; k++) {
		uint32_t *list = xreallocarray(NULL, s.n, sizeof *list);

		disturbed_find(&(struct disturbed_input){s.duration[k], s.delay[k], s.switches[k],
				   s.spans[k], noise, s.n},
		    list, &causes);
		free(list);
	}
	f->disturbed = causes.disturbed;
	total = noise_total(noise);
	disturbed_warn(&causes, &total, w);
	machine_warn_throttled(throttled, machine_throttled(""), w);
	noise_free(noise);
	samples_free(&s);
	invoker_stop(v);
	capture_free(&text);
	free(argv[0]);
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
