/* hunt.h: noisy binary search: which commit made something slower, by measurements that may err.
 *
 * Positions are those of a line of commits: 0 is the good end, N the bad end, and between them one
 * after the other. A probe measures a position against the good end. Either nothing changed, or
 * one position from 1 to N is the first that is slower by a size that stays. No I/O. */
#ifndef HUNT_H
#define HUNT_H

#include <stdbool.h>
#include <stddef.h>

/* What one session at AT, from 1 to N, showed. SHIFT: the logarithm of its level over that of the
 * good end, over 0 when it is worse. HALF: half of its 95 % interval, taken to be
 * HUNT_HALF at least: of a coarse clock, and of counts, it may be 0. PAIRS: how many it
 * was made of. */
#define HUNT_HALF 0.0005
struct hunt_probe {
	size_t at;
	double shift, half;
	size_t pairs;
};

struct hunt {
	size_t n;
	const bool *skip; /* N + 1: positions that cannot be built; never 0 or N; NULL: none */
	const struct hunt_probe *probes;
	size_t nprobes;
	double least;    /* the smallest change looked for, a logarithm over 0 */
	size_t most;     /* probes; then the answer is what is known */
	size_t first;    /* pairs of the first probe */
	size_t pairs[2]; /* least and most of the others */
};

/* What the answer must be sure of, and what one that nothing changed must be refuted by: the
 * chance that it is true is under HUNT_NONE. Before any probe it is a half, so that of histories in
 * which nothing changed at most the share HUNT_NONE is taken for one in which something did,
 * whenever the search stops (Ville, Etude critique de la notion de collectif, 1939). */
#define HUNT_SURE 0.95
#define HUNT_NONE 0.01

enum hunt_answer {
	HUNT_ON,       /* go on: probe NEXT */
	HUNT_FOUND,    /* one of FIRST to LAST made the change; of several where all but LAST cannot
			* be built, and so cannot be told from it */
	HUNT_NOTHING,  /* a change of the least size or more is not there */
	HUNT_UNSHOWN,  /* MOST probes did not show that there is a change */
	HUNT_UNDECIDED /* there is a change, and MOST probes did not show where: FIRST to LAST have
			* it with HUNT_SURE */
};

struct hunt_state {
	enum hunt_answer answer;
	size_t next;        /* of HUNT_ON: the position to probe, */
	size_t pairs;       /* and by how many pairs */
	size_t first, last; /* of HUNT_FOUND and HUNT_UNDECIDED */
	double sure;        /* the chance that this is so; of HUNT_NOTHING, that nothing changed */
	double none;        /* the chance that nothing changed */
	double size;        /* of the change if there is one: the mean, a logarithm */
};

/* Fill POSTERIOR, N + 1 values: [0] the chance that nothing changed, [I] that I is the first that
 * is slower; their sum is 1. Returns the mean size of the change, a logarithm, if there is one.
 *
 * The size is one of a ladder from LEAST to 20 times slower, each rung as likely; all positions are
 * as likely as one another. A probe errs by Student's t with 6 degrees of freedom around its true
 * shift, which sessions that were disturbed need, and by HUNT_WANDER of the size, since other
 * commits move a level a little too. */
#define HUNT_WANDER 0.12
double hunt_weigh(const struct hunt *h, double *posterior);

/* What to do next, by the posterior, which is filled in as hunt_weigh() does.
 *
 * The bad end is probed until it is sure enough that something changed. After that the next probe
 * is at the median of the posterior, at the position nearest to it that can be built (Burnashev and
 * Zigangirov, An interval estimation problem for controlled observations, 1974; Waeber, Frazier and
 * Henderson, Bisection search with noisy responses, 2013). It has as many pairs as it takes to be
 * wrong in one of some hundreds: so many that the size is HUNT_SIGMAS standard errors. */
#define HUNT_SIGMAS 8
struct hunt_state hunt_next(const struct hunt *h, double *posterior);

#endif
