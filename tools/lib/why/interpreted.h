/* interpreted.h: functions of a program that an interpreter runs, by the interpreter's own
 * profiler: cProfile of Python, and that of V8 in node. */
#ifndef INTERPRETED_H
#define INTERPRETED_H

#include "why/call_graph.h"

/* Run the only case of the comparison at ONLY, of SCENARIO, in the builds in the folders ROOTS,
 * some times each under its interpreter's profiler. Returns the member 'why' as JSON text, which
 * the caller owns; NULL where no profile was written in one of them. */
char *interpreted_why(const char *scenario, const char *only, char *const roots[BUILDS]);

#endif
