/* md_row_note.h: what is to be said of one row of a comparison beside its figures. */
#ifndef MD_ROW_NOTE_H
#define MD_ROW_NOTE_H

#include <stdbool.h>

#include "base/buf.h"
#include "render/md_row.h"

/* What is not as it should be with R, and how it was accepted. That a second measurement, or a
 * second machine, confirms the first, that a count is exact, and what the policy assumes of
 * sessions, is normal. */
void md_row_note(struct buf *b, const struct md_row *r);
bool md_row_has_note(const struct md_row *r);
/* REASON, all of R's or a part of it, with its figures as in tables (typeset.h). */
void md_reason_set(struct buf *b, const struct md_row *r, const char *reason);
/* The same of the parts of R's reason that are not normal; nothing when all are. */
void md_reason_told(struct buf *b, const struct md_row *r);
/* Whether a second measurement confirmed that R got worse. */
bool md_row_confirmed(const struct md_row *r);
/* Whether a second machine did. */
bool md_row_elsewhere(const struct md_row *r);

/* Add what a waiver accepts: " as removed" for the verdict ACCEPT, else " up to +25 %" for
 * CEILING, a fraction, or " up to a value of 60" for WORST; NAN: it does not say. */
void md_acceptance(struct buf *b, const char *accept, double ceiling, double worst);

#endif
