/* tensor.h: operations on square matrices of floats, row after row. */
#ifndef TENSOR_H
#define TENSOR_H

#include <stdbool.h>
#include <stddef.h>

enum operation { OPERATION_ADD, OPERATION_MATMUL };
enum backend { BACKEND_NAIVE, BACKEND_OPENBLAS };

/* Whether the program was built with BACKEND. */
bool backend_available(enum backend backend);

/* Compute the first COUNT rows of C = A + B or C = A B; all three are
 * SIZE x SIZE and do not overlap. */
void tensor_rows(enum operation operation, enum backend backend, size_t size, const float *a,
    const float *b, float *c, size_t count);

/* Floating-point operations that one such row takes. */
double tensor_row_cost(enum operation operation, size_t size);

#endif
