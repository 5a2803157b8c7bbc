/* tensor-bench: times one operation on two seeded matrices. */
#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/rng.h"
#include "tensor.h"
#include "workload.h"

/* How much more work a build does by default; see the Makefile. */
#ifndef EXTRA_WORK
#define EXTRA_WORK 0
#endif

enum fill { FILL_RANDOM, FILL_ONES, FILL_RAMP };

static const char *const operation_words[] = {"add", "matmul", NULL};
static const char *const backend_words[] = {"naive", "openblas", "onednn", NULL};
static const char *const fill_words[] = {"random", "ones", "ramp", NULL};

struct job {
	enum operation operation;
	enum backend backend;
	struct engine engine;
	enum fill fill;
	size_t size, seed, iterations, warmup, extra_rows;
	float *a, *b, *c;
};

struct timing {
	double min, max, total; /* seconds */
	double rows;            /* computed */
};

static void
usage(void)
{
	puts("usage: tensor-bench add|matmul [options]\n"
	     "Time an operation on two square matrices of floats.\n\n"
	     "  -n, --size N              rows and columns (100)\n"
	     "  -b, --backend NAME        naive, openblas or onednn, which multiplies alone "
	     "(naive)\n"
	     "  -s, --seed N              what the random elements follow from (42)\n"
	     "  -i, --iterations N        timed operations (10)\n"
	     "  -w, --warmup N            operations before them (1)\n"
	     "  -f, --fill NAME           random, ones, or ramp: row number + 1 in the first\n"
	     "                            matrix, column number + 1 in the second (random)\n"
	     "  -x, --extra-work PERCENT  do that much more of the work in each operation\n"
	     "  -j, --json                print one JSON object\n"
	     "  -h, --help                print this\n\n"
	     "Exit status: 0 done, 2 trouble, 77 skipped (no such backend here).");
	stdout_close();
	exit(STATUS_OK);
}

static void
job_parse(struct job *job, bool *json, int argc, char **argv)
{
	static const struct option options[] = {{"size", required_argument, NULL, 'n'},
	    {"backend", required_argument, NULL, 'b'}, {"seed", required_argument, NULL, 's'},
	    {"iterations", required_argument, NULL, 'i'}, {"warmup", required_argument, NULL, 'w'},
	    {"fill", required_argument, NULL, 'f'}, {"extra-work", required_argument, NULL, 'x'},
	    {"json", no_argument, NULL, 'j'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
	size_t extra = EXTRA_WORK;
	int c;

	while ((c = getopt_long(argc, argv, "n:b:s:i:w:f:x:jh", options, NULL)) != -1) {
		switch (c) {
		case 'n': job->size = option_count("--size", optarg, 1, 8192); break;
		case 'b': job->backend = option_word("--backend", optarg, backend_words); break;
		case 's': job->seed = option_count("--seed", optarg, 0, UINT32_MAX); break;
		case 'i': job->iterations = option_count("--iterations", optarg, 1, 1000000); break;
		case 'w': job->warmup = option_count("--warmup", optarg, 0, 1000000); break;
		case 'f': job->fill = option_word("--fill", optarg, fill_words); break;
		case 'x': extra = option_count("--extra-work", optarg, 0, 1000); break;
		case 'j': *json = true; break;
		case 'h': usage(); break;
		default: die_option();
		}
	}
	if (argc - optind != 1)
		die_usage("one operation is needed: add or matmul");
	job->operation = option_word("operation", argv[optind], operation_words);
	if (job->backend == BACKEND_ONEDNN && job->operation != OPERATION_MATMUL)
		die_usage("'--backend onednn' is for matmul alone");
	job->extra_rows = (job->size * extra + 50) / 100;
}

static float
element(enum fill fill, struct rng *r, size_t index)
{
	switch (fill) {
	case FILL_ONES: return 1;
	case FILL_RAMP: return (float)(index + 1);
	default: return (float)rng_uniform(r);
	}
}

static void
job_fill(struct job *job)
{
	size_t n = job->size;
	struct rng r;

	job->a = xreallocarray(NULL, n * n, sizeof *job->a);
	job->b = xreallocarray(NULL, n * n, sizeof *job->b);
	job->c = xcalloc(n * n, sizeof *job->c);
	rng_seed(&r, job->seed);
	for (size_t i = 0; i < n * n; i++) {
		job->a[i] = element(job->fill, &r, i / n);
		job->b[i] = element(job->fill, &r, i % n);
	}
}

/* One operation; returns the rows computed. The extra ones are computed again,
 * from the first on: the result stays. */
static size_t
job_operate(const struct job *job)
{
	size_t left = job->size + job->extra_rows, done = 0, rows;

	for (; left > 0; left -= rows) {
		rows = left < job->size ? left : job->size;
		tensor_rows(job->operation, &job->engine, job->size, job->a, job->b, job->c, rows);
		done += rows;
	}
	return done;
}

static struct timing
job_time(const struct job *job)
{
	struct timing t = {0, 0, 0, 0};
	double start, spent;
	size_t i;

	for (i = 0; i < job->warmup; i++)
		job_operate(job);
	for (i = 0; i < job->iterations; i++) {
		start = clock_seconds();
		t.rows += (double)job_operate(job);
		spent = clock_seconds() - start;
		t.min = i == 0 || spent < t.min ? spent : t.min;
		t.max = spent > t.max ? spent : t.max;
		t.total += spent;
	}
	return t;
}

static double
job_checksum(const struct job *job)
{
	double sum = 0;

	for (size_t i = 0; i < job->size * job->size; i++)
		sum += job->c[i];
	return sum;
}

static void
job_print(const struct job *job, const struct timing *t, bool json)
{
	static const char text[] = "operation: %s\n"
				   "size: %zu\n"
				   "backend: %s\n"
				   "seed: %zu\n"
				   "iterations: %zu\n"
				   "flop per operation: %.0f\n"
				   "min: %.6f ms\n"
				   "mean: %.6f ms\n"
				   "max: %.6f ms\n"
				   "ops/s: %.6g\n"
				   "peak memory: %.3f MB\n"
				   "checksum: %.9g\n"
				   "timestamp: %s\n";
	static const char object[] =
	    "{\"operation\":\"%s\",\"size\":%zu,\"backend\":\"%s\",\"seed\":%zu,"
	    "\"iterations\":%zu,\"flop\":%.0f,\"min_ms\":%.6f,\"mean_ms\":%.6f,"
	    "\"max_ms\":%.6f,\"ops_per_s\":%.6g,\"peak_memory_mb\":%.3f,"
	    "\"checksum\":%.9g,\"timestamp\":\"%s\"}\n";
	double n = (double)job->iterations;
	char timestamp[TIMESTAMP_MAX];

	timestamp_now(timestamp);
	printf(json ? object : text, operation_words[job->operation], job->size,
	    backend_words[job->backend], job->seed, job->iterations,
	    t->rows / n * tensor_row_cost(job->operation, job->size), t->min * 1e3,
	    t->total / n * 1e3, t->max * 1e3, n / t->total, memory_peak_mb(), job_checksum(job),
	    timestamp);
}

int
main(int argc, char **argv)
{
	struct job job = {.size = 100, .seed = 42, .iterations = 10, .warmup = 1};
	struct timing t;
	bool json = false;

	program_set(argv[0]);
	job_parse(&job, &json, argc, argv);
	if (!engine_open(&job.engine, job.backend))
		skip("%s", job.backend == BACKEND_ONEDNN ? "no oneDNN library (libdnnl)"
							 : "built without OpenBLAS");
	job_fill(&job);
	t = job_time(&job);
	job_print(&job, &t, json);
	stdout_close();
	free(job.a);
	free(job.b);
	free(job.c);
	return STATUS_OK;
}
