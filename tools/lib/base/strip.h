/* strip.h: where the values of a sample lie, as a line of characters. */
#ifndef STRIP_H
#define STRIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { STRIP_CELLS = 24, STRIP_HEIGHT = 8 };

/* Put into CELLS how high a bar stands in each of STRIP_CELLS equal parts of LOW to HIGH, 0 to
 * STRIP_HEIGHT, for how many of the N values at V lie there; a part with any has 1 at least, and
 * the fullest STRIP_HEIGHT. What is not finite, and what lies outside, is left out. */
void strip_fill(
    unsigned char cells[STRIP_CELLS], const double *v, size_t n, double low, double high);

/* Add the bars, a character each: blocks of an eighth, or in ASCII one of 8 signs. */
void strip_add(struct buf *b, const unsigned char cells[STRIP_CELLS], bool unicode);

#endif
