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

#include "invoke.h"
#include "number.h"
#include "rng.h"
#include "util.h"

#define SEGMENT 21.0 /* seconds: a window of 10 s a side, and a little */
#define SHORTEST 4.5 /* seconds: a window of 2 s a side */
#define WARM_UP 0.5  /* seconds at the start of a segment, not recorded */

enum { MAX_SEGMENTS = 4096 };

struct segment {
	double ms, percent;
	bool neighbour, sequential;
};

struct recorder {
	struct invoker *invoker;
	struct output_text text;
	struct rng rng;
	const char *burn, *neighbour;
	double per_ms; /* iterations in a millisecond */
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
burn(struct recorder *r, double iterations, double percent, struct measurement *m)
{
	char work[32], more[32], name[] = "burn";
	char *argv[] = {name, work, more, NULL}, *env[] = {NULL};
	struct invocation call = {.argv = argv, .env = env, .timeout = 60};
	char *path = xstrdup(r->burn);

	argv[0] = path;
	snprintf(work, sizeof work, "%.0f", iterations);
	snprintf(more, sizeof more, "%g", percent);
	invoker_run(r->invoker, &call, m, &r->text);
	if (m->end != INVOKE_EXITED || m->code != 0)
		die("'%s' failed", r->burn);
	free(path);
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

/* Rounds of two in the order AB then BA, or BA then AB, as bench-run does; the
 * sequential design is one variant alone. */
static void
segment_run(struct recorder *r, const struct segment *s, double seconds, FILE *f)
{
	double start = now(), end = start + WARM_UP + seconds, t;
	int first = 0;
	bool warm = false;

	for (unsigned round = 0; (t = now()) < end; round++) {
		struct measurement m;

		if (!warm && t >= start + WARM_UP) {
			warm = true;
			round = 0;
		}
		first = round % 2 ? !first : (int)rng_below(&r->rng, 2);
		for (int i = 0; i < (s->sequential ? 1 : 2); i++) {
			int variant = s->sequential ? 0 : i ? !first : first;

			burn(r, floor(s->ms * r->per_ms), variant ? s->percent : 0, &m);
			if (warm)
				line_write(f, round, variant, &m, start + WARM_UP);
		}
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
	    s->neighbour ? "neighbour" : "quiet", s->sequential ? "sequential" : "interleaved");
	segment_run(r, s, seconds, f);
	if (pid) {
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
	if (ferror(f) | fclose(f))
		die("%s:", path);
	free(path);
}

/* Three shares of no effect, two of the small ones, one of the large ones, three sequential. */
static size_t
segments_plan(struct segment *plan, size_t wanted)
{
	static const double sizes[] = {5, 30, 150};
	static const double percents[] = {0, 0, 0, 1, 1, 2, 2, 3, 3, 5, 10, -1, -1, -1};
	enum { NPERCENTS = sizeof percents / sizeof *percents };
	size_t n = 0;

	do
		for (int i = 0; i < NPERCENTS; i++)
			for (int noise = 0; noise < 2; noise++)
				for (int k = 0; k < 3; k++)
					plan[n++] = (struct segment){
					    sizes[k], fmax(percents[i], 0), noise, percents[i] < 0};
	while (n < wanted && n + 2 * 3 * NPERCENTS <= MAX_SEGMENTS);
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

	program_set(argv[0]);
	minutes = argc == 3 ? strtod(argv[1], &end) : 0;
	if (argc != 3 || *end || !(minutes > 0 && minutes < 1e5))
		die("usage: record MINUTES DIRECTORY");
	burn_path = beside(argv[0], "burn");
	neighbour_path = beside(argv[0], "neighbour");
	r.burn = burn_path;
	r.neighbour = neighbour_path;
	r.invoker = invoker_start(NULL);
	rng_seed(&r.rng, 20261121);
	calibrate(&r);
	n = segments_plan(plan, (size_t)(minutes * 60 / (SEGMENT + WARM_UP) / 84) * 84);
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
	invoker_stop(r.invoker);
	output_text_free(&r.text);
	free(burn_path);
	free(neighbour_path);
	return 0;
}
