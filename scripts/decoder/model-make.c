/* model-make: writes a model with random weights, of a chosen architecture, size and precision. */
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/output.h"
#include "base/rng.h"
#include "gguf_write.h"
#include "made_words.h"
#include "model_shape.h"
#include "workload.h"

struct order {
	struct model_shape shape;
	enum precision precision;
	size_t seed;
	bool words;
	const char *size; /* as it was given */
};

static void
usage(void)
{
	puts("usage: model-make [options] FOLDER\n"
	     "Write a model with random weights, as a GGUF file in FOLDER, and print its name. "
	     "What\n"
	     "it says means nothing; how fast it says so depends on its shape alone. A file that "
	     "is\n"
	     "there already stays: its name says all that it follows from.\n\n"
	     "  -a, --architecture NAME  llama, moe (8 experts, 2 used), mamba, dream, bert or t5 "
	     "(llama)\n"
	     "  -p, --parameters SIZE    about how many weights, from 100K to 2B (15M)\n"
	     "  -t, --type NAME          f32, f16, q8_0 or q4_0 (q8_0)\n"
	     "  -s, --seed N             what the weights follow from (1)\n"
	     "  -w, --words              with a vocabulary, made up, for programs that take text\n"
	     "  -h, --help               print this\n\n"
	     "Exit status: 0 done, 2 trouble.");
	stdout_close();
	exit(STATUS_OK);
}

/* SIZE, such as 15M, as a number of weights. */
static uint64_t
size_parse(const char *size)
{
	char *end;
	double v = strtod(size, &end), unit = 0;

	switch (*end) {
	case 'K': unit = 1e3; break;
	case 'M': unit = 1e6; break;
	case 'B': unit = 1e9; break;
	}
	if (end == size || !strchr("0123456789", size[0]) || unit <= 0 || end[1] ||
	    !(v * unit >= 1e5 && v * unit <= 2e9))
		die_usage(
		    "'--parameters' needs a size from 100K to 2B, such as 15M, not '%s'", size);
	return (uint64_t)(v * unit);
}

static const char *
order_parse(struct order *order, int argc, char **argv)
{
	static const struct option options[] = {{"architecture", required_argument, NULL, 'a'},
	    {"parameters", required_argument, NULL, 'p'}, {"type", required_argument, NULL, 't'},
	    {"seed", required_argument, NULL, 's'}, {"words", no_argument, NULL, 'w'},
	    {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
	enum architecture architecture = ARCHITECTURE_LLAMA;
	int c;

	while ((c = getopt_long(argc, argv, "a:p:t:s:wh", options, NULL)) != -1) {
		switch (c) {
		case 'a':
			architecture = (enum architecture)option_word(
			    "--architecture", optarg, architecture_words);
			break;
		case 'p': order->size = optarg; break;
		case 't':
			order->precision =
			    (enum precision)option_word("--type", optarg, precision_words);
			break;
		case 's': order->seed = option_count("--seed", optarg, 0, UINT32_MAX); break;
		case 'w': order->words = true; break;
		case 'h': usage(); break;
		default: die_option();
		}
	}
	if (argc - optind != 1)
		die_usage("one folder is needed");
	order->shape = model_shape_for(architecture, size_parse(order->size));
	return argv[optind];
}

static enum precision
tensor_precision(const struct order *order, const struct model_tensor *t)
{
	return t->filling == FILLING_MATRIX ? order->precision : PRECISION_F32;
}

/* KEY of the architecture: 'llama.' and so on before it. */
static void
architecture_count(struct gguf_head *h, const struct order *order, const char *key, uint32_t v)
{
	char *name = xasprintf("%s.%s", architecture_name(order->shape.architecture), key);

	gguf_count(h, name, v);
	free(name);
}

static void
architecture_real(struct gguf_head *h, const struct order *order, const char *key, float v)
{
	char *name = xasprintf("%s.%s", architecture_name(order->shape.architecture), key);

	gguf_real(h, name, v);
	free(name);
}

/* What one architecture needs to be told more. */
static void
head_extra(struct gguf_head *h, const struct order *order)
{
	const struct model_shape *s = &order->shape;

	switch (s->architecture) {
	case ARCHITECTURE_MOE:
		architecture_count(h, order, "expert_count", EXPERTS);
		architecture_count(h, order, "expert_used_count", EXPERTS_USED);
		break;
	case ARCHITECTURE_MAMBA:
		architecture_count(h, order, "ssm.conv_kernel", STATE_KERNEL);
		architecture_count(h, order, "ssm.inner_size", 2 * s->width);
		architecture_count(h, order, "ssm.state_size", STATE_SIZE);
		architecture_count(h, order, "ssm.time_step_rank", s->width / STATE_SIZE);
		break;
	case ARCHITECTURE_BERT:
		architecture_real(h, order, "attention.layer_norm_epsilon", 1e-12F);
		architecture_count(h, order, "pooling_type", 1); /* the mean of all tokens */
		gguf_flag(h, "bert.attention.causal", 0);
		gguf_count(h, "tokenizer.ggml.token_type_count", TOKEN_TYPES);
		break;
	case ARCHITECTURE_T5:
		architecture_count(h, order, "attention.relative_buckets_count", RELATIVE_BUCKETS);
		architecture_count(h, order, "decoder_start_token_id", 0);
		break;
	default: break;
	}
}

static void
head_make(struct gguf_head *h, const struct order *order)
{
	const struct model_shape *s = &order->shape;
	struct model_tensor t;
	char *name = xasprintf("random %s of %s weights, seed %zu",
	    architecture_words[s->architecture], order->size, order->seed);

	gguf_string(h, "general.architecture", architecture_name(s->architecture));
	gguf_string(h, "general.name", name);
	gguf_string(
	    h, "general.description", "random weights, to measure speed; it was never trained");
	gguf_count(h, "general.file_type", precision_file_type(order->precision));
	gguf_count(h, "general.quantization_version", 2);
	architecture_count(h, order, "vocab_size", s->vocabulary);
	architecture_count(h, order, "context_length", s->context);
	architecture_count(h, order, "embedding_length", s->width);
	architecture_count(h, order, "block_count", s->layers);
	architecture_count(h, order, "feed_forward_length", s->inner);
	architecture_count(h, order, "attention.head_count", s->heads);
	architecture_count(h, order, "rope.dimension_count", s->width / s->heads);
	architecture_real(h, order, "attention.layer_norm_rms_epsilon", 1e-5F);
	head_extra(h, order);
	if (order->words)
		made_words_add(h, s->vocabulary);
	else
		gguf_string(h, "tokenizer.ggml.model", "no_vocab");
	for (size_t i = 0; model_shape_tensor(s, i, &t); i++)
		gguf_tensor(h, t.name, t.dims, t.ndims, tensor_precision(order, &t));
	free(name);
}

/* One row of T, of N values. The variance of a uniform number from -a to a is a^2 / 3. */
static void
row_fill(float *row, size_t n, enum filling filling, struct rng *r)
{
	float most = sqrtf(3 / (float)n), step = 2 * most / 4294967296.0F;
	uint64_t bits = 0;

	for (size_t i = 0; i < n; i++) {
		switch (filling) {
		case FILLING_ONE: row[i] = 1; break;
		case FILLING_ZERO: row[i] = 0; break;
		case FILLING_DECAY: row[i] = -(float)(i + 1); break;
		case FILLING_STEP: row[i] = logf(expm1f(0.01F)); break;
		default:
			bits = i % 2 ? bits >> 32 : rng_next(r);
			row[i] = (float)(uint32_t)bits * step - most;
		}
	}
}

static void
tensor_write(FILE *f, const struct order *order, const struct model_tensor *t, struct rng *r)
{
	static const unsigned char zeros[GGUF_ALIGNMENT];
	enum precision p = tensor_precision(order, t);
	size_t n = t->dims[0], size = row_size(p, n), rows = 1;
	float *row = xreallocarray(NULL, n, sizeof *row);
	unsigned char *bytes = xmalloc(size);

	for (size_t i = 1; i < t->ndims; i++)
		rows *= t->dims[i];
	for (size_t i = 0; i < rows; i++) {
		row_fill(row, n, t->filling, r);
		row_encode(p, row, n, bytes);
		fwrite(bytes, 1, size, f);
	}
	fwrite(zeros, 1, (GGUF_ALIGNMENT - rows * size % GGUF_ALIGNMENT) % GGUF_ALIGNMENT, f);
	free(row);
	free(bytes);
}

static void
model_write(const struct order *order, const char *path)
{
	struct gguf_head head = GGUF_HEAD_INIT;
	struct output *o = output_open(path);
	struct buf b = BUF_INIT;
	struct model_tensor t;
	struct rng r;

	head_make(&head, order);
	gguf_head_write(&head, &b);
	fwrite(b.s, 1, b.len, output_file(o));
	rng_seed(&r, order->seed);
	for (size_t i = 0; model_shape_tensor(&order->shape, i, &t); i++)
		tensor_write(output_file(o), order, &t, &r);
	output_commit(o);
	buf_free(&b);
	gguf_head_free(&head);
}

int
main(int argc, char **argv)
{
	struct order order = {.precision = PRECISION_Q8_0, .seed = 1, .size = "15M"};
	const char *folder;
	struct stat st;
	char *path;

	program_set(argv[0]);
	folder = order_parse(&order, argc, argv);
	path = xasprintf("%s/random-%s-%s-%s-%zu%s.gguf", folder,
	    architecture_words[order.shape.architecture], order.size,
	    precision_words[order.precision], order.seed, order.words ? "-words" : "");
	if (mkdir(folder, 0777) < 0 && errno != EEXIST)
		die("cannot make the folder '%s':", folder);
	if (stat(path, &st) < 0)
		model_write(&order, path);
	puts(path);
	free(path);
	stdout_close();
	return STATUS_OK;
}
