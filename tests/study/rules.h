/* rules.h: every way to judge one window of measurements that the study compares. */
#ifndef RULES_H
#define RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/paired.h"

/* N[0] values of the base and N[1] of the head, in order; interleaved windows have
 * as many of both. CPU and WAIT may be NULL. */
struct window {
	const double *time[2], *cpu[2], *wait[2];
	size_t n[2];
};

/* The ends of CHANGE, relative, and P are NAN where a rule has none. */
struct outcome {
	struct interval change;
	double p;
	bool worse, better; /* what the rule says by itself */
};

struct rule_room {
	struct rank_tables *tables;
	struct shift_room room;
};

/* How a session is made: the variants in turn, one after the other, or both at once. */
enum session_design { INTERLEAVED, SEQUENTIAL, DUET, NDESIGNS };
extern const char *const design_names[NDESIGNS];

struct rule {
	const char *name;
	void (*judge)(struct rule_room *r, const struct window *w, int option, struct outcome *o);
	int option;
	enum session_design design; /* of the sessions that it is used on */
	bool again;                 /* it gives the same change as another one */
};

extern const struct rule rules[];
extern const size_t nrules;

#endif
