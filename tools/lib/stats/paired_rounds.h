/* paired_rounds.h: sample size of paired tests: how many pairs a row needs among many rows.
 * Under the false discovery rate, the more rows there are the smaller its p has to be. */
#ifndef PAIRED_ROUNDS_H
#define PAIRED_ROUNDS_H

#include <stddef.h>

/* The least number of pairs with which one row of ROWS can be called changed when no other
 * row changed: the least N >= 4 + log2(2 ROWS / ALPHA), and at least 10.
 *
 * Exchange within N pairs has no p under 2^(1 - N), and the smallest p of ROWS is multiplied
 * by ROWS (Benjamini and Hochberg), so that p has to be under ALPHA / ROWS. With so many
 * pairs the least p is a sixteenth of that, which leaves room for pairs that disagree.
 *
 * ROWS are those that gate, 0 counts as 1; ALPHA is the false discovery rate, over 0 and
 * at most 1. */
size_t paired_rounds_least(size_t rows, double alpha);

#endif
