/* md_accept.h: waivers to copy, for rows that fail the job. */
#ifndef MD_ACCEPT_H
#define MD_ACCEPT_H

#include "render/md_rows.h"

/* A part to open: a file of waivers for the rows of a comparison that fails, as bench-waive(1)
 * reads it, whatever their names are; nothing when no waiver would help. They expire 30 days after
 * TIMESTAMP, or today. SUITE is the name of the scenario, RUN the address of the run; either may be
 * NULL. */
void md_accept(struct buf *b, const struct md_rows *rows, const char *suite, const char *timestamp,
    const char *run);

#endif
