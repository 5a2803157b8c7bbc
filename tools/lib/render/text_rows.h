/* text_rows.h: the rows of a comparison, or of limits, for a terminal. */
#ifndef TEXT_ROWS_H
#define TEXT_ROWS_H

#include "base/text_table.h"
#include "render/text.h"

/* A table of the N COLUMNS, of which ADD gives the cells of a row, the worst verdict first; what of
 * ROWS is not in it, in few words: those that are inconclusive, where they are many, those that did
 * not change, and those that cannot fail the job; and what is to be said of those in it. With all
 * of OPTIONS->md every row is in the table. */
void text_rows(struct buf *b, const struct md_rows *rows, const struct text_options *options,
    const struct text_column *columns, size_t n,
    void (*add)(struct text_table *, const struct md_row *));

#endif
