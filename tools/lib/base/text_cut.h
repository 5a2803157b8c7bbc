/* text_cut.h: a long name made short in its middle, so that it still differs from others. */
#ifndef TEXT_CUT_H
#define TEXT_CUT_H

#include <stddef.h>

#include "base/buf.h"

enum { TEXT_CUT_LEAST = 24 }; /* columns that a cut name needs */

/* What is left of a name: its first HEAD bytes, MARK, and what begins at byte TAIL. Of a name
 * that was not cut, MARK is "" and HEAD and TAIL are its end. */
struct text_cut {
	size_t head, tail;
	char mark[16]; /* "…k3m9qa…": six digits that stand for the whole name */
};

/* How S is cut so that it fills at most MAX columns, which are TEXT_CUT_LEAST or more: the first
 * and the last of its characters (text_width.h) stay, as many of either. Two names with the same
 * ends have one mark by chance only, in one of 10^9 pairs. */
void text_cut_middle(const char *s, size_t max, struct text_cut *cut);

/* Add S, cut so. */
void text_cut_add(struct buf *b, const char *s, size_t max);

#endif
