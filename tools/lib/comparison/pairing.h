/* pairing.h: which invocations of two entries were measured together. */
#ifndef PAIRING_H
#define PAIRING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "judge/looks.h"
#include "results/results.h"

#define PAIRING_NONE UINT32_MAX

/* The rounds of the sessions that both entries have, in order. Place I holds
 * the index of the invocation of either side, or PAIRING_NONE. Every session
 * starts at an even place: 2K and 2K + 1 are of one ABBA block. Zero it first;
 * the arrays are used again. */
struct pairing {
	uint32_t *at[2];
	uint32_t *session; /* of each place: the number of its session, from 0 */
	size_t n;          /* places */
	uint32_t sessions;
	enum look look; /* by which their rounds ended: looks_strictest() of all */
	size_t alone;   /* invocations of sessions that only one of the two has */
	struct pairing_item *items;
	size_t cap, items_cap;
};

enum pairing_end {
	PAIRING_DONE,
	PAIRING_UNPAIRED, /* no session in common, or its rounds are not known */
	PAIRING_TWICE     /* a round is given twice in a session of one side */
};

/* Sessions that do not take part: those called IDS, or with ONLY all others. */
struct pairing_filter {
	const char *const *ids;
	size_t n;
	bool only;
};

/* Where a round is given twice: side 0 or 1. */
struct pairing_twice {
	int side;
	uint32_t round;
	const char *session; /* borrowed from the entry */
};

/* Bring BASELINE and CURRENT together by session and round, but for what FILTER (or NULL)
 * leaves out. A round of 0 is not known and pairs with nothing. TWICE is set for
 * PAIRING_TWICE only. */
enum pairing_end pairing_make(struct pairing *p, const struct entry *baseline,
    const struct entry *current, const struct pairing_filter *filter, struct pairing_twice *twice);
void pairing_free(struct pairing *p);

/* Copy the BUILDS of the invocations of SIDE into V, which has room for P->n, 0 where there is
 * none. */
void pairing_builds(const struct pairing *p, int side, const uint32_t *builds, uint32_t *v);

/* Copy SAMPLES of SIDE into V, which has room for P->n, NAN where there is none. */
void pairing_samples(const struct pairing *p, int side, const double *samples, double *v);

#endif
