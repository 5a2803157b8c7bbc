/* tensor.h: operations on square matrices of floats, row after row. */
#ifndef TENSOR_H
#define TENSOR_H

#include <stdbool.h>
#include <stddef.h>

#include "onednn.h"

enum operation { OPERATION_ADD, OPERATION_MATMUL };
enum backend { BACKEND_NAIVE, BACKEND_OPENBLAS, BACKEND_ONEDNN };

/* What computes. */
struct engine {
	enum backend backend;
	onednn_product *onednn; /* of BACKEND_ONEDNN */
};

/* Make E for BACKEND. False when the program was built without it, or its library is not there. */
bool engine_open(struct engine *e, enum backend backend);

/* Compute the first COUNT rows of C = A + B or C = A B; all three are
 * SIZE x SIZE and do not overlap. oneDNN multiplies alone. */
void tensor_rows(enum operation operation, const struct engine *e, size_t size, const float *a,
    const float *b, float *c, size_t count);

/* Floating-point operations that one such row takes. */
double tensor_row_cost(enum operation operation, size_t size);

#endif
