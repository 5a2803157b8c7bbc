#include "tensor.h"

#include <string.h>

#include "base/util.h"

#ifdef HAVE_OPENBLAS
#include <cblas.h>
#endif

static void
add_naive(const float *restrict a, const float *restrict b, float *restrict c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		c[i] = a[i] + b[i];
}

static void
matmul_naive(
    const float *restrict a, const float *restrict b, float *restrict c, size_t rows, size_t size)
{
	memset(c, 0, rows * size * sizeof *c);
	for (size_t i = 0; i < rows; i++)
		for (size_t k = 0; k < size; k++)
			for (size_t j = 0; j < size; j++)
				c[i * size + j] += a[i * size + k] * b[k * size + j];
}

#ifdef HAVE_OPENBLAS
static void
add_openblas(const float *a, const float *b, float *c, size_t n)
{
	cblas_scopy((blasint)n, b, 1, c, 1);
	cblas_saxpy((blasint)n, 1, a, 1, c, 1);
}

static void
matmul_openblas(const float *a, const float *b, float *c, size_t rows, size_t size)
{
	blasint m = (blasint)rows, n = (blasint)size;

	cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, n, 1, a, n, b, n, 0, c, n);
}
#endif

static void
matmul_onednn(
    onednn_product *product, const float *a, const float *b, float *c, size_t rows, size_t size)
{
	int64_t n = (int64_t)size;

	if (product('N', 'N', (int64_t)rows, n, n, 1, a, n, b, n, 0, c, n) != 0)
		die("oneDNN cannot multiply %zu x %zu", rows, size);
}

bool
engine_open(struct engine *e, enum backend backend)
{
	e->backend = backend;
	e->onednn = backend == BACKEND_ONEDNN ? onednn_open() : NULL;
	if (backend == BACKEND_ONEDNN)
		return e->onednn != NULL;
#ifdef HAVE_OPENBLAS
	openblas_set_num_threads(1);
	return true;
#else
	return backend == BACKEND_NAIVE;
#endif
}

void
tensor_rows(enum operation operation, const struct engine *e, size_t size, const float *a,
    const float *b, float *c, size_t count)
{
#ifdef HAVE_OPENBLAS
	if (e->backend == BACKEND_OPENBLAS) {
		if (operation == OPERATION_ADD)
			add_openblas(a, b, c, count * size);
		else
			matmul_openblas(a, b, c, count, size);
		return;
	}
#endif
	if (operation == OPERATION_ADD)
		add_naive(a, b, c, count * size);
	else if (e->backend == BACKEND_ONEDNN)
		matmul_onednn(e->onednn, a, b, c, count, size);
	else
		matmul_naive(a, b, c, count, size);
}

double
tensor_row_cost(enum operation operation, size_t size)
{
	double n = (double)size;

	return operation == OPERATION_ADD ? n : 2 * n * n;
}
