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

/* What moved, by how much; at most MAX rows. It is as wide as GitHub's page: what is noted of
 * the rows stands in a list below. */
void md_table_changed(struct buf *b, struct md_range range, size_t max);

/* The same for a part that a reader opens, with a column for the notes. When the first row is
 * equivalent all must be, and there is no column for the verdict. */
void md_table_folded(struct buf *b, struct md_range range, size_t max);

/* A list under the words WHAT, for rows whose reason is what matters. */
void md_list(struct buf *b, const char *what, struct md_range range, size_t max);

/* A list of rows that got worse since the release and not since the baseline; nothing
 * when there is none. */
void md_drifted(struct buf *b, struct md_range range, size_t max);

/* Add what a waiver accepts: " as removed" for the verdict ACCEPT, else " up to +25 %" for
 * CEILING, a fraction, or " up to a value of 60" for WORST; NAN: it does not say. */
void md_acceptance(struct buf *b, const char *accept, double ceiling, double worst);

#endif
