/* md_claims.h: what became of the claims of a change, in a comparison. */
#ifndef MD_CLAIMS_H
#define MD_CLAIMS_H

#include "render/text.h"

/* A list of the claims in the comparison ROOT as Markdown; nothing when there are none. */
void md_claims(struct buf *b, const struct json_at *root);
/* The same as text, a line each. */
void text_claims(struct buf *b, const struct json_at *root, const struct text_style *style);

#endif
