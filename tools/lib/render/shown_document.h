/* shown_document.h: any document that can be shown, as Markdown and as text for a terminal. */
#ifndef SHOWN_DOCUMENT_H
#define SHOWN_DOCUMENT_H

#include "base/buf.h"
#include "render/md.h"
#include "render/text.h"

struct shown_document;

/* Read the document at PATH ("-": standard input), which is borrowed, to be shown by OPTIONS; HOW
 * is of md_rows_load(), for a comparison. STYLE is that of text, or NULL for Markdown, which a
 * document of another schema does not have. Dies when it is none that is known, or cannot be read.
 */
struct shown_document *shown_load(const char *path, const struct md_options *options, unsigned how,
    const struct text_style *style);

/* Add D to B. */
void shown_markdown(
    struct buf *b, const struct shown_document *d, const struct md_options *options);
void shown_text(struct buf *b, const struct shown_document *d, const struct text_options *options);

void shown_free(struct shown_document *d);

#endif
