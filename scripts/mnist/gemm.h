/* gemm.h: products of matrices of floats, row after row, on one thread. */
#ifndef GEMM_H
#define GEMM_H

#include <stdbool.h>
#include <stddef.h>

enum backend {
	BACKEND_NAIVE,   /* three loops */
	BACKEND_BLOCKED, /* the same sums in the same order, in tiles that fit registers and caches
			  */
	BACKEND_OPENBLAS,
	BACKEND_ONEDNN
};

struct gemm;

/* NULL when the program was built without BACKEND, or its library is not there. */
struct gemm *gemm_new(enum backend backend);
void gemm_free(struct gemm *g);

/* A matrix as the product sees it: element (i, j) is P[i * ROW + j * COLUMN];
 * one of the two strides is 1. */
struct matrix {
	const float *p;
	size_t row, column;
};

/* P of COLUMNS columns, and the transpose of P of COLUMNS columns. */
struct matrix matrix_plain(const float *p, size_t columns);
struct matrix matrix_transposed(const float *p, size_t columns);

/* C += A B, where A is M x K, B is K x N and C is M x N. Naive and blocked give
 * equal bits: every element is summed from C on, in the order of k. */
void gemm_add(
    struct gemm *g, size_t m, size_t n, size_t k, struct matrix a, struct matrix b, float *c);

#endif
