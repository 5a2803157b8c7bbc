/* page_pack.h: arrays of numbers as short text: whole steps, zigzag, LEB128, base64.
 *
 * A value is rounded to whole steps; of each but the first the difference from the one before is
 * kept. A difference d becomes 2d, or -2d - 1 when it is negative (zigzag); seven bits a byte, the
 * lowest first, the high bit set where more follow (LEB128: DWARF 5, 7.6); the bytes are base64
 * (RFC 4648, section 4). */
#ifndef PAGE_PACK_H
#define PAGE_PACK_H

#include <stddef.h>

#include "base/buf.h"
#include "json/json_writer.h"

/* How coarsely the N values V, NAN for none, may be rounded: to 1e-4 of the median of their sizes,
 * or, when that is finer, to 1/256 of their range, so that a quiet series keeps its shape; never so
 * finely that a value has more than 2^50 steps. Whole numbers of at most 1e4 have step 1. Always
 * over 0. */
double pack_step(const double *v, size_t n);

/* Write the N values V as object KEY: "n", "step", "bits" (the text), and "gaps", where there are
 * NAN: the text of their indices. */
void pack_values(struct json_writer *w, const char *key, const double *v, size_t n, double step);
/* The same of V beside the values FROM, which have the same step: of each the distance from its
 * neighbour in FROM; it is a gap where either is NAN. */
void pack_beside(struct json_writer *w, const char *key, const double *v, const double *from,
    size_t n, double step);

#endif
