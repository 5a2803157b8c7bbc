#include "gemm.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "onednn.h"

#ifdef HAVE_OPENBLAS
#include <cblas.h>
#endif

/* A tile of C that stays in registers, and blocks of A and B that stay in
 * first- and second-level caches. */
enum { TILE_M = 4, TILE_N = 8, BLOCK_M = 64, BLOCK_N = 512, BLOCK_K = 256 };

struct gemm {
	enum backend backend;
	onednn_product *onednn;
	float a[BLOCK_M * BLOCK_K], b[BLOCK_K * BLOCK_N]; /* packed: tile after tile, by k */
};

struct gemm *
gemm_new(enum backend backend)
{
	struct gemm *g;

#ifdef HAVE_OPENBLAS
	openblas_set_num_threads(1);
#else
	if (backend == BACKEND_OPENBLAS)
		return NULL;
#endif
	g = xcalloc(1, sizeof *g);
	g->backend = backend;
	g->onednn = backend == BACKEND_ONEDNN ? onednn_open() : NULL;
	if (backend != BACKEND_ONEDNN || g->onednn)
		return g;
	gemm_free(g);
	return NULL;
}

void
gemm_free(struct gemm *g)
{
	free(g);
}

struct matrix
matrix_plain(const float *p, size_t columns)
{
	return (struct matrix){p, columns, 1};
}

struct matrix
matrix_transposed(const float *p, size_t columns)
{
	return (struct matrix){p, 1, columns};
}

static void
add_naive(size_t m, size_t n, size_t k, struct matrix a, struct matrix b, float *restrict c)
{
	size_t i, j, p;

	for (i = 0; i < m; i++) {
		for (p = 0; p < k; p++) {
			const float v = a.p[i * a.row + p * a.column];
			const float *restrict row = b.p + p * b.row;

			if (b.column == 1)
				for (j = 0; j < n; j++)
					c[i * n + j] += v * row[j];
			else
				for (j = 0; j < n; j++)
					c[i * n + j] += v * row[j * b.column];
		}
	}
}

/* Pack COUNT rows (or columns) of K elements, TILE at a time, padded with zeros. */
static void
pack(float *dst, const float *src, size_t across, size_t along, size_t count, size_t k, size_t tile)
{
	size_t i, j, p, width;

	for (i = 0; i < count; i += tile) {
		width = count - i < tile ? count - i : tile;
		for (p = 0; p < k; p++, dst += tile) {
			for (j = 0; j < width; j++)
				dst[j] = src[(i + j) * across + p * along];
			for (; j < tile; j++)
				dst[j] = 0;
		}
	}
}

/* One whole tile of C, whose rows are N apart, plus K products of packed A and B. */
static void
tile_add(size_t k, const float *restrict a, const float *restrict b, float *restrict c, size_t n)
{
	float sum[TILE_M][TILE_N];
	size_t i, j, p;

	for (i = 0; i < TILE_M; i++)
		for (j = 0; j < TILE_N; j++)
			sum[i][j] = c[i * n + j];
	for (p = 0; p < k; p++, a += TILE_M, b += TILE_N)
		for (i = 0; i < TILE_M; i++)
			for (j = 0; j < TILE_N; j++)
				sum[i][j] += a[i] * b[j];
	for (i = 0; i < TILE_M; i++)
		for (j = 0; j < TILE_N; j++)
			c[i * n + j] = sum[i][j];
}

/* The same at the edge, where only ROWS x COLUMNS of the tile are in C. */
static void
edge_add(size_t k, const float *a, const float *b, float *c, size_t n, size_t rows, size_t columns)
{
	float whole[TILE_M * TILE_N] = {0};
	size_t i;

	for (i = 0; i < rows; i++)
		memcpy(whole + i * TILE_N, c + i * n, columns * sizeof *c);
	tile_add(k, a, b, whole, TILE_N);
	for (i = 0; i < rows; i++)
		memcpy(c + i * n, whole + i * TILE_N, columns * sizeof *c);
}

static size_t
part(size_t left, size_t most)
{
	return left < most ? left : most;
}

static void
block_add(const struct gemm *g, size_t m, size_t n, size_t k, float *c, size_t stride)
{
	size_t i, j, rows, columns;

	for (j = 0; j < n; j += TILE_N) {
		columns = part(n - j, TILE_N);
		for (i = 0; i < m; i += TILE_M) {
			rows = part(m - i, TILE_M);
			if (rows == TILE_M && columns == TILE_N)
				tile_add(k, g->a + i * k, g->b + j * k, c + i * stride + j, stride);
			else
				edge_add(k, g->a + i * k, g->b + j * k, c + i * stride + j, stride,
				    rows, columns);
		}
	}
}

static void
add_blocked(
    struct gemm *g, size_t m, size_t n, size_t k, struct matrix a, struct matrix b, float *c)
{
	size_t i, j, p, mm, nn, kk;

	for (j = 0; j < n; j += BLOCK_N) {
		nn = part(n - j, BLOCK_N);
		for (p = 0; p < k; p += BLOCK_K) {
			kk = part(k - p, BLOCK_K);
			pack(g->b, b.p + p * b.row + j * b.column, b.column, b.row, nn, kk, TILE_N);
			for (i = 0; i < m; i += BLOCK_M) {
				mm = part(m - i, BLOCK_M);
				pack(g->a, a.p + i * a.row + p * a.column, a.row, a.column, mm, kk,
				    TILE_M);
				block_add(g, mm, nn, kk, c + i * n + j, n);
			}
		}
	}
}

/* How far apart the stored lines of X are, each of LENGTH elements when it is
 * not transposed. A transposed single line looks plain, with any stride. */
static size_t
leading(struct matrix x, size_t length)
{
	size_t stride = x.column != 1 ? x.column : x.row;

	return x.column == 1 && stride < length ? length : stride;
}

static void
add_onednn(
    const struct gemm *g, size_t m, size_t n, size_t k, struct matrix a, struct matrix b, float *c)
{
	if (g->onednn(a.column != 1 ? 'T' : 'N', b.column != 1 ? 'T' : 'N', (int64_t)m, (int64_t)n,
		(int64_t)k, 1, a.p, (int64_t)leading(a, k), b.p, (int64_t)leading(b, n), 1, c,
		(int64_t)n) != 0)
		die("oneDNN cannot multiply %zu x %zu x %zu", m, k, n);
}

#ifdef HAVE_OPENBLAS
static void
add_openblas(size_t m, size_t n, size_t k, struct matrix a, struct matrix b, float *c)
{
	cblas_sgemm(CblasRowMajor, a.column != 1 ? CblasTrans : CblasNoTrans,
	    b.column != 1 ? CblasTrans : CblasNoTrans, (blasint)m, (blasint)n, (blasint)k, 1, a.p,
	    (blasint)leading(a, k), b.p, (blasint)leading(b, n), 1, c, (blasint)n);
}
#endif

void
gemm_add(struct gemm *g, size_t m, size_t n, size_t k, struct matrix a, struct matrix b, float *c)
{
	switch (g->backend) {
	case BACKEND_NAIVE: add_naive(m, n, k, a, b, c); break;
	case BACKEND_BLOCKED: add_blocked(g, m, n, k, a, b, c); break;
	case BACKEND_OPENBLAS:
#ifdef HAVE_OPENBLAS
		add_openblas(m, n, k, a, b, c);
#endif
		break;
	case BACKEND_ONEDNN: add_onednn(g, m, n, k, a, b, c); break;
	}
}
