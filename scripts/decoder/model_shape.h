/* model_shape.h: the architectures of models that are made here, and their shapes for a size. */
#ifndef MODEL_SHAPE_H
#define MODEL_SHAPE_H

#include <stddef.h>
#include <stdint.h>

enum architecture {
	ARCHITECTURE_LLAMA, /* decodes */
	ARCHITECTURE_MOE,   /* llama with 8 experts, of which each token has 2 */
	ARCHITECTURE_MAMBA, /* a state space */
	ARCHITECTURE_DREAM, /* diffusion: looks at all tokens at once */
	ARCHITECTURE_BERT,  /* encodes */
	ARCHITECTURE_T5,    /* encodes, and decodes what was encoded */
	ARCHITECTURES
};

/* The words for them, which end in NULL. */
extern const char *const architecture_words[];
/* As llama.cpp calls it ("llama" for a mixture of experts too). */
const char *architecture_name(enum architecture a);

struct model_shape {
	enum architecture architecture;
	uint32_t width;  /* of an embedding: a multiple of 64 */
	uint32_t layers; /* of t5: of each half */
	uint32_t inner;  /* width of the feed-forward part */
	uint32_t heads, vocabulary, context;
};

/* What the values of a tensor are made to be. */
enum filling {
	FILLING_MATRIX, /* random, so that an output is as large as the inputs; in the model's
			   precision */
	FILLING_SMALL,  /* the same, always f32: what is too small or too sensitive for less */
	FILLING_ONE,    /* 1, f32 */
	FILLING_ZERO,   /* 0, f32 */
	FILLING_DECAY,  /* -1, -2, ... along a row, f32: how fast a state forgets */
	FILLING_STEP    /* the inverse softplus of 0.01, f32: the step of time of a state */
};

/* One tensor of a model. */
struct model_tensor {
	char name[64];
	uint64_t dims[3]; /* the length of a row first */
	size_t ndims;
	enum filling filling;
};

/* The shape of A that has the nearest to PARAMETERS weights, with widths and depths as of
 * published models: about a layer for each 64 of the width. */
struct model_shape model_shape_for(enum architecture a, uint64_t parameters);

/* How many weights SHAPE has. */
uint64_t model_shape_count(const struct model_shape *shape);

/* Tensor number I of SHAPE into *T; 0 when there are no more. */
int model_shape_tensor(const struct model_shape *shape, size_t i, struct model_tensor *t);

/* As of model_shape_for(). */
enum {
	EXPERTS = 8,
	EXPERTS_USED = 2,
	STATE_SIZE = 16,
	STATE_KERNEL = 4,
	RELATIVE_BUCKETS = 32,
	TOKEN_TYPES = 2
};

#endif
