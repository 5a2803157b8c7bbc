/* look_twice.h: windows of which the first half is looked at, and the whole when that leaves the
 * answer open, as bench-run and bench-diff do with one row. */
#ifndef LOOK_TWICE_H
#define LOOK_TWICE_H

#include <stddef.h>

#include "recording.h"

/* Of each kind of window: how many there are, how many were called changed (slower, where
 * there is a change) by one look at the first half and by two, and the pairs that two took. */
struct look_tally {
	size_t windows, one, two, pairs;
};

struct look_twice {
	struct look_tally same, done, scaled; /* nothing changed; work done; times multiplied */
};

/* Cut R, which is interleaved, into windows of 2 * SECONDS a side and add them to L: those with
 * nothing changed, and these with their times PERCENT longer; or those with PERCENT of work. */
void look_twice_add(struct look_twice *l, struct rule_room *room, struct cutting *cut,
    const struct recording *r, double seconds, double percent);

/* A row of a table for what L has, "| WHAT | ...". */
void look_twice_print(const struct look_twice *l, const char *what);

#endif
