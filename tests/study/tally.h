/* tally.h: what one rule said of many simulated rows, as a line of a table. */
#ifndef TALLY_H
#define TALLY_H

#include "rules.h"

enum { NEFFECTS = 4 };
extern const double effects[NEFFECTS];

struct tally {
	size_t rows, silent, covered, without, flagged, over_tolerance, over_threshold,
	    found[NEFFECTS];
};

/* Add what was said of a row without a change. FOUND is the caller's to count. */
void tally_same(struct tally *t, const struct outcome *o);
/* Add MORE to T. */
void tally_add(struct tally *t, const struct tally *more);
/* The head of a table whose first column is FIRST, and a line of it. */
void tally_head(const char *first);
void tally_print(const char *name, const struct tally *t);
/* N OF as a percentage; NAN of none. */
double percent(size_t n, size_t of);

#endif
