/* text_layout.h: how the columns of a table share the width there is: what text_table.c draws. */
#ifndef TEXT_LAYOUT_H
#define TEXT_LAYOUT_H

#include "base/text_table.h"

struct text_cell {
	char *text;
	size_t columns;
	enum text_paint paint;
};

struct text_table {
	const struct text_style *style;
	const struct text_column *columns;
	size_t ncolumns;
	char **titles; /* plain */
	struct text_cell *cells;
	size_t n, cap;
};

/* Where a column stands. */
struct text_slot {
	size_t host;        /* the column in whose place it is: most often itself */
	size_t width;       /* of its place, when that is its own; 0: it is not shown */
	size_t least, most; /* what that may be */
	size_t widest;      /* columns of its widest cell; 0: there is no text in it */
	size_t prefix;      /* bytes that all of its cells begin with, and that are said once */
	bool once;          /* all of it is */
	bool out;           /* it is left out */
};

/* How many rows T has, without its head. */
size_t text_table_rows(const struct text_table *t);
/* Whether it stands in the table. */
bool text_slot_shown(const struct text_slot *slot);

enum {
	TEXT_LAYOUT_INDENT = 2, /* of further lines, and of cells under others */
	TEXT_LAYOUT_GAP = 2     /* between places */
};

/* The slots of T's columns, which the caller frees; NULL: nothing fits. */
struct text_slot *text_layout_new(const struct text_table *t);

/* Of column I: whether its cells end at the right edge of its place, by how many columns it stands
 * in from the left one, and by how many more its further lines do. */
bool text_layout_right(const struct text_table *t, const struct text_slot *slots, size_t i);
size_t text_layout_inset(const struct text_table *t, const struct text_slot *slots, size_t i);
size_t text_layout_indent(const struct text_table *t, const struct text_slot *slots, size_t i);

/* Add TEXT, a cell of column I, as it is shown in WIDTH columns: cut, if it must be. */
void text_layout_fitted(const struct text_table *t, const struct text_slot *slots, size_t i,
    const char *text, size_t width, struct buf *b);

/* What SLOTS have of the cell in the row ROW and column I. */
const char *text_layout_cell(
    const struct text_table *t, const struct text_slot *slots, size_t row, size_t i);
/* The least columns that a name can be cut to. */
size_t text_layout_cut(const struct text_table *t);

/* Find the widest cell of each column, of those that have .most no more than that. */
void text_layout_widest(const struct text_table *t, struct text_slot *slots);
/* Give each place its width: where not all can have as many columns as they want, the widest get
 * less. BRIEF: titles go on in further lines. False: there is no room for the least they need. */
bool text_layout_share(const struct text_table *t, struct text_slot *slots, bool brief);
/* The same without BRIEF; false also where some place has less than it wants. */
bool text_layout_all(const struct text_table *t, struct text_slot *slots);

#endif
