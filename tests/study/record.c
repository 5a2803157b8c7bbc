/* record MINUTES DIRECTORY: time burn as the study needs it, in segments of one
 * program, effect, noise and design each, in random order; every invocation is
 * a line of DIRECTORY/NNN.tsv. burn, neighbour and bench-exec are beside it. */
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/number.h"
#include "base/rng.h"
#include "base/util.h"
#include "machine/cpu_halves.h"
#include "measure/invoke.h"
#include "rules.h"

#define SEGMENT 21.0 /* seconds: a window of 10 s a side, and a little */
#define SHORTEST 4.5 /* seconds: a window of 2 s a side */
#define WARM_UP 0.5  /* seconds at the start of a segment, not recorded */

enum { MAX_SEGMENTS = 4096, CYCLE = 132 /* segments of one turn of the plan */ };

struct segment {
	double ms, percent;
	bool neighbour;
	enum session_design design;
};

struct recorder {
	struct invoker *invokers[2];
	struct output_text text[2];
	struct place half[2]; /* where those of a duet run */
	struct rng rng;
	char *burn;
	const char *neighbour;
	double per_ms; /* iterations in a millisecond */
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The arguments of burn. */
struct task {
	char *argv[4], work[32], more[32];
};

static void
task_set(struct task *t, const struct recorder *r, double iterations, double percent)
{
	snprintf(t->work, sizeof t->work, "%.0f", iterations);
	snprintf(t->more, sizeof t->more, "%g", percent);
	t->argv[0] = r->burn;
	t->argv[1] = t->work;
	t->argv[2] = t->more;
	t->argv[3] = NULL;
}

static void
burn_check(const struct measurement *m)
{
	if (m->end != INVOKE_EXITED || m->code != 0)
		die("burn failed");
}

static void
burn(struct recorder *r, double iterations, double percent, struct measurement *m)
{
	char *env[] = {NULL};
	struct task task;
	struct invocation call = {.argv = task.argv, .env = env, .timeout = 60};

	task_set(&task, r, iterations, percent);
	invoker_run(r->invokers[0], &call, m, &r->text[0]);
	burn_check(m);
}

/* Both variants at once, number FIRST on the first half of the machine. */
static void
burn_both(struct recorder *r, const struct segment *s, int first, struct measurement m[2])
{
	char *env[] = {NULL};
	struct task tasks[2];
	struct invocation calls[2];

	for (int i = 0; i < 2; i++) {
		task_set(&tasks[i], r, floor(s->ms * r->per_ms), (i ^ first) ? s->percent : 0);
		calls[i] = (struct invocation){
		    .argv = tasks[i].argv, .env = env, .timeout = 60, .place = &r->half[i]};
	}
	invoker_run_both(r->invokers, calls, m, r->text);
	for (int i = 0; i < 2; i++)
		burn_check(&m[i]);
}

/* From the fastest of some invocations, so that a busy machine does not mislead. */
static void
calibrate(struct recorder *r)
{
	enum { ITERATIONS = 5000000, TRIES = 40 };
	double best = INFINITY;

	for (int i = 0; i < TRIES; i++) {
		struct measurement m;

		burn(r, ITERATIONS, 0, &m);
		best = fmin(best, (double)(m.end_ns - m.start_ns) / 1e6);
	}
	r->per_ms = ITERATIONS / best;
}

static pid_t
neighbour_start(const struct recorder *r, int seed)
{
	char text[16], name[] = "neighbour";
	char *argv[] = {name, text, NULL}, *env[] = {NULL};
	pid_t pid;

	snprintf(text, sizeof text, "%d", seed);
	errno = posix_spawn(&pid, r->neighbour, NULL, NULL, argv, env);
	if (errno)
		die("cannot start '%s':", r->neighbour);
	return pid;
}

static void
line_write(FILE *f, unsigned round, int variant, const struct measurement *m, double start)
{
	fprintf(f, "%u\t%d\t%.6f\t%.6f\t%.3f\t%.6f\t%lld\n", round, variant,
	    (double)m->start_ns / 1e9 - start, (double)(m->end_ns - m->start_ns) / 1e6,
	    (double)(m->user_us + m->system_us) / 1e3,
	    m->run_delay_ns < 0 ? -1.0 : (double)m->run_delay_ns / 1e6,
	    (long long)m->involuntary_switches);
}

/* A round in the order that FIRST says; M is in the order of measuring. */
static int
round_run(struct recorder *r, const struct segment *s, int first, struct measurement m[2])
{
	if (s->design == DUET) {
		burn_both(r, s, first, m);
		return 2;
	}
	for (int i = 0; i < (s->design == SEQUENTIAL ? 1 : 2); i++)
		burn(r, floor(s->ms * r->per_ms), (i ^ first) ? s->percent : 0, &m[i]);
	return s->design == SEQUENTIAL ? 1 : 2;
}

/* Rounds of two in the order AB then BA, or BA then AB, as bench-run does; the
 * sequential design is one variant alone, and of a duet it is the halves of the
 * machine that have an order. */
static void
segment_run(struct recorder *r, const struct segment *s, double seconds, FILE *f)
{
	double start = now(), end = start + WARM_UP + seconds, t;
	int first = 0;
	bool warm = false;

	for (unsigned round = 0; (t = now()) < end; round++) {
		struct measurement m[2];
		int n;

		if (!warm && t >= start + WARM_UP) {
			warm = true;
			round = 0;
		}
		first = round % 2 ? !first : (int)rng_below(&r->rng, 2);
		if (s->design == SEQUENTIAL)
			first = 0;
		n = round_run(r, s, first, m);
		for (int i = 0; warm && i < n; i++)
			line_write(f, round, i ^ first, &m[i], start + WARM_UP);
	}
}

static void
segment_record(
    struct recorder *r, const struct segment *s, const char *directory, int number, double seconds)
{
	char *path = xasprintf("%s/%04d.tsv", directory, number);
	FILE *f = fopen(path, "w");
	pid_t pid;

	if (!f)
		die("%s:", path);
	pid = s->neighbour ? neighbour_start(r, number + 1) : 0;
	fprintf(f, "# program_ms=%g percent=%g noise=%s design=%s\n", s->ms, s->percent,
	    s->neighbour ? "neighbour" : "quiet", design_names[s->design]);
	segment_run(r, s, seconds, f);
	if (pid) {
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
	if (ferror(f) | fclose(f))
		die("%s:", path);
	free(path);
}

/* Of every program: how often which design with which effect, quiet and beside the
 * neighbour. Most of what the targets ask for: nothing changed, +1 % and +2 % quiet, +3 %
 * beside the neighbour. */
static size_t
segments_plan(struct segment *plan, size_t wanted, bool duets)
{
	static const double sizes[] = {5, 30, 150};
	static const struct {
		enum session_design design;
		double percent;
		int times[2]; /* quiet, beside the neighbour */
	} kinds[] = {{INTERLEAVED, 0, {10, 4}}, {INTERLEAVED, 1, {4, 1}}, {INTERLEAVED, 2, {2, 1}},
	    {INTERLEAVED, 3, {1, 3}}, {INTERLEAVED, 5, {1, 1}}, {INTERLEAVED, 10, {1, 1}},
	    {SEQUENTIAL, 0, {3, 3}}, {DUET, 0, {1, 1}}, {DUET, 1, {1, 1}}, {DUET, 2, {1, 1}},
	    {DUET, 3, {1, 1}}};
	size_t n = 0;

	do
		for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
			for (int k = 0; k < 6 * kinds[i].times[0] || k < 6 * kinds[i].times[1]; k++)
				if (k / 6 < kinds[i].times[k % 2] &&
				    (duets || kinds[i].design != DUET))
					plan[n++] = (struct segment){sizes[k / 2 % 3],
					    kinds[i].percent, k % 2, kinds[i].design};
	while (n < wanted && n + CYCLE <= MAX_SEGMENTS);
	return n;
}

static char *
beside(const char *self, const char *name)
{
	const char *slash = strrchr(self, '/');

	if (!slash)
		die("'%s': call it by its path", self);
	return xasprintf("%.*s/%s", (int)(slash - self), self, name);
}

int
main(int argc, char *argv[])
{
	static struct segment plan[MAX_SEGMENTS];
	struct recorder r = {0};
	char *end, *burn_path, *neighbour_path;
	double minutes, seconds, started;
	size_t n;
	bool duets;

	program_set(argv[0]);
	minutes = argc == 3 ? strtod(argv[1], &end) : 0;
	if (argc != 3 || *end || !(minutes > 0 && minutes < 1e5))
		die("usage: record MINUTES DIRECTORY");
	burn_path = beside(argv[0], "burn");
	neighbour_path = beside(argv[0], "neighbour");
	r.burn = burn_path;
	r.neighbour = neighbour_path;
	duets = cpu_halves_find("", r.half);
	r.invokers[0] = invoker_start(NULL);
	r.invokers[1] = invoker_start_beside(r.invokers[0]);
	rng_seed(&r.rng, 20261121);
	calibrate(&r);
	n = segments_plan(
	    plan, (size_t)(minutes * 60 / (SEGMENT + WARM_UP) / CYCLE) * CYCLE, duets);
	seconds = minutes * 60 / (double)n - WARM_UP;
	if (seconds < SHORTEST)
		die("%g minutes: at least %.0f are needed", minutes,
		    ceil((double)n * (SHORTEST + WARM_UP) / 60));
	rng_shuffle(&r.rng, plan, n, sizeof *plan);
	started = now();
	for (size_t i = 0; i < n; i++) {
		segment_record(&r, &plan[i], argv[2], (int)i, seconds);
		if (i % 10 == 9 || i + 1 == n)
			fprintf(stderr, "record: %zu of %zu segments, %.1f of %.1f minutes\n",
			    i + 1, n, (now() - started) / 60, minutes);
	}
	for (int i = 0; i < 2; i++) {
		invoker_stop(r.invokers[i]);
		capture_free(&r.text[i]);
	}
	free(burn_path);
	free(neighbour_path);
	return 0;
}
