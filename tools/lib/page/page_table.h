/* page_table.h: tables of HTML, cell by cell. */
#ifndef PAGE_TABLE_H
#define PAGE_TABLE_H

#include "base/buf.h"
#include "base/quantity.h"

/* Begin a section of B: its heading TITLE, then a table whose columns have the names HEADS, NULL
 * at the end. A row is page_row() and a cell for each column, the first of which is its heading. */
void page_table_begin(struct buf *b, const char *title, const char *const *heads);
void page_row(struct buf *b, const char *heading);
/* One cell: text that strangers may have worded; a value in UNIT, "–" when it is NAN; a change. */
void page_cell_text(struct buf *b, const char *s);
void page_cell_quantity(struct buf *b, double v, const char *unit);
void page_cell_change(struct buf *b, double fraction);
void page_table_end(struct buf *b);

#endif
