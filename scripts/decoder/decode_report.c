#include "decode_report.h"

#include <stdio.h>
#include <stdlib.h>

#include "workload.h"

static const char *const kind_words[] = {"decode", "encode-decode", "encode", "diffuse"};
static const char *const phase_words[PHASES] = {
    "start", "library", "load", "context", "prefill", "decode"};

/* What all the steps of a run come to. */
struct report {
	const struct decode_job *job;
	const struct decode_result *r;
	size_t nsteps;
	struct decode_step first, steps; /* sums */
};

static int
number_order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double
step_difference(const struct decode_step *steps, size_t n)
{
	double *ratios = xreallocarray(NULL, n + 1, sizeof *ratios), median;
	size_t m = 0;

	for (size_t i = 0; i < n; i++)
		if (steps[i].library > 0)
			ratios[m++] = steps[i].own / steps[i].library - 1;
	qsort(ratios, m, sizeof *ratios, number_order);
	median = m == 0 ? 0 : m % 2 ? ratios[m / 2] : (ratios[m / 2 - 1] + ratios[m / 2]) / 2;
	free(ratios);
	return median;
}

static struct decode_step
step_sum(const struct decode_step *steps, size_t n)
{
	struct decode_step sum = {0, 0};

	for (size_t i = 0; i < n; i++) {
		sum.own += steps[i].own;
		sum.library += steps[i].library;
	}
	return sum;
}

static struct report
report_make(const struct decode_job *job, const struct decode_result *r)
{
	struct report p = {.job = job, .r = r, .nsteps = job->batches * r->nsteps};

	p.first = step_sum(r->first, job->batches);
	p.steps = step_sum(r->steps, p.nsteps);
	return p;
}

static bool
writes(const struct decode_result *r)
{
	return r->kind == KIND_DECODE || r->kind == KIND_ENCODE_DECODE;
}

/* Tokens in a second: EACH token of each request in the N steps that took SECONDS. */
static double
rate(const struct report *p, size_t each, size_t n, double seconds)
{
	return seconds > 0 ? (double)(each * n * p->job->batch) / seconds : 0;
}

static void
numbers_print(const char *name, const struct decode_step *steps, size_t n)
{
	printf(",\"%s\":[", name);
	for (size_t i = 0; i < n; i++)
		printf("%s%.4f", i ? "," : "", steps[i].own * 1e3);
	putchar(']');
}

static double
slowest(const struct decode_step *steps, size_t n)
{
	double most = 0;

	for (size_t i = 0; i < n; i++)
		most = steps[i].own > most ? steps[i].own : most;
	return most;
}

/* A request of the batch FIRST, which STEPS follow. */
static void
request_print(
    const struct report *p, const struct decode_step *first, const struct decode_step *steps)
{
	size_t n = p->r->nsteps;
	double later = step_sum(steps, n).own;

	printf("{\"latency_ms\":%.4f", (first->own + later) * 1e3);
	if (writes(p->r)) {
		printf(",\"first_token_ms\":%.4f", first->own * 1e3);
		if (n > 0)
			printf(",\"time_per_output_token_ms\":%.4f,\"slowest_token_ms\":%.4f",
			    later / (double)n * 1e3, slowest(steps, n) * 1e3);
		numbers_print("token_ms", steps, n);
	} else if (p->r->kind == KIND_DIFFUSE) {
		numbers_print("step_ms", steps, n);
	}
	putchar('}');
}

static void
check_print(const char *name, const struct decode_step *sum, double difference)
{
	printf("\"%s\":{\"own_ms\":%.4f,\"library_ms\":%.4f,\"difference_percent\":%.4f}", name,
	    sum->own * 1e3, sum->library * 1e3, difference * 100);
}

static void
rates_print(const struct report *p)
{
	const struct decode_job *job = p->job;
	double all = p->first.own + p->steps.own;

	printf(",\"requests_per_s\":%.3f", rate(p, 1, job->batches, all));
	if (p->r->kind == KIND_DIFFUSE) {
		printf(",\"output_tokens_per_s\":%.3f", rate(p, job->output, job->batches, all));
		return;
	}
	printf(",\"prefill_tokens_per_s\":%.3f", rate(p, job->prompt, job->batches, p->first.own));
	if (p->nsteps == 0)
		return;
	printf(",\"decode_tokens_per_s\":%.3f,\"tokens_per_s_per_user\":%.3f",
	    rate(p, 1, p->nsteps, p->steps.own), (double)p->nsteps / p->steps.own);
}

void
report_json(
    const struct decode_job *job, const struct decode_result *r, const struct llama_library *l)
{
	struct report p = report_make(job, r);
	char timestamp[TIMESTAMP_MAX];

	timestamp_now(timestamp);
	printf(
	    "{\"model\":\"%s\",\"kind\":\"%s\",\"parameters\":%llu,\"weights_mb\":%.3f,\"library\":"
	    "\"llama.cpp " LLAMA_RELEASE
	    "\",\"cpu_code\":\"%s\",\"prompt\":%zu,\"output\":%zu,\"batch\":%zu,\"requests_n\":%zu,"
	    "\"threads\":%zu,\"seed\":%zu",
	    r->description, kind_words[r->kind], (unsigned long long)r->parameters,
	    (double)r->bytes / 1e6, l->variant, job->prompt,
	    r->kind == KIND_ENCODE ? 0 : job->output, job->batch, job->batch * job->batches,
	    job->threads, job->seed);
	printf(",\"load_ms\":%.3f,\"context_ms\":%.3f,\"resident_mb\":{", r->load * 1e3,
	    r->context * 1e3);
	for (int i = 0; i < PHASES; i++)
		printf("%s\"%s\":%.3f", i ? "," : "", phase_words[i], r->resident_mb[i]);
	printf("},\"peak_memory_mb\":%.3f", memory_peak_mb());
	rates_print(&p);
	printf(",\"check\":{");
	check_print("first", &p.first, step_difference(r->first, job->batches));
	if (p.nsteps > 0) {
		putchar(',');
		check_print("steps", &p.steps, step_difference(r->steps, p.nsteps));
	}
	printf("},\"requests\":[");
	for (size_t i = 0; i < job->batch * job->batches; i++) {
		printf("%s", i ? "," : "");
		request_print(&p, &r->first[i / job->batch], &r->steps[i / job->batch * r->nsteps]);
	}
	printf("],\"digest\":\"%016llx\",\"timestamp\":\"%s\"}\n", (unsigned long long)r->digest,
	    timestamp);
}

/* The value at the nearest rank of the N STEPS, by the seconds SORTED. */
static double
percentile(const double *sorted, size_t n, double percent)
{
	size_t rank = (size_t)((double)n * percent / 100);

	if ((double)rank < (double)n * percent / 100)
		rank++;
	return sorted[rank > 0 ? rank - 1 : 0];
}

/* What the N STEPS are like; a percentile only where values lie beyond it. */
static void
steps_show(const char *name, const struct decode_step *steps, size_t n)
{
	static const int percents[] = {50, 95, 99};
	double *sorted = xreallocarray(NULL, n + 1, sizeof *sorted);

	for (size_t i = 0; i < n; i++)
		sorted[i] = steps[i].own;
	qsort(sorted, n, sizeof *sorted, number_order);
	for (size_t i = 0; i < sizeof percents / sizeof *percents; i++)
		if (n * (size_t)(100 - percents[i]) >= 100)
			printf("%s p%d: %.3f ms\n", name, percents[i],
			    percentile(sorted, n, percents[i]) * 1e3);
	free(sorted);
}

void
report_text(
    const struct decode_job *job, const struct decode_result *r, const struct llama_library *l)
{
	struct report p = report_make(job, r);

	printf("model: %s, %llu weights\ncode for this CPU: %s\nload: %.3f ms\ncontext: %.3f ms\n",
	    r->description, (unsigned long long)r->parameters, l->variant, r->load * 1e3,
	    r->context * 1e3);
	if (writes(r))
		printf("first token: %.3f ms\n", p.first.own / (double)job->batches * 1e3);
	if (p.nsteps > 0)
		printf("%s: %.3f ms\n", writes(r) ? "time per output token" : "step",
		    p.steps.own / (double)p.nsteps * 1e3);
	steps_show(writes(r) ? "token" : "step", r->steps, p.nsteps);
	printf("latency: %.3f ms\n", (p.first.own + p.steps.own) / (double)job->batches * 1e3);
	if (r->kind != KIND_DIFFUSE)
		printf(
		    "prefill: %.3f tokens/s\n", rate(&p, job->prompt, job->batches, p.first.own));
	if (writes(r) && p.nsteps > 0)
		printf("decode: %.3f tokens/s\nfor each user: %.3f tokens/s\n",
		    rate(&p, 1, p.nsteps, p.steps.own), (double)p.nsteps / p.steps.own);
	for (int i = 0; i < PHASES; i++)
		printf("memory after %s: %.3f MB\n", phase_words[i], r->resident_mb[i]);
	printf("first against the library's time: %+.2f %%\n",
	    step_difference(r->first, job->batches) * 100);
	if (p.nsteps > 0)
		printf("later steps against it: %+.2f %%\n",
		    step_difference(r->steps, p.nsteps) * 100);
}
