/* open_advice.h: what a comparison advises about its open rows, once for all of them. */
#ifndef OPEN_ADVICE_H
#define OPEN_ADVICE_H

#include "base/buf.h"
#include "base/terminal.h"
#include "json/json_document.h"

/* Add the advice of the comparison ROOT as Markdown, or as text; nothing when it has none. */
void md_open_advice(struct buf *b, const struct json_at *root);
void text_open_advice(struct buf *b, const struct json_at *root, const struct text_style *style);

#endif
