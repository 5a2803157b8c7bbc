#include "mlp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

/* The four parts of PARAMETERS or GRADIENT. */
struct layers {
	float *w1, *b1, *w2, *b2;
};

static struct layers
layers_of(const struct mlp *m, float *p)
{
	struct layers l;

	l.w1 = p;
	l.b1 = l.w1 + m->inputs * m->hidden;
	l.w2 = l.b1 + m->hidden;
	l.b2 = l.w2 + m->hidden * m->outputs;
	return l;
}

static void
weights_init(float *w, size_t rows, size_t columns, struct rng *rng)
{
	float limit = sqrtf(6.0f / (float)rows);

	for (size_t i = 0; i < rows * columns; i++)
		w[i] = (float)(2 * rng_uniform(rng) - 1) * limit;
}

void
mlp_init(struct mlp *m, size_t inputs, size_t hidden, size_t outputs, size_t batch,
    struct gemm *gemm, struct rng *rng)
{
	struct layers l;

	*m = (struct mlp){.inputs = inputs, .hidden = hidden, .outputs = outputs};
	m->batch = batch;
	m->gemm = gemm;
	m->nparameters = inputs * hidden + hidden + hidden * outputs + outputs;
	m->parameters = xcalloc(m->nparameters, sizeof *m->parameters);
	m->gradient = xcalloc(m->nparameters, sizeof *m->gradient);
	m->activation = xcalloc(batch * hidden, sizeof *m->activation);
	m->activation_gradient = xcalloc(batch * hidden, sizeof *m->activation_gradient);
	m->scores = xcalloc(batch * outputs, sizeof *m->scores);
	l = layers_of(m, m->parameters);
	weights_init(l.w1, inputs, hidden, rng);
	weights_init(l.w2, hidden, outputs, rng);
}

void
mlp_free(struct mlp *m)
{
	free(m->parameters);
	free(m->gradient);
	free(m->activation);
	free(m->activation_gradient);
	free(m->scores);
}

/* OUT (N x COLUMNS) = X W + BIAS. */
static void
layer_forward(struct mlp *m, const float *x, const float *w, const float *bias, size_t n,
    size_t rows, size_t columns, float *out)
{
	for (size_t i = 0; i < n; i++)
		memcpy(out + i * columns, bias, columns * sizeof *out);
	gemm_add(m->gemm, n, columns, rows, matrix_plain(x, rows), matrix_plain(w, columns), out);
}

/* Turn SCORES of one row into probabilities; return the loss for LABEL. */
static double
softmax(float *scores, size_t n, size_t label)
{
	float highest = scores[0], of_label = scores[label];
	double sum = 0;
	size_t i;

	for (i = 1; i < n; i++)
		highest = scores[i] > highest ? scores[i] : highest;
	for (i = 0; i < n; i++) {
		scores[i] = expf(scores[i] - highest);
		sum += scores[i];
	}
	for (i = 0; i < n; i++)
		scores[i] = (float)(scores[i] / sum);
	return log(sum) + highest - of_label;
}

struct mlp_result
mlp_judge(struct mlp *m, const float *x, const unsigned char *labels, size_t n)
{
	struct layers l = layers_of(m, m->parameters);
	struct mlp_result result = {0, 0};
	size_t i, j, best;

	layer_forward(m, x, l.w1, l.b1, n, m->inputs, m->hidden, m->activation);
	for (i = 0; i < n * m->hidden; i++)
		m->activation[i] = m->activation[i] > 0 ? m->activation[i] : 0;
	layer_forward(m, m->activation, l.w2, l.b2, n, m->hidden, m->outputs, m->scores);
	for (i = 0; i < n; i++) {
		float *scores = m->scores + i * m->outputs;

		for (best = 0, j = 1; j < m->outputs; j++)
			best = scores[j] > scores[best] ? j : best;
		result.correct += best == labels[i];
		result.loss += softmax(scores, m->outputs, labels[i]);
	}
	return result;
}

/* Add the gradients of a layer with input X and gradient D at its output. */
static void
layer_backward(struct mlp *m, const float *x, const float *d, size_t n, size_t rows, size_t columns,
    float *w, float *bias)
{
	gemm_add(
	    m->gemm, rows, columns, n, matrix_transposed(x, rows), matrix_plain(d, columns), w);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < columns; j++)
			bias[j] += d[i * columns + j];
}

struct mlp_result
mlp_learn(struct mlp *m, const float *x, const unsigned char *labels, size_t n)
{
	struct mlp_result result = mlp_judge(m, x, labels, n);
	struct layers l = layers_of(m, m->parameters), d = layers_of(m, m->gradient);
	size_t i;

	/* at the scores: probability less one at the label, over the rows of the mean */
	for (i = 0; i < n; i++)
		m->scores[i * m->outputs + labels[i]] -= 1;
	for (i = 0; i < n * m->outputs; i++)
		m->scores[i] /= (float)n;

	memset(m->gradient, 0, m->nparameters * sizeof *m->gradient);
	layer_backward(m, m->activation, m->scores, n, m->hidden, m->outputs, d.w2, d.b2);
	memset(m->activation_gradient, 0, n * m->hidden * sizeof *m->activation_gradient);
	gemm_add(m->gemm, n, m->hidden, m->outputs, matrix_plain(m->scores, m->outputs),
	    matrix_transposed(l.w2, m->outputs), m->activation_gradient);
	for (i = 0; i < n * m->hidden; i++)
		if (m->activation[i] <= 0)
			m->activation_gradient[i] = 0;
	layer_backward(m, x, m->activation_gradient, n, m->inputs, m->hidden, d.w1, d.b1);
	return result;
}

void
mlp_step(struct mlp *m, float rate)
{
	for (size_t i = 0; i < m->nparameters; i++)
		m->parameters[i] -= rate * m->gradient[i];
}
