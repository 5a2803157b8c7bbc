#include "model_shape.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *const architecture_words[] = {"llama", "moe", "mamba", "dream", "bert", "t5", NULL};

/* A tensor of an architecture: its dimensions are letters (dimension()), its name has a number
 * when each layer has one. */
struct tensor_row {
	const char *name, *dims;
	enum filling filling;
};

#define ATTENTION_ROWS(p)                                                                          \
	{p "attn_norm.weight", "d", FILLING_ONE}, {p "attn_q.weight", "dd", FILLING_MATRIX},       \
	    {p "attn_k.weight", "dd", FILLING_MATRIX},                                             \
	{                                                                                          \
		p "attn_v.weight", "dd", FILLING_MATRIX                                            \
	}

#define LLAMA_ROWS                                                                                 \
	{"token_embd.weight", "dv", FILLING_MATRIX}, {"output_norm.weight", "d", FILLING_ONE},     \
	    ATTENTION_ROWS("blk.%u."), {"blk.%u.attn_output.weight", "dd", FILLING_MATRIX},        \
	{                                                                                          \
		"blk.%u.ffn_norm.weight", "d", FILLING_ONE                                         \
	}

static const struct tensor_row llama_rows[] = {LLAMA_ROWS,
    {"blk.%u.ffn_gate.weight", "df", FILLING_MATRIX},
    {"blk.%u.ffn_up.weight", "df", FILLING_MATRIX},
    {"blk.%u.ffn_down.weight", "fd", FILLING_MATRIX}, {NULL, NULL, FILLING_ZERO}};

static const struct tensor_row moe_rows[] = {LLAMA_ROWS,
    {"blk.%u.ffn_gate_inp.weight", "de", FILLING_SMALL},
    {"blk.%u.ffn_gate_exps.weight", "dfe", FILLING_MATRIX},
    {"blk.%u.ffn_up_exps.weight", "dfe", FILLING_MATRIX},
    {"blk.%u.ffn_down_exps.weight", "fde", FILLING_MATRIX}, {NULL, NULL, FILLING_ZERO}};

static const struct tensor_row mamba_rows[] = {{"token_embd.weight", "dv", FILLING_MATRIX},
    {"output_norm.weight", "d", FILLING_ONE}, {"blk.%u.attn_norm.weight", "d", FILLING_ONE},
    {"blk.%u.ssm_in.weight", "dw", FILLING_MATRIX},
    {"blk.%u.ssm_conv1d.weight", "ki", FILLING_SMALL},
    {"blk.%u.ssm_conv1d.bias", "i", FILLING_ZERO}, {"blk.%u.ssm_x.weight", "ix", FILLING_MATRIX},
    {"blk.%u.ssm_dt.weight", "ri", FILLING_SMALL}, {"blk.%u.ssm_dt.bias", "i", FILLING_STEP},
    {"blk.%u.ssm_a", "si", FILLING_DECAY}, {"blk.%u.ssm_d", "i", FILLING_ONE},
    {"blk.%u.ssm_out.weight", "id", FILLING_MATRIX}, {NULL, NULL, FILLING_ZERO}};

static const struct tensor_row bert_rows[] = {{"token_embd.weight", "dv", FILLING_MATRIX},
    {"token_types.weight", "dt", FILLING_SMALL}, {"position_embd.weight", "dc", FILLING_SMALL},
    {"token_embd_norm.weight", "d", FILLING_ONE}, {"token_embd_norm.bias", "d", FILLING_ZERO},
    {"blk.%u.attn_q.weight", "dd", FILLING_MATRIX}, {"blk.%u.attn_k.weight", "dd", FILLING_MATRIX},
    {"blk.%u.attn_v.weight", "dd", FILLING_MATRIX},
    {"blk.%u.attn_output.weight", "dd", FILLING_MATRIX},
    {"blk.%u.attn_output_norm.weight", "d", FILLING_ONE},
    {"blk.%u.attn_output_norm.bias", "d", FILLING_ZERO},
    {"blk.%u.ffn_up.weight", "df", FILLING_MATRIX},
    {"blk.%u.ffn_down.weight", "fd", FILLING_MATRIX},
    {"blk.%u.layer_output_norm.weight", "d", FILLING_ONE},
    {"blk.%u.layer_output_norm.bias", "d", FILLING_ZERO}, {NULL, NULL, FILLING_ZERO}};

static const struct tensor_row t5_rows[] = {{"token_embd.weight", "dv", FILLING_MATRIX},
    {"enc.output_norm.weight", "d", FILLING_ONE}, {"dec.output_norm.weight", "d", FILLING_ONE},
    ATTENTION_ROWS("enc.blk.%u."), {"enc.blk.%u.attn_rel_b.weight", "hb", FILLING_SMALL},
    {"enc.blk.%u.attn_o.weight", "dd", FILLING_MATRIX},
    {"enc.blk.%u.ffn_norm.weight", "d", FILLING_ONE},
    {"enc.blk.%u.ffn_up.weight", "df", FILLING_MATRIX},
    {"enc.blk.%u.ffn_down.weight", "fd", FILLING_MATRIX}, ATTENTION_ROWS("dec.blk.%u."),
    {"dec.blk.%u.attn_rel_b.weight", "hb", FILLING_SMALL},
    {"dec.blk.%u.attn_o.weight", "dd", FILLING_MATRIX},
    {"dec.blk.%u.cross_attn_norm.weight", "d", FILLING_ONE},
    {"dec.blk.%u.cross_attn_q.weight", "dd", FILLING_MATRIX},
    {"dec.blk.%u.cross_attn_k.weight", "dd", FILLING_MATRIX},
    {"dec.blk.%u.cross_attn_v.weight", "dd", FILLING_MATRIX},
    {"dec.blk.%u.cross_attn_o.weight", "dd", FILLING_MATRIX},
    {"dec.blk.%u.ffn_norm.weight", "d", FILLING_ONE},
    {"dec.blk.%u.ffn_up.weight", "df", FILLING_MATRIX},
    {"dec.blk.%u.ffn_down.weight", "fd", FILLING_MATRIX}, {NULL, NULL, FILLING_ZERO}};

static const struct tensor_row *const rows_of[ARCHITECTURES] = {
    llama_rows, moe_rows, mamba_rows, llama_rows, bert_rows, t5_rows};

const char *
architecture_name(enum architecture a)
{
	return a == ARCHITECTURE_MOE ? "llama" : architecture_words[a];
}

static uint64_t
dimension(const struct model_shape *s, char letter)
{
	uint32_t rank = s->width / STATE_SIZE;

	switch (letter) {
	case 'd': return s->width;
	case 'f': return s->inner;
	case 'v': return s->vocabulary;
	case 'h': return s->heads;
	case 'c': return s->context;
	case 'e': return EXPERTS;
	case 'b': return RELATIVE_BUCKETS;
	case 't': return TOKEN_TYPES;
	case 'i': return 2 * s->width;
	case 'w': return 4 * s->width;
	case 'k': return STATE_KERNEL;
	case 's': return STATE_SIZE;
	case 'r': return rank;
	default: return rank + 2 * STATE_SIZE; /* 'x' */
	}
}

int
model_shape_tensor(const struct model_shape *shape, size_t i, struct model_tensor *t)
{
	const struct tensor_row *row = rows_of[shape->architecture];
	const char *number;
	uint32_t layer = 0;
	size_t n;

	for (; row->name; row++) {
		number = strstr(row->name, "%u");
		n = number ? shape->layers : 1;
		if (i < n) {
			layer = (uint32_t)i;
			break;
		}
		i -= n;
	}
	if (!row->name)
		return 0;
	if (number)
		snprintf(t->name, sizeof t->name, "%.*s%u%s", (int)(number - row->name), row->name,
		    layer, number + 2);
	else
		snprintf(t->name, sizeof t->name, "%s", row->name);
	t->ndims = strlen(row->dims);
	t->filling = row->filling;
	for (n = 0; n < t->ndims; n++)
		t->dims[n] = dimension(shape, row->dims[n]);
	return 1;
}

uint64_t
model_shape_count(const struct model_shape *shape)
{
	uint64_t count = 0, weights;

	for (const struct tensor_row *row = rows_of[shape->architecture]; row->name; row++) {
		weights = strstr(row->name, "%u") ? shape->layers : 1;
		for (const char *d = row->dims; *d; d++)
			weights *= dimension(shape, *d);
		count += weights;
	}
	return count;
}

static struct model_shape
shape_of(enum architecture a, uint32_t width, uint32_t layers, uint32_t vocabulary)
{
	struct model_shape s = {.architecture = a, .width = width, .layers = layers};

	/* two matrices are as large as three of two thirds (Shazeer: GLU variants, 2020) */
	s.inner = a == ARCHITECTURE_BERT || a == ARCHITECTURE_T5 ? 4 * width
								 : (8 * width / 3 + 63) / 64 * 64;
	s.heads = width / (width < 256 ? 32 : 64);
	s.vocabulary = vocabulary;
	s.context = 4096;
	return s;
}

/* How far SHAPE is from what is wanted: its size counts most, then its form. */
static double
shape_misfit(const struct model_shape *shape, double parameters)
{
	double size = fabs(log((double)model_shape_count(shape) / parameters));
	double form = fabs(log(shape->layers / (shape->width / 64.0)));

	return size + 0.05 * form;
}

struct model_shape
model_shape_for(enum architecture a, uint64_t parameters)
{
	struct model_shape best = {.width = 0}, s;
	uint32_t vocabulary = 256, width, layers;

	while (vocabulary < 32768 && vocabulary * 1000ULL < parameters)
		vocabulary *= 2;
	for (width = 64; width <= 4096; width += 64) {
		for (layers = 1; layers <= 48; layers++) {
			s = shape_of(a, width, layers, vocabulary);
			if (!best.width || shape_misfit(&s, (double)parameters) <
					       shape_misfit(&best, (double)parameters))
				best = s;
		}
	}
	return best;
}
