/* text_table.h: a table of characters, made to fit. */
#ifndef TEXT_TABLE_H
#define TEXT_TABLE_H

#include "base/terminal.h"

/* A column, and what may be done to it where the room is short. */
struct text_column {
	const char *title;
	bool right;  /* its cells end at its right edge */
	bool name;   /* long cells go on in further lines (text_fold.h), and what all cells have in
		      * common up to a '/' may be said once, over the table */
	bool text;   /* the same of sentences: as many lines as they need */
	bool line;   /* long cells stay in one line, and are cut in their middle (text_cut.h) */
	size_t most; /* of these three: columns that it never has more of; 0: no limit */
	bool once;   /* may be said once, over the table, where all of its cells are the same */
	int under;   /* 1 + the column in whose place its cells may stand, under those; 0: none */
	int spare;   /* over 0: may be left out at last, the largest first */
};

struct text_table;

/* A table of the N columns at COLUMNS; STYLE and COLUMNS are borrowed. A title is any text. */
struct text_table *text_table_new(
    const struct text_style *style, const struct text_column *columns, size_t n);
void text_table_free(struct text_table *t);

/* Add the next cell, row by row; TEXT is any text, which text_plain() makes fit to be shown. */
void text_table_cell(struct text_table *t, const char *text, enum text_paint paint);

/* Add the head and the rows, in lines of the style's width at most. A column without any text is
 * left out. Where the room is short, in this order: what all rows share is said once; columns
 * stand under others and names go on in further lines, whichever takes fewer lines; columns that
 * can be spared go; names that would take more than TEXT_TABLE_LINES lines are cut. Where even
 * that is too wide, each row is a list of its cells, under each other. */
void text_table_add(const struct text_table *t, struct buf *b);

enum { TEXT_TABLE_LINES = 4 };

#endif
