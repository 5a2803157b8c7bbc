/* md_accept.h: waivers to copy, for rows that fail the job. */
#ifndef MD_ACCEPT_H
#define MD_ACCEPT_H

#include "render/md_rows.h"

/* A part to open: a file of waivers for the rows of a comparison that fails, as bench-waive(1)
 * reads it, whatever their names are; nothing when no waiver would help. They expire 30 days after
 * TIMESTAMP, or today. RUN is the address of the run, or NULL. */
void md_accept(struct buf *b, const struct md_rows *rows, const char *timestamp, const char *run);

#endif
