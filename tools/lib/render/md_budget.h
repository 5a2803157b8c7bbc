/* md_budget.h: regression budgets as Markdown and as text: the ledger, and a note in a comparison.
 */
#ifndef MD_BUDGET_H
#define MD_BUDGET_H

#include <stdio.h>

#include "render/text.h"

/* The ledger in F, called NAME in messages, which the caller owns and F stays the caller's. Dies
 * when it is none. */
struct json_document *budget_shown_load(FILE *f, const char *name);

/* The rows of the ledger D as a table, those that spent most first; OPTIONS->max_rows at most. */
void md_budget(struct buf *b, const struct json_document *d, const struct md_options *options);
/* The same as text. */
void text_budget(struct buf *b, const struct json_document *d, const struct text_options *options);

/* A list of the rows of the comparison ROOT whose budget is near its end or overdrawn; nothing when
 * there is none. */
void md_budget_note(struct buf *b, const struct json_at *root);
/* The same as text, a line each. */
void text_budget_note(struct buf *b, const struct json_at *root, const struct text_style *style);

#endif
