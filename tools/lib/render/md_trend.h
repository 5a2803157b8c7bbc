/* md_trend.h: series that were judged, and ledgers of alerts, as Markdown and as text. */
#ifndef MD_TREND_H
#define MD_TREND_H

#include <stdio.h>

#include "render/text.h"

struct md_trend;

/* Read a series document, or a ledger document, from F (borrowed), called NAME: its steps, drifts
 * and suspect points are kept. */
struct md_trend *md_trend_series(FILE *f, const char *name);
struct md_trend *md_trend_ledger(FILE *f, const char *name);
void md_trend_free(struct md_trend *t); /* may be NULL */

/* The answer, a table with a row for each step, the open regressions first; then drifts and
 * what is to be measured again. */
void md_trend_render(struct buf *b, const struct md_trend *t, const struct md_options *options);
void text_trend(struct buf *b, const struct md_trend *t, const struct text_options *options);

#endif
