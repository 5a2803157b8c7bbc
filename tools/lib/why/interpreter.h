/* interpreter.h: programs that run programs: callgrind sees their functions alone. */
#ifndef INTERPRETER_H
#define INTERPRETER_H

#include "why/call_graph.h"

/* Whether COMMAND, a command line, begins with the name of an interpreter. */
bool interpreter_named(const char *command);
/* Why nothing is told of what COMMAND runs, which interpreter_named() is true of; the caller owns
 * it. */
char *interpreter_untold(const char *command);
/* Whether E has a process of an interpreter. */
bool interpreter_runs(const struct executed *e);
/* Why what E executed tells nothing, where an interpreter ran; or NULL. As below. */
char *interpreter_of(const struct executed *e);

/* Why what E executed, whose graph is G, tells nothing of the builds: an interpreter ran, or no
 * program of theirs did. A sentence without a full stop, which the caller owns; NULL: it tells. */
char *interpreter_reason(const struct executed *e, const struct call_graph *g);

#endif
