/* mnist-train: trains a classifier of the MNIST digits, and says how long it took. */
#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/rng.h"
#include "gemm.h"
#include "idx.h"
#include "mlp.h"
#include "workload.h"

static const char *const model_words[] = {"mlp", NULL};
static const char *const backend_words[] = {"naive", "blocked", "openblas", "onednn", NULL};

struct job {
	int model;
	enum backend backend;
	size_t epochs, batch, hidden, seed, limit; /* LIMIT 0: all images */
	double rate;
	const char *data;
	bool quick, json;
};

static void
usage(void)
{
	puts("usage: mnist-train [options]\n"
	     "Train a classifier of the MNIST digits by stochastic gradient descent.\n\n"
	     "  -m, --model NAME    mlp: one hidden layer, ReLU, softmax (mlp)\n"
	     "  -b, --backend NAME  naive, blocked, openblas or onednn (naive)\n"
	     "  -e, --epochs N      passes over the training images (5)\n"
	     "  -B, --batch N       images in one step (32)\n"
	     "  -H, --hidden N      units of the hidden layer (512)\n"
	     "  -r, --rate X        learning rate (0.1)\n"
	     "  -s, --seed N        what weights and order follow from (42)\n"
	     "  -q, --quick         one epoch, whatever --epochs says, over all the images\n"
	     "  -l, --limit N       use only the first N training images\n"
	     "  -d, --data DIR      where the IDX files are (scripts/mnist/data)\n"
	     "  -j, --json          print one JSON object; epochs go to standard error\n"
	     "  -h, --help          print this\n\n"
	     "Exit status: 0 done, 2 trouble, 77 skipped (no data, or no such backend here).");
	stdout_close();
	exit(STATUS_OK);
}

static double
rate_parse(const char *s)
{
	char *end;
	double v = strtod(s, &end);

	if (end == s || *end || !(v > 0 && v <= 10))
		die_usage("'--rate' needs a number above 0 and at most 10, not '%s'", s);
	return v;
}

static void
job_parse(struct job *job, int argc, char **argv)
{
	static const struct option options[] = {{"model", required_argument, NULL, 'm'},
	    {"backend", required_argument, NULL, 'b'}, {"epochs", required_argument, NULL, 'e'},
	    {"batch", required_argument, NULL, 'B'}, {"hidden", required_argument, NULL, 'H'},
	    {"rate", required_argument, NULL, 'r'}, {"seed", required_argument, NULL, 's'},
	    {"quick", no_argument, NULL, 'q'}, {"limit", required_argument, NULL, 'l'},
	    {"data", required_argument, NULL, 'd'}, {"json", no_argument, NULL, 'j'},
	    {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
	int c;

	while ((c = getopt_long(argc, argv, "m:b:e:B:H:r:s:ql:d:jh", options, NULL)) != -1) {
		switch (c) {
		case 'm': job->model = option_word("--model", optarg, model_words); break;
		case 'b': job->backend = option_word("--backend", optarg, backend_words); break;
		case 'e': job->epochs = option_count("--epochs", optarg, 1, 1000); break;
		case 'B': job->batch = option_count("--batch", optarg, 1, 4096); break;
		case 'H': job->hidden = option_count("--hidden", optarg, 1, 8192); break;
		case 'r': job->rate = rate_parse(optarg); break;
		case 's': job->seed = option_count("--seed", optarg, 0, UINT32_MAX); break;
		case 'q': job->quick = true; break;
		case 'l': job->limit = option_count("--limit", optarg, 1, 1000000); break;
		case 'd': job->data = optarg; break;
		case 'j': job->json = true; break;
		case 'h': usage(); break;
		default: die_option();
		}
	}
	if (optind < argc)
		die_usage("unexpected operand '%s'", argv[optind]);
	if (job->quick)
		job->epochs = 1;
}

/* The pictures of SET that ORDER (NULL: as they are) names, from FIRST on, as N rows of X. */
static void
batch_load(const struct idx_set *set, const uint32_t *order, size_t first, size_t n, float *x,
    unsigned char *labels)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = order ? order[first + i] : first + i;
		const unsigned char *image = set->images + at * set->pixels;

		for (size_t j = 0; j < set->pixels; j++)
			x[i * set->pixels + j] = (float)image[j] / 255;
		labels[i] = set->labels[at];
	}
}

/* One pass over SET: learning in the order of ORDER, or with ORDER NULL only judging. */
static struct mlp_result
epoch_run(struct mlp *model, const struct idx_set *set, const uint32_t *order, float rate)
{
	float *x = xreallocarray(NULL, model->batch * set->pixels, sizeof *x);
	unsigned char *labels = xmalloc(model->batch);
	struct mlp_result sum = {0, 0}, one;
	size_t first, n;

	for (first = 0; first < set->count; first += n) {
		n = set->count - first < model->batch ? set->count - first : model->batch;
		batch_load(set, order, first, n, x, labels);
		one = order ? mlp_learn(model, x, labels, n) : mlp_judge(model, x, labels, n);
		if (order)
			mlp_step(model, rate);
		sum.loss += one.loss;
		sum.correct += one.correct;
	}
	free(x);
	free(labels);
	return sum;
}

/* Train MODEL; returns the seconds it took. */
static double
job_train(const struct job *job, struct mlp *model, const struct idx_set *set, struct rng *rng)
{
	uint32_t *order = xreallocarray(NULL, set->count, sizeof *order);
	double start = clock_seconds(), n = (double)set->count, spent;
	struct mlp_result r;
	size_t i;

	for (i = 0; i < set->count; i++)
		order[i] = (uint32_t)i;
	for (i = 0; i < job->epochs; i++) {
		rng_shuffle(rng, order, set->count, sizeof *order);
		r = epoch_run(model, set, order, (float)job->rate);
		fprintf(job->json ? stderr : stdout, "epoch %zu loss %.6f accuracy %.2f\n", i + 1,
		    r.loss / n, 100 * (double)r.correct / n);
		fflush(stdout);
	}
	spent = clock_seconds() - start;
	free(order);
	return spent;
}

static void
job_print(const struct job *job, double seconds, double accuracy)
{
	if (!job->json) {
		printf("training time: %.3f s\npeak memory: %.1f MB\ntest accuracy: %.2f %%\n",
		    seconds, memory_peak_mb(), accuracy);
		return;
	}
	printf("{\"model\":\"%s\",\"backend\":\"%s\",\"epochs\":%zu,\"batch\":%zu,\"hidden\":%zu,"
	       "\"seed\":%zu,\"training_time_s\":%.6f,\"peak_memory_mb\":%.3f,"
	       "\"test_accuracy\":%.2f}\n",
	    model_words[job->model], backend_words[job->backend], job->epochs, job->batch,
	    job->hidden, job->seed, seconds, memory_peak_mb(), accuracy);
}

int
main(int argc, char **argv)
{
	struct job job = {.epochs = 5, .batch = 32, .hidden = 512, .seed = 42, .rate = 0.1};
	struct idx_set train, test;
	struct mlp model;
	struct gemm *gemm;
	struct rng rng;
	double seconds;

	program_set(argv[0]);
	job.data = "scripts/mnist/data";
	job_parse(&job, argc, argv);
	gemm = gemm_new(job.backend);
	if (!gemm)
		skip("%s", job.backend == BACKEND_ONEDNN ? "no oneDNN library (libdnnl)"
							 : "built without OpenBLAS");
	idx_read(&train, job.data, "train");
	idx_read(&test, job.data, "t10k");
	if (train.pixels != test.pixels)
		die("%s: training images have %zu pixels, test images %zu", job.data, train.pixels,
		    test.pixels);
	if (job.limit && job.limit < train.count)
		train.count = job.limit;

	rng_seed(&rng, job.seed);
	mlp_init(&model, train.pixels, job.hidden, IDX_LABELS, job.batch, gemm, &rng);
	seconds = job_train(&job, &model, &train, &rng);
	job_print(&job, seconds,
	    100 * (double)epoch_run(&model, &test, NULL, 0).correct / (double)test.count);
	mlp_free(&model);
	gemm_free(gemm);
	idx_free(&train);
	idx_free(&test);
	stdout_close();
	return STATUS_OK;
}
