/* decoder-bench: times a language model token by token, and checks the times by the library's own.
 */
#include <getopt.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "decode_report.h"
#include "decode_run.h"
#include "workload.h"

struct wish {
	struct decode_job job;
	const char *library;
	size_t requests;
	double check; /* percent; below 0: no check */
	bool json;
};

static void
usage(void)
{
	puts("usage: decoder-bench [options] MODEL.gguf\n"
	     "Time requests to a language model, token by token, with llama.cpp's library for "
	     "CPUs.\n"
	     "The requests of a batch come together. The tokens of a prompt are random; of those "
	     "that\n"
	     "may follow, the likeliest is taken. An encoder makes an embedding of a prompt; a "
	     "diffusion\n"
	     "settles its output in steps.\n\n"
	     "  -p, --prompt N     tokens of a prompt (128)\n"
	     "  -n, --output N     tokens of an answer (64)\n"
	     "  -S, --steps N      steps of a diffusion (16)\n"
	     "  -b, --batch N      requests at a time (1)\n"
	     "  -r, --requests N   all requests: a multiple of the batch (the batch)\n"
	     "  -w, --warmup N     batches before them that are not counted (1)\n"
	     "  -t, --threads N    threads that compute (1)\n"
	     "  -s, --seed N       what the prompts follow from (42)\n"
	     "  -c, --check PERCENT  exit 1 when the times are farther from the library's\n"
	     "  -l, --library DIR  where llama.cpp's library is (scripts/decoder/data)\n"
	     "  -j, --json         print one JSON object\n"
	     "  -h, --help         print this\n\n"
	     "Exit status: 0 done, 1 the check failed, 2 trouble, 77 skipped (no library).");
	stdout_close();
	exit(STATUS_OK);
}

static double
percent_parse(const char *s)
{
	char *end;
	double v = strtod(s, &end);

	if (end == s || *end || !(v >= 0 && v <= 100))
		die_usage("'--check' needs a percentage from 0 to 100, not '%s'", s);
	return v;
}

static void
wish_parse(struct wish *w, int argc, char **argv)
{
	static const struct option options[] = {{"prompt", required_argument, NULL, 'p'},
	    {"output", required_argument, NULL, 'n'}, {"steps", required_argument, NULL, 'S'},
	    {"batch", required_argument, NULL, 'b'}, {"requests", required_argument, NULL, 'r'},
	    {"warmup", required_argument, NULL, 'w'}, {"threads", required_argument, NULL, 't'},
	    {"seed", required_argument, NULL, 's'}, {"check", required_argument, NULL, 'c'},
	    {"library", required_argument, NULL, 'l'}, {"json", no_argument, NULL, 'j'},
	    {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
	struct decode_job *job = &w->job;
	int c;

	while ((c = getopt_long(argc, argv, "p:n:S:b:r:w:t:s:c:l:jh", options, NULL)) != -1) {
		switch (c) {
		case 'p': job->prompt = option_count("--prompt", optarg, 1, 4096); break;
		case 'n': job->output = option_count("--output", optarg, 1, 4096); break;
		case 'S': job->steps = option_count("--steps", optarg, 1, 4096); break;
		case 'b': job->batch = option_count("--batch", optarg, 1, 64); break;
		case 'r': w->requests = option_count("--requests", optarg, 1, 100000); break;
		case 'w': job->warmup = option_count("--warmup", optarg, 0, 1000); break;
		case 't': job->threads = option_count("--threads", optarg, 1, 256); break;
		case 's': job->seed = option_count("--seed", optarg, 0, UINT32_MAX); break;
		case 'c': w->check = percent_parse(optarg); break;
		case 'l': w->library = optarg; break;
		case 'j': w->json = true; break;
		case 'h': usage(); break;
		default: die_option();
		}
	}
	if (argc - optind != 1)
		die_usage("one model is needed");
	job->model = argv[optind];
	w->requests = w->requests ? w->requests : job->batch;
	if (w->requests % job->batch)
		die_usage("'--requests' needs a multiple of the batch, which is %zu, not %zu",
		    job->batch, w->requests);
	job->batches = w->requests / job->batch;
}

/* Whether the times are as near to the library's as W wants. */
static bool
wish_kept(const struct wish *w, const struct decode_result *r)
{
	double first = step_difference(r->first, w->job.batches);
	double steps = step_difference(r->steps, w->job.batches * r->nsteps);

	if (w->check < 0 || fmax(fabs(first), fabs(steps)) <= w->check / 100)
		return true;
	warn("times are not those of the library: first %+.2f %%, later steps %+.2f %%, expected "
	     "within %g %%",
	    first * 100, steps * 100, w->check);
	return false;
}

int
main(int argc, char **argv)
{
	struct wish w = {.job = {.prompt = 128,
			     .output = 64,
			     .steps = 16,
			     .batch = 1,
			     .warmup = 1,
			     .threads = 1,
			     .seed = 42},
	    .library = "scripts/decoder/data",
	    .check = -1};
	struct decode_result r = {.nsteps = 0};
	struct llama_library library;
	bool kept;

	program_set(argv[0]);
	wish_parse(&w, argc, argv);
	r.resident_mb[PHASE_START] = memory_resident_mb();
	llama_library_open(&library, w.library);
	r.resident_mb[PHASE_LIBRARY] = memory_resident_mb();
	decode_run(&w.job, &library, &r);
	(w.json ? report_json : report_text)(&w.job, &r, &library);
	kept = wish_kept(&w, &r);
	decode_result_free(&r);
	stdout_close();
	return kept ? STATUS_OK : STATUS_NO;
}
