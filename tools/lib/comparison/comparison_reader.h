/* comparison_reader.h: a comparison document read row by row, in memory that does not grow with
 * them. */
#ifndef COMPARISON_READER_H
#define COMPARISON_READER_H

#include <stdbool.h>
#include <stdio.h>

#include "json/json_document.h"

struct comparison_reader;

/* Open the comparison in file PATH ("-" or NULL: standard input), or in F, which can seek,
 * is taken and called NAME; messages say that EXPECTED was expected. All of it is read once, so
 * that what stands before and behind the rows is known; a pipe is copied to a temporary file for
 * that. Dies with name:line:column on what is not JSON, and when it is not a comparison. */
struct comparison_reader *comparison_reader_open(const char *path);
struct comparison_reader *comparison_reader_of_file(
    FILE *f, const char *name, const char *expected);
void comparison_reader_close(struct comparison_reader *r); /* may be NULL */

/* The document but its rows; borrowed. */
const struct json_document *comparison_reader_head(const struct comparison_reader *r);
/* Whether its rows are limits, as bench-assert writes them. */
bool comparison_reader_is_limits(const struct comparison_reader *r);

/* Put the next row into *ROW, borrowed until the next call; false at the end, after which
 * the first one is next again. Dies when a row is not an object. */
bool comparison_reader_next(struct comparison_reader *r, struct json_at *row);
/* Let the first row be the next again. */
void comparison_reader_rewind(struct comparison_reader *r);

#endif
