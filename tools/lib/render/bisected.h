/* bisected.h: what a bisection says, as rows for a table and an answer in words. */
#ifndef BISECTED_H
#define BISECTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "bisect/bisection.h"

/* A commit that was measured, cannot be, or may have made the change. Borrowed from the
 * document; words are any text, to be escaped. */
struct bisected_row {
	size_t at; /* in the line of commits */
	const char *commit, *subject;
	const char *note;         /* why it was not measured, or did not count; or NULL */
	double chance;            /* that it made the change */
	double change, low, high; /* against the good end, in the last session; NAN: none */
	size_t pairs;             /* of all its sessions */
	bool found;               /* it is the answer, or part of it */
};

struct bisected {
	struct bisection bisection;
	struct bisected_row *rows; /* in the order of the commits */
	size_t nrows;
	const char *id, *metric;
	char *words; /* the answer */
};

/* Read a bisection from F (borrowed), which messages call NAME. Dies on anything else. */
struct bisected *bisected_load(FILE *f, const char *name);
void bisected_free(struct bisected *b); /* may be NULL */

/* "+12.4 % [+9.8, +15.1] in 40 pairs", or why there is none. */
void bisected_measured(struct buf *b, const struct bisected_row *row);
/* "97.1 %". */
void bisected_chance(struct buf *b, const struct bisected_row *row);

#endif
