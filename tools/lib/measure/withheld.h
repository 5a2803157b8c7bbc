/* withheld.h: variables of the caller that commands usually need, and do not get. */
#ifndef WITHHELD_H
#define WITHHELD_H

#include "base/buf.h"
#include "measure/invoke.h"
#include "scenario/plan.h"

/* Put into B, which is empty, the names, each in quotes, of the usual variables (JAVA_HOME,
 * PYTHONPATH and so on) that are set here and that case C neither passes on nor sets. With
 * TEXT, what a command of C printed that ran in DIRECTORY (NULL: here), only those that seem
 * to be what it lacks: its words, a script among them, or what it printed name the variable,
 * or it printed what programs say that need it. */
void withheld_add(struct buf *b, const struct plan_case *c, const char *directory,
    const struct output_text *text);

#endif
