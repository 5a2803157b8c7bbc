/* call_graph.h: the functions that two builds executed, held against each other.
 *
 * A function is one of the source where the line tables tell, so that what a compiler puts into
 * another function in one build alone is the same function still. */
#ifndef CALL_GRAPH_H
#define CALL_GRAPH_H

#include <stdbool.h>

#include "why/executed.h"
#include "why/hunks.h"

enum { BASE, HEAD, BUILDS };

/* What is known of the code of a function in the two builds. */
enum code_state {
	CODE_SAME,
	CODE_CHANGED,
	CODE_GONE, /* the head executed none of it */
	CODE_NEW,  /* the base did not */
	CODE_UNKNOWN,
	NCODE_STATES
};

struct graph_function {
	const struct word *object, *name, *file; /* FILE may be NULL */
	size_t line;
	double self[BUILDS]; /* instructions of its own */
	enum code_state state;
	bool in_diff; /* a line of it that was executed is in the diff */
	double due;   /* see attribution.h */
};

/* Calls, with all that is executed until they return. */
struct graph_edge {
	size_t from, to;
	double inclusive[BUILDS];
};

enum { DIFFER_SHOWN = 20 };

struct call_graph {
	struct word_set *words, *keys;
	struct graph_function *functions;
	size_t n, cap;
	struct graph_edge *edges;
	size_t nedges, cap_edges;
	double total[BUILDS];
	/* Functions of the builds' own programs that were executed, and those of them whose code
	 * differs, or of which that is not known. */
	size_t executed, differing, unknown;
	const struct word *differ[DIFFER_SHOWN]; /* the first of those */
	/* Sum of what each function's instructions differ by, whatever the direction, but for
	 * those of the loader, which searches names in the order of the linker. */
	double moved;
	const char *fault;           /* why the code of a program is not known, or NULL */
	const struct word *fault_of; /* which program */
};

/* Hold EXECUTED, what the builds in the folders ROOTS (absolute) executed, against each other; DIFF
 * is what the head changes, or NULL. */
struct call_graph *call_graph_new(struct executed *const executed[BUILDS],
    const char *const roots[BUILDS], const struct hunks *diff);
void call_graph_free(struct call_graph *g); /* may be NULL */

const char *code_state_name(enum code_state state);

#endif
