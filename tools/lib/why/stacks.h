/* stacks.h: what both builds executed as stacks of calls, and their picture.
 *
 * Callgrind counts calls, not stacks: what a function executes is divided among its callers in
 * proportion to what their calls took, as gprof does (Graham, Kessler, McKusick, 1982). Calls that
 * go round in a circle are cut where they close it. */
#ifndef STACKS_H
#define STACKS_H

#include <stdio.h>

#include "base/buf.h"
#include "why/call_graph.h"

/* A frame of the picture: a function below its caller. */
struct stack_frame {
	size_t function, parent; /* PARENT: number of its frame, SIZE_MAX for the first ones */
	double self[BUILDS], all[BUILDS];
	size_t depth;
};

struct stacks {
	const struct call_graph *graph; /* borrowed */
	struct stack_frame *frames;     /* callers before what they call */
	size_t n, cap;
};

/* The stacks of G, without those that are a very small part of both builds: these are their
 * caller's own. */
struct stacks *stacks_new(const struct call_graph *g);
void stacks_free(struct stacks *s);

/* Write to F a line for each stack: "main;sort;compare 1200 4100", the instructions of the base
 * and of the head. */
void stacks_fold(const struct stacks *s, FILE *f);

/* Add to B a flame graph of them in SVG, as wide as what the head executed, called TITLE: what the
 * head executes more of is "worse", what it executes less of "better" (svg.h). */
void stacks_draw(const struct stacks *s, struct buf *b, const char *title);

#endif
