/* row_reader.h: the rows that a command reports, read out of its output as it passes. */
#ifndef ROW_READER_H
#define ROW_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "measure/output_reader.h"
#include "measure/row_table.h"

struct row_reader;

/* A reader that fills TABLE by its rule. The caller owns it. */
struct row_reader *row_reader_new(struct row_table *table);
void row_reader_free(struct row_reader *r); /* may be NULL */

/* The output of a next invocation begins. */
void row_reader_begin(struct row_reader *r);
/* How R reads: with a pattern lines, with JSON bytes. */
struct output_reader row_reader_output(struct row_reader *r);

/* The output is over, of invocation number INDEX or of a warm-up: its rows go to the table. False,
 * with why appended to WHY, when it cannot be read or has no row. */
bool row_reader_end(struct row_reader *r, size_t index, bool warmup, struct buf *why);

#endif
