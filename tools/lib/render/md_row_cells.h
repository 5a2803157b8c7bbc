/* md_row_cells.h: what a table or a list says of one row of a comparison, and of those beside it.
 */
#ifndef MD_ROW_CELLS_H
#define MD_ROW_CELLS_H

#include "render/md.h"
#include "render/md_rows.h"

/* Each adds what stands in one cell, escaped, without its end; where rows stand beside R, a line
 * for each of them, in the order of their metrics. */
void md_cell_benchmark(struct buf *b, const struct md_row *r, bool sign);
void md_cell_metrics(struct buf *b, const struct md_row *r);
void md_cell_values(struct buf *b, const struct md_row *r);
void md_cell_changes(struct buf *b, const struct md_row *r, bool strong);
void md_cell_drifts(struct buf *b, const struct md_row *r);
/* "severe" of a regression, else the verdict; R's alone where all lines have one verdict. */
void md_cell_severity(struct buf *b, const struct md_row *r);

/* Of R alone. The metric, and after BEFORE what it is judged by where that is not what the
 * document says for all: "threshold 3 %". */
void md_row_metric(struct buf *b, const struct md_row *r, const char *before);
/* "+12.4 % [+9.8, +15.1]", the first in bold with STRONG; nothing without a change. */
void md_row_change(struct buf *b, const struct md_row *r, bool strong);
/* The change since the release, with a sign when it is one; never red: it is not what the row is
 * judged by. */
void md_row_drift(struct buf *b, const struct md_row *r);

#endif
