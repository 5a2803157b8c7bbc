/* matrix.h: the combinations of a matrix, as GitHub Actions makes them. */
#ifndef MATRIX_H
#define MATRIX_H

#include <stddef.h>

#include "base/arena.h"
#include "model/metric.h"
#include "yaml/yaml_tree.h"

enum {
	MATRIX_MAX = 100000,     /* combinations before 'exclude', over a whole scenario */
	MATRIX_MAX_KEYS = 32,    /* of one combination */
	MATRIX_MAX_RULES = 1000, /* entries of 'include', and of 'exclude' */
	MATRIX_MAX_VALUE = 1024  /* bytes */
};

struct combination {
	struct param *params; /* in the order written */
	size_t n;
	const struct yaml_node *node; /* what to name in messages about it */
};

/* The combinations of NODE in order: the last key varies fastest, those that
 * 'include' makes come last. Dies when NODE is not a matrix, has no combination
 * or would bring *TOTAL, to which their number is added, over MATRIX_MAX. Made
 * in ARENA; the texts belong to NODE. */
struct combination *matrix_expand(
    const struct yaml_node *node, struct arena *arena, size_t *total, size_t *n);

#endif
