/* md_measured.h: how a comparison was measured and judged. */
#ifndef MD_MEASURED_H
#define MD_MEASURED_H

#include "base/buf.h"
#include "json/json_document.h"

/* A part to open, out of the comparison ROOT: means, policy, what the second measurement said,
 * and both machines. Its line says how many warnings of the machines there are. */
void md_measured(struct buf *b, const struct json_at *root);

#endif
