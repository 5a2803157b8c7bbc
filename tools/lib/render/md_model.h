/* md_model.h: what bench-model says of a model, as Markdown and as text for a terminal. */
#ifndef MD_MODEL_H
#define MD_MODEL_H

#include <stdio.h>

#include "base/terminal.h"
#include "render/md.h"

/* A document of this kind out of F, which messages call NAME. Dies on anything else. */
struct json_document *model_load(FILE *f, const char *name);

/* Add D as a table of its facts, and one of its types. */
void md_model(struct buf *b, const struct json_document *d, const struct md_options *options);
void text_model(struct buf *b, const struct json_document *d, const struct text_style *style);

#endif
