/* mlp.h: a classifier with one hidden layer: inputs, ReLU, softmax. */
#ifndef MLP_H
#define MLP_H

#include <stddef.h>

#include "base/rng.h"
#include "gemm.h"

struct mlp {
	size_t inputs, hidden, outputs;
	size_t batch; /* most rows of one call */
	/* All parameters, one after another: W1 (INPUTS x HIDDEN), b1, W2 (HIDDEN
	 * x OUTPUTS), b2; a gradient has the same order. */
	size_t nparameters;
	float *parameters, *gradient;
	float *activation, *activation_gradient; /* BATCH x HIDDEN */
	float *scores;                           /* BATCH x OUTPUTS */
	struct gemm *gemm;                       /* borrowed */
};

/* Weights uniform in +-sqrt(6 / fan-in), as of He et al. 2015; biases zero. */
void mlp_init(struct mlp *m, size_t inputs, size_t hidden, size_t outputs, size_t batch,
    struct gemm *gemm, struct rng *rng);
void mlp_free(struct mlp *m);

/* What the model says of N rows of X, N <= BATCH. */
struct mlp_result {
	double loss;    /* summed cross-entropy */
	size_t correct; /* rows whose highest score is their label's */
};

/* Judge X against LABELS, which are below OUTPUTS. */
struct mlp_result mlp_judge(struct mlp *m, const float *x, const unsigned char *labels, size_t n);

/* The same, and set GRADIENT to that of the mean loss. */
struct mlp_result mlp_learn(struct mlp *m, const float *x, const unsigned char *labels, size_t n);

/* Move the parameters by -RATE times GRADIENT. */
void mlp_step(struct mlp *m, float rate);

#endif
