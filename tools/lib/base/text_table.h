/* text_table.h: a table of characters, made to fit. */
#ifndef TEXT_TABLE_H
#define TEXT_TABLE_H

#include "base/terminal.h"

struct text_column {
	const char *title;
	bool right;  /* its cells end at its right edge */
	bool name;   /* long cells may be cut in their middle, down to TEXT_CUT_LEAST columns */
	size_t most; /* of a name: columns that it never has more of; 0: no limit */
	int spare;   /* over 0: may be left out where the room is short, the largest first */
};

struct text_table;

/* A table of the N columns at COLUMNS; STYLE and COLUMNS are borrowed. A title is any text. */
struct text_table *text_table_new(
    const struct text_style *style, const struct text_column *columns, size_t n);
void text_table_free(struct text_table *t);

/* Add the next cell, row by row; TEXT is any text, which text_plain() makes fit to be shown. */
void text_table_cell(struct text_table *t, const char *text, enum text_paint paint);

/* Add the head and the rows, a line each. A column without any text is left out. Where the style's
 * width does not hold all, names are cut, then columns go. */
void text_table_add(const struct text_table *t, struct buf *b);

#endif
