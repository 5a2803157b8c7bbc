/* mlp-test: products and gradients against independent ones. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "gemm.h"
#include "mlp.h"

static int failures;

#define CHECK(condition, ...)                                                                      \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			printf(__VA_ARGS__);                                                       \
			putchar('\n');                                                             \
			failures++;                                                                \
		}                                                                                  \
	} while (0)

static float *
random_new(size_t n, struct rng *rng)
{
	float *p = xreallocarray(NULL, n, sizeof *p);

	for (size_t i = 0; i < n; i++)
		p[i] = (float)(2 * rng_uniform(rng) - 1);
	return p;
}

/* C += A B on every backend, where A is M x K and B is K x N, stored transposed or not. */
static void
test_product(size_t m, size_t n, size_t k, bool ta, bool tb, struct rng *rng)
{
	float *a = random_new(m * k, rng), *b = random_new(k * n, rng), *c = random_new(m * n, rng);
	float *naive = NULL;
	struct matrix ma = ta ? matrix_transposed(a, m) : matrix_plain(a, k);
	struct matrix mb = tb ? matrix_transposed(b, k) : matrix_plain(b, n);

	for (int backend = BACKEND_NAIVE; backend <= BACKEND_ONEDNN; backend++) {
		struct gemm *g = gemm_new(backend);
		float *got = xmalloc(m * n * sizeof *got);

		if (g) {
			memcpy(got, c, m * n * sizeof *got);
			gemm_add(g, m, n, k, ma, mb, got);
			for (size_t i = 0; i < m; i++)
				for (size_t j = 0; j < n; j++) {
					double sum = c[i * n + j];

					for (size_t p = 0; p < k; p++)
						sum += (double)a[ta ? p * m + i : i * k + p] *
						       b[tb ? j * k + p : p * n + j];
					CHECK(fabs(sum - got[i * n + j]) < 1e-4,
					    "backend %d, %zu x %zu x %zu (%d, %d): (%zu, %zu) is "
					    "%g, not %g",
					    backend, m, n, k, ta, tb, i, j, got[i * n + j], sum);
				}
		}
		if (backend == BACKEND_NAIVE)
			naive = got;
		if (backend == BACKEND_BLOCKED)
			CHECK(memcmp(naive, got, m * n * sizeof *got) == 0,
			    "naive and blocked differ at %zu x %zu x %zu", m, n, k);
		if (backend != BACKEND_NAIVE)
			free(got);
		gemm_free(g);
	}
	free(naive);
	free(a);
	free(b);
	free(c);
}

static void
test_products(void)
{
	static const size_t sizes[][3] = {{1, 1, 1}, {1, 6, 5}, {6, 1, 5}, {6, 5, 1}, {4, 8, 5},
	    {5, 9, 7}, {3, 17, 2}, {33, 10, 65}, {130, 31, 300}, {7, 1030, 3}};
	struct rng rng;

	rng_seed(&rng, 7);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (int t = 0; t < 4; t++)
			test_product(sizes[i][0], sizes[i][1], sizes[i][2], t & 1, t >> 1, &rng);
}

/* The mean loss of the model with parameters P, in double and from the formulas alone. */
static double
reference_loss(
    const struct mlp *m, const double *p, const float *x, const unsigned char *labels, size_t n)
{
	const double *b1 = p + m->inputs * m->hidden, *w2 = b1 + m->hidden;
	const double *b2 = w2 + m->hidden * m->outputs;
	double *h = xreallocarray(NULL, m->hidden, sizeof *h), loss = 0;
	size_t i, j, k;

	for (i = 0; i < n; i++) {
		double sum = 0, of_label = 0;

		for (j = 0; j < m->hidden; j++) {
			h[j] = b1[j];
			for (k = 0; k < m->inputs; k++)
				h[j] += x[i * m->inputs + k] * p[k * m->hidden + j];
			h[j] = fmax(h[j], 0);
		}
		for (j = 0; j < m->outputs; j++) {
			double score = b2[j];

			for (k = 0; k < m->hidden; k++)
				score += h[k] * w2[k * m->outputs + j];
			sum += exp(score);
			if (j == labels[i])
				of_label = score;
		}
		loss += log(sum) - of_label;
	}
	free(h);
	return loss / (double)n;
}

/* The gradient against central differences of the reference, at every parameter. */
static void
test_gradient(enum backend backend)
{
	enum { INPUTS = 13, HIDDEN = 9, OUTPUTS = 5, ROWS = 6 };
	static const unsigned char labels[ROWS] = {0, 4, 2, 2, 1, 3};
	const double h = 1e-6;
	struct gemm *gemm = gemm_new(backend);
	struct mlp_result result;
	struct mlp m;
	struct rng rng;
	double *p, loss;
	float *x;

	if (!gemm)
		return;
	rng_seed(&rng, 11);
	mlp_init(&m, INPUTS, HIDDEN, OUTPUTS, ROWS, gemm, &rng);
	x = random_new((size_t)INPUTS * ROWS, &rng);
	p = xreallocarray(NULL, m.nparameters, sizeof *p);
	for (size_t i = 0; i < m.nparameters; i++) {
		m.parameters[i] += 0.1f * (float)rng_uniform(&rng); /* biases that are not zero */
		p[i] = m.parameters[i];
	}
	result = mlp_learn(&m, x, labels, ROWS);
	loss = reference_loss(&m, p, x, labels, ROWS);
	CHECK(fabs(result.loss / ROWS - loss) < 1e-5, "backend %d: loss %g, not %g", backend,
	    result.loss / ROWS, loss);
	for (size_t i = 0; i < m.nparameters; i++) {
		double middle = p[i], up, slope;

		p[i] = middle + h;
		up = reference_loss(&m, p, x, labels, ROWS);
		p[i] = middle - h;
		slope = (up - reference_loss(&m, p, x, labels, ROWS)) / (2 * h);
		p[i] = middle;
		CHECK(fabs(slope - m.gradient[i]) < 1e-5,
		    "backend %d: gradient of parameter %zu is %g, not %g", backend, i,
		    m.gradient[i], slope);
	}
	for (size_t i = 0; i < 200; i++) {
		mlp_learn(&m, x, labels, ROWS);
		mlp_step(&m, 0.3f);
	}
	CHECK(mlp_judge(&m, x, labels, ROWS).correct == ROWS, "backend %d does not learn %d rows",
	    backend, ROWS);
	free(p);
	free(x);
	mlp_free(&m);
	gemm_free(gemm);
}

int
main(int argc, char **argv)
{
	(void)argc;
	program_set(argv[0]);
	test_products();
	for (int backend = BACKEND_NAIVE; backend <= BACKEND_ONEDNN; backend++)
		test_gradient(backend);
	printf("mlp-test: %d failures\n", failures);
	stdout_close();
	return failures ? STATUS_NO : STATUS_OK;
}
