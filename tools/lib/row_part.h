/* row_part.h: what the rows of all comparison documents have in common. */
#ifndef ROW_PART_H
#define ROW_PART_H

#include <stddef.h>

#include "arena.h"
#include "json_writer.h"
#include "metric.h"
#include "results.h"

/* A copy of PARAMS that lives in A. */
const struct param *params_keep(struct arena *a, const struct param *params, size_t n);

/* V rounded to NUMBER_DIGITS; null when it is not finite. */
void write_rounded(struct json_writer *w, const char *key, double v);
/* [LOW, HIGH], or null when one is not finite. */
void write_interval(struct json_writer *w, const char *key, double low, double high);
/* "params", nothing when N is 0. */
void write_params(struct json_writer *w, const struct param *params, size_t n);
/* One side of a comparison as object KEY: when and where it was measured. */
void write_side(struct json_writer *w, const char *key, const struct results_head *head);

#endif
