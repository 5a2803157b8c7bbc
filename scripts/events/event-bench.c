/* event-bench: adds up a stream of events in batches; says how many a second, and how late. */
#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "event.h"
#include "totals.h"
#include "workload.h"

enum { EVENTS_MAX = 2000000, STREAM_MAX = EVENTS_MAX * EVENT_LINE_MAX };

struct job {
	size_t events, batch, seed;
	const char *input; /* NULL: generate */
	bool print, json;
};

struct stream {
	char *text;
	size_t len;
};

struct outcome {
	double seconds;
	double *latencies; /* of each batch: from its arrival until the totals with it are out */
	size_t nbatches;
};

static void
usage(void)
{
	puts("usage: event-bench [options]\n"
	     "Add up a stream of events, lines of JSON, publishing the totals after each batch.\n\n"
	     "  -e, --events N    events to generate (200000)\n"
	     "  -B, --batch N     events in one batch (256)\n"
	     "  -s, --seed N      what the events follow from (42)\n"
	     "  -i, --input FILE  take the events from FILE, or '-'\n"
	     "  -g, --generate    print the events and do nothing else\n"
	     "  -j, --json        print one JSON object, with the totals\n"
	     "  -h, --help        print this\n\n"
	     "Exit status: 0 done, 2 trouble.");
	stdout_close();
	exit(STATUS_OK);
}

static void
job_parse(struct job *job, int argc, char **argv)
{
	static const struct option options[] = {{"events", required_argument, NULL, 'e'},
	    {"batch", required_argument, NULL, 'B'}, {"seed", required_argument, NULL, 's'},
	    {"input", required_argument, NULL, 'i'}, {"generate", no_argument, NULL, 'g'},
	    {"json", no_argument, NULL, 'j'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
	int c;

	while ((c = getopt_long(argc, argv, "e:B:s:i:gjh", options, NULL)) != -1) {
		switch (c) {
		case 'e': job->events = option_count("--events", optarg, 1, EVENTS_MAX); break;
		case 'B': job->batch = option_count("--batch", optarg, 1, EVENTS_MAX); break;
		case 's': job->seed = option_count("--seed", optarg, 0, UINT32_MAX); break;
		case 'i': job->input = optarg; break;
		case 'g': job->print = true; break;
		case 'j': job->json = true; break;
		case 'h': usage(); break;
		default: die_option();
		}
	}
	if (optind < argc)
		die_usage("unexpected operand '%s'", argv[optind]);
}

static struct stream
stream_generate(size_t events, size_t seed)
{
	struct stream s = {xreallocarray(NULL, events, EVENT_LINE_MAX), 0};
	struct rng rng;

	rng_seed(&rng, seed);
	for (size_t i = 0; i < events; i++) {
		s.len += event_generate(s.text + s.len, &rng, i);
		s.text[s.len++] = '\n';
	}
	return s;
}

static struct stream
stream_read(const char *path)
{
	bool standard = strcmp(path, "-") == 0;
	FILE *f = standard ? stdin : fopen(path, "r");
	struct stream s = {NULL, 0};
	size_t cap = 0, n;

	if (!f)
		die("cannot open '%s':", path);
	do {
		if (s.len == cap) {
			cap = cap ? 2 * cap : 65536;
			if (cap > STREAM_MAX)
				die("%s: more than %d bytes", path, STREAM_MAX);
			s.text = xreallocarray(s.text, cap, 1);
		}
		n = fread(s.text + s.len, 1, cap - s.len, f);
		s.len += n;
	} while (n > 0);
	if (ferror(f))
		die("cannot read '%s':", path);
	if (!standard)
		fclose(f);
	return s;
}

/* Add the next line of S from AT on; returns where the one after it begins. */
static size_t
line_add(const struct stream *s, size_t at, struct totals *totals)
{
	const char *line = s->text + at, *end = memchr(line, '\n', s->len - at);
	size_t len = end ? (size_t)(end - line) : s->len - at;

	totals_add(totals, line, len);
	return at + len + (end ? 1 : 0);
}

static struct outcome
stream_process(
    const struct stream *s, size_t batch, struct totals *totals, char text[TOTALS_TEXT_MAX])
{
	struct outcome o = {0, NULL, 0};
	double begin = clock_seconds(), start;
	size_t at = 0, cap = 0, i;

	while (at < s->len) {
		start = clock_seconds();
		for (i = 0; i < batch && at < s->len; i++)
			at = line_add(s, at, totals);
		totals_publish(totals, text);
		o.latencies = xgrow(o.latencies, o.nbatches, &cap, sizeof *o.latencies);
		o.latencies[o.nbatches++] = clock_seconds() - start;
	}
	o.seconds = clock_seconds() - begin;
	return o;
}

static int
double_order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The nearest-rank percentile P of N values in order. */
static double
percentile(const double *v, size_t n, size_t p)
{
	return v[(n * p + 99) / 100 - 1];
}

static void
outcome_print(const struct job *job, struct outcome *o, const struct totals *t, const char *text)
{
	size_t lines = t->accepted + t->rejected;
	double rate = (double)lines / o->seconds, p50, p95;

	qsort(o->latencies, o->nbatches, sizeof *o->latencies, double_order);
	p50 = percentile(o->latencies, o->nbatches, 50) * 1e3;
	p95 = percentile(o->latencies, o->nbatches, 95) * 1e3;
	if (job->json)
		printf("{\"events\":%zu,\"batch\":%zu,\"batches\":%zu,\"events_per_s\":%.0f,"
		       "\"latency_p50_ms\":%.6f,\"latency_p95_ms\":%.6f,\"peak_memory_mb\":%.3f,"
		       "\"totals\":%s}\n",
		    lines, job->batch, o->nbatches, rate, p50, p95, memory_peak_mb(), text);
	else
		printf("events: %zu\nrejected: %zu\nbatches: %zu\nevents/s: %.0f\n"
		       "latency p50: %.6f ms\nlatency p95: %.6f ms\npeak memory: %.3f MB\n",
		    lines, t->rejected, o->nbatches, rate, p50, p95, memory_peak_mb());
}

int
main(int argc, char **argv)
{
	struct job job = {.events = 200000, .batch = 256, .seed = 42};
	struct totals *totals;
	struct stream stream;
	struct outcome outcome;
	char text[TOTALS_TEXT_MAX];

	program_set(argv[0]);
	job_parse(&job, argc, argv);
	stream = job.input ? stream_read(job.input) : stream_generate(job.events, job.seed);
	if (job.print) {
		fwrite(stream.text, 1, stream.len, stdout);
	} else {
		if (stream.len == 0)
			die("%s: no events", job.input);
		totals = xcalloc(1, sizeof *totals);
		outcome = stream_process(&stream, job.batch, totals, text);
		outcome_print(&job, &outcome, totals, text);
		free(outcome.latencies);
		free(totals);
	}
	free(stream.text);
	stdout_close();
	return STATUS_OK;
}
