/* markdown.h: GitHub-flavoured Markdown in which no outside text can act.
 *
 * Text keeps its look and loses its powers: a character that Markdown reads
 * is written as a numeric character reference, which stands for itself only;
 * one that GitHub looks for afterwards in the finished text (@ # $ : and the
 * like) stands in a <span> of its own, the way that GitHub documents for $,
 * so that nothing is linked and nobody is notified. What a reader sees and
 * copies is the text itself, but for characters that cannot be seen, which
 * become escapes like \n and \u202e, and bytes that are not UTF-8 (U+FFFD).
 */
#ifndef MARKDOWN_H
#define MARKDOWN_H

#include <stddef.h>

#include "base/buf.h"

/* Usual bounds, in characters, for the MAX below. */
enum { MARKDOWN_NAME = 120, MARKDOWN_TEXT = 300 };

/* Add TEXT, at most MAX characters of it (the last one then is "…"), for any
 * place inside a line: a paragraph, a heading, a table cell. */
void markdown_text(struct buf *b, const char *text, size_t max);
/* Add NAME the same way. More than MAX columns of it are cut in the middle, so that names
 * stay different (text_cut.h); a long one may be broken over lines, in a table too; and
 * letters from right to left leave the order of what comes after them as it is. */
void markdown_name(struct buf *b, const char *name, size_t max);
/* The same in <code>, where GitHub looks for nothing at all. */
void markdown_code(struct buf *b, const char *name, size_t max);

/* A table: a head of N columns, then for each row n cells between begin and
 * end. What stands in a cell is escaped already. */
enum align { ALIGN_LEFT, ALIGN_RIGHT };
struct column_head {
	const char *title; /* escaped already */
	enum align align;
};
void markdown_table(struct buf *b, const struct column_head *heads, size_t n);
void markdown_row_begin(struct buf *b);
void markdown_cell_end(struct buf *b);
void markdown_row_end(struct buf *b);

/* A part that a reader may open; SUMMARY is escaped already. */
void markdown_fold_begin(struct buf *b, const char *summary);
void markdown_fold_end(struct buf *b);

#endif
