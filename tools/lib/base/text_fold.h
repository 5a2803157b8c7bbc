/* text_fold.h: where a long name, or a sentence, goes on in the next line. */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* A line of a text: its LEN bytes, where the rest of the text begins, and whether a word had to be
 * broken for it. */
struct text_fold {
	size_t len, next;
	bool broken;
};

/* The first line of S, which is not empty, in at most WIDTH columns (text_width.h); WIDTH is 2 or
 * more. It ends at a blank, which is in neither line, or behind '/' and ',', rather than behind
 * '=', '-', '_', ':' and ';', and inside of a word only where there is nothing else. */
struct text_fold text_fold_first(const char *s, size_t width);

/* The lines of S in a column of WIDTH columns, the lines behind the first one in INDENT less.
 * *BROKEN: how many of them end inside of a word. */
size_t text_fold_count(const char *s, size_t width, size_t indent, size_t *broken);

#endif
