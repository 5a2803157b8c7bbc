/* param.h: the parameters of a case: one value for each dimension of a matrix, and its identity. */
#ifndef PARAM_H
#define PARAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "json/json_writer.h"

/* One dimension of a matrix at one value. */
struct param {
	char *key, *value; /* VALUE as text */
	bool bare;         /* VALUE is a JSON number or boolean: written unquoted */
};

/* Bring the N PARAMS into the order of their keys. */
void params_sort(struct param *params, size_t n);
/* The identity of benchmark NAME at PARAMS, sorted here by key:
 * "name/key=value,key=value", or NAME alone. The caller owns it. */
char *param_case_id(const char *name, struct param *params, size_t n);

/* A copy of PARAMS that lives in A. */
const struct param *params_keep(struct arena *a, const struct param *params, size_t n);
/* PARAMS as object "params", {} when N is 0. */
void params_write(struct json_writer *w, const struct param *params, size_t n);

#endif
