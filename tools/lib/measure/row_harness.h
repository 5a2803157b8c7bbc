/* row_harness.h: the rows of a harness, which bench-import makes of what it printed or wrote. */
#ifndef ROW_HARNESS_H
#define ROW_HARNESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "measure/output_reader.h"
#include "measure/row_table.h"

struct row_harness;

/* A reader that fills TABLE by its rule, of EXTRACT_HARNESS. The caller owns it. */
struct row_harness *row_harness_new(struct row_table *table);
void row_harness_free(struct row_harness *h); /* may be NULL */

/* The output of a next invocation begins. */
void row_harness_begin(struct row_harness *h);
/* How H reads: bytes, which it keeps in a file until the end, or a path. */
struct output_reader row_harness_output(struct row_harness *h);

/* The output is over, of invocation number INDEX or of a warm-up: bench-import is run, and its
 * benchmarks are rows of the table. The samples of one in this invocation become one value. False,
 * with why appended to WHY, when it cannot be read or has no row. */
bool row_harness_end(struct row_harness *h, size_t index, bool warmup, struct buf *why);

#endif
