/* retrieve-bench: times a question that is answered from documents: it is encoded, the nearest
 * documents are found, and a decoder reads these and the question. */
#include <getopt.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/rng.h"
#include "decode_run.h"
#include "workload.h"

struct question {
	const char *encoder, *decoder, *library;
	size_t documents, passages, passage, length, output, threads, seed;
};

/* One passage that was found, and how near it is. */
struct passage_found {
	size_t document;
	float nearness;
};

static void
usage(void)
{
	puts("usage: retrieve-bench [options] ENCODER.gguf DECODER.gguf\n"
	     "Time the answer to a question: it is encoded, the nearest of random documents are "
	     "found,\n"
	     "and these and the question are read, and an answer is written.\n\n"
	     "  -d, --documents N  documents that are searched, each by its embedding (10000)\n"
	     "  -k, --passages N   documents that are read (4)\n"
	     "  -P, --passage N    tokens of one (64)\n"
	     "  -q, --question N   tokens of the question (16)\n"
	     "  -n, --output N     tokens of the answer (32)\n"
	     "  -t, --threads N    threads that compute (1)\n"
	     "  -s, --seed N       what is random follows from this (42)\n"
	     "  -l, --library DIR  where llama.cpp's library is (scripts/decoder/data)\n"
	     "  -h, --help         print this\n\n"
	     "Prints one JSON object. Exit status: 0 done, 2 trouble, 77 skipped (no library).");
	stdout_close();
	exit(STATUS_OK);
}

static void
question_parse(struct question *q, int argc, char **argv)
{
	static const struct option options[] = {{"documents", required_argument, NULL, 'd'},
	    {"passages", required_argument, NULL, 'k'}, {"passage", required_argument, NULL, 'P'},
	    {"question", required_argument, NULL, 'q'}, {"output", required_argument, NULL, 'n'},
	    {"threads", required_argument, NULL, 't'}, {"seed", required_argument, NULL, 's'},
	    {"library", required_argument, NULL, 'l'}, {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0}};
	int c;

	while ((c = getopt_long(argc, argv, "d:k:P:q:n:t:s:l:h", options, NULL)) != -1) {
		switch (c) {
		case 'd': q->documents = option_count("--documents", optarg, 1, 1000000); break;
		case 'k': q->passages = option_count("--passages", optarg, 1, 64); break;
		case 'P': q->passage = option_count("--passage", optarg, 1, 1024); break;
		case 'q': q->length = option_count("--question", optarg, 1, 512); break;
		case 'n': q->output = option_count("--output", optarg, 2, 4096); break;
		case 't': q->threads = option_count("--threads", optarg, 1, 256); break;
		case 's': q->seed = option_count("--seed", optarg, 0, UINT32_MAX); break;
		case 'l': q->library = optarg; break;
		case 'h': usage(); break;
		default: die_option();
		}
	}
	if (argc - optind != 2)
		die_usage("an encoder and a decoder are needed");
	if (q->passages > q->documents)
		die_usage("'--passages' is at most the number of documents, %zu, not %zu",
		    q->documents, q->passages);
	q->encoder = argv[optind];
	q->decoder = argv[optind + 1];
}

/* The embeddings of N documents, WIDTH random numbers each. */
static float *
documents_new(size_t n, size_t width, size_t seed)
{
	float *v = xreallocarray(NULL, n, width * sizeof *v);
	struct rng r;

	rng_seed(&r, seed);
	for (size_t i = 0; i < n * width; i++)
		v[i] = (float)rng_uniform(&r) - 0.5F;
	return v;
}

/* The cosine of the angle between A and B, but for the length of A, which is the same for all B. */
static float
nearness(const float *a, const float *b, size_t width)
{
	float product = 0, length = 0;

	for (size_t i = 0; i < width; i++) {
		product += a[i] * b[i];
		length += b[i] * b[i];
	}
	return length > 0 ? product / sqrtf(length) : 0;
}

/* The MOST of the N DOCUMENTS nearest to QUERY, the nearest first, into FOUND. */
static void
documents_search(const float *query, const float *documents, size_t n, size_t width,
    struct passage_found *found, size_t most)
{
	size_t count = 0, at;

	for (size_t i = 0; i < n; i++) {
		struct passage_found one = {i, nearness(query, documents + i * width, width)};

		if (count == most && one.nearness <= found[most - 1].nearness)
			continue;
		at = count < most ? count++ : most - 1;
		for (; at > 0 && found[at - 1].nearness < one.nearness; at--)
			found[at] = found[at - 1];
		found[at] = one;
	}
}

/* MODEL read with JOB's numbers; it must be of KIND, which is called WHAT. */
static struct decode_result
model_run(struct decode_job job, const char *model, struct llama_library *l, enum decode_kind kind,
    const char *what)
{
	struct decode_result r = {.nsteps = 0};

	job.model = model;
	job.batch = job.batches = job.warmup = 1;
	decode_run(&job, l, &r);
	if (r.kind != kind)
		die("'%s' is no %s", model, what);
	return r;
}

static void
answer_print(const struct question *q, const struct decode_result *encoded,
    const struct decode_result *decoded, double search, const struct passage_found *found)
{
	double embed = encoded->first[0].own * 1e3, prefill = decoded->first[0].own * 1e3,
	       later = 0;

	printf("{\"documents\":%zu,\"passages\":[", q->documents);
	for (size_t i = 0; i < q->passages; i++)
		printf("%s%zu", i ? "," : "", found[i].document);
	printf("],\"prompt\":%zu,\"output\":%zu,\"embed_ms\":%.4f,\"search_ms\":%.4f,\"prefill_"
	       "ms\":%.4f,"
	       "\"first_token_ms\":%.4f,\"token_ms\":[",
	    q->length + q->passages * q->passage, q->output, embed, search * 1e3, prefill,
	    embed + search * 1e3 + prefill);
	for (size_t i = 0; i < decoded->nsteps; i++) {
		printf("%s%.4f", i ? "," : "", decoded->steps[i].own * 1e3);
		later += decoded->steps[i].own * 1e3;
	}
	printf("],\"latency_ms\":%.4f,\"peak_memory_mb\":%.3f}\n",
	    embed + search * 1e3 + prefill + later, memory_peak_mb());
}

int
main(int argc, char **argv)
{
	struct question q = {.documents = 10000,
	    .passages = 4,
	    .passage = 64,
	    .length = 16,
	    .output = 32,
	    .threads = 1,
	    .seed = 42,
	    .library = "scripts/decoder/data"};
	struct decode_result encoded, decoded;
	struct passage_found *found;
	struct llama_library library;
	float *documents;
	double start, search;

	program_set(argv[0]);
	question_parse(&q, argc, argv);
	llama_library_open(&library, q.library);
	encoded =
	    model_run((struct decode_job){.prompt = q.length, .threads = q.threads, .seed = q.seed},
		q.encoder, &library, KIND_ENCODE, "encoder");
	documents = documents_new(q.documents, encoded.width, q.seed);
	found = xreallocarray(NULL, q.passages, sizeof *found);
	start = clock_seconds();
	documents_search(
	    encoded.embedding, documents, q.documents, encoded.width, found, q.passages);
	search = clock_seconds() - start;
	decoded = model_run((struct decode_job){.prompt = q.length + q.passages * q.passage,
				.output = q.output,
				.threads = q.threads,
				.seed = q.seed},
	    q.decoder, &library, KIND_DECODE, "decoder");
	answer_print(&q, &encoded, &decoded, search, found);
	decode_result_free(&encoded);
	decode_result_free(&decoded);
	free(documents);
	free(found);
	stdout_close();
	return STATUS_OK;
}
