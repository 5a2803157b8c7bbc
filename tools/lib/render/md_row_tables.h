/* md_row_tables.h: rows of a comparison as tables. */
#ifndef MD_ROW_TABLES_H
#define MD_ROW_TABLES_H

#include "render/md.h"
#include "render/md_rows.h"

/* N rows, of which the first KEPT are here; borrowed. */
struct md_range {
	const struct md_row *rows;
	size_t n, kept;
};

/* How many rows of RANGE are shown, of at most MAX. */
size_t md_range_shown(struct md_range range, size_t max);

/* That what got worse in RANGE was measured again, or ELSEWHERE, and is confirmed: a sentence;
 * nothing when none is. */
void md_confirmed(struct buf *b, struct md_range range, bool elsewhere);

/* What moved, by how much; at most MAX rows, those that a reader does not see at once behind a
 * fold. It is as wide as GitHub's page: what is noted of the rows stands in a list below, and in
 * one sentence that all that got worse was measured again and is confirmed. */
void md_table_changed(struct buf *b, struct md_range range, size_t max);

/* The same for a part that a reader opens, with a column for the notes. When the first row is
 * equivalent all must be, and there is no column for the severity. */
void md_table_folded(struct buf *b, struct md_range range, size_t max);

#endif
