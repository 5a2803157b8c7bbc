/* md_machines.h: where and when the sides of a comparison were measured. */
#ifndef MD_MACHINES_H
#define MD_MACHINES_H

#include "base/buf.h"
#include "json/json_document.h"

/* A line for each side, of which RELEASE may be absent. What was measured
 * together has one environment and one time, which are said once. */
void md_machines(struct buf *b, const struct json_at *baseline, const struct json_at *current,
    const struct json_at *release);

/* A warning when the two were measured on different machines. */
void md_warn_machines(struct buf *b, const struct json_at *baseline, const struct json_at *current);

#endif
