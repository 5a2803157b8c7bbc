/* md_machines.h: where and when the sides of a comparison were measured. */
#ifndef MD_MACHINES_H
#define MD_MACHINES_H

#include "base/buf.h"
#include "json/json_document.h"

/* A line for each side. What was measured together has one environment and one time, which are
 * said once. */
void md_machines(struct buf *b, const struct json_at *baseline, const struct json_at *current);
/* A line for SIDE, which may be absent: then there is none. */
void md_machine(struct buf *b, const char *label, const struct json_at *side);

/* A warning when the two were measured on different machines. */
void md_warn_machines(struct buf *b, const struct json_at *baseline, const struct json_at *current);

#endif
