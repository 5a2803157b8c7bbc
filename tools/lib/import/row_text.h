/* row_text.h: the text of one row of a reader, in parts: what is equal in several, and what is
 * measured. For raw_rows.h alone. */
#ifndef ROW_TEXT_H
#define ROW_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { ROW_MOVED_MOST = 8 };

/* The measured numbers of one key. */
struct row_column {
	struct buf key, numbers; /* as JSON; several with commas between */
	size_t whole;            /* of the numbers, those of rows that have ended */
};

/* Start from zeros. */
struct row_text {
	struct buf same;
	struct buf moved; /* texts, one behind the other, which end at ENDS */
	size_t ends[ROW_MOVED_MOST], nmoved;
	struct row_column *columns;
	size_t ncolumns, cap;
	uint64_t line;
};

/* Empty ROW and keep its memory. */
void row_text_clear(struct row_text *row);
void row_text_free(struct row_text *row);

/* Whether A and B are equal but for their numbers, of which there are some. */
bool row_texts_alike(const struct row_text *a, const struct row_text *b);

/* TO becomes a row with the texts of FROM, and without numbers. */
void row_text_copy(struct row_text *to, const struct row_text *from);

/* A new column of ROW, with an empty key and no numbers. */
struct row_column *row_column_add(struct row_text *row);

/* Whether the key of C is the LEN bytes of KEY; false too when some of them are escaped. */
bool row_column_plain(const struct row_column *c, const char *key, size_t len);

/* The column of KEY in ROW, or a new one, with the key. SCRATCH is overwritten. */
struct row_column *row_column_of(
    struct row_text *row, const char *key, size_t len, struct buf *scratch);

/* Add NUMBER to those of C. */
void row_column_put(struct row_column *c, const char *number, size_t len);

#endif
