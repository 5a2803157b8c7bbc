/* md_revisions.h: which commits were compared, and why base is base. */
#ifndef MD_REVISIONS_H
#define MD_REVISIONS_H

#include "base/buf.h"
#include "json/json_document.h"

/* One line out of 'revisions' in the environment of SIDE, a side of a comparison; nothing
 * when it has none. Only hexadecimal digits and words that are known get into B. */
void md_revisions(struct buf *b, const struct json_at *side);

#endif
