/* builtin_value.h: the value that each built-in metric has in a measurement. */
#ifndef BUILTIN_VALUE_H
#define BUILTIN_VALUE_H

#include <stdbool.h>

#include "measure/invoke.h"

/* How one built-in metric's value is taken out of a measurement. */
struct builtin_value;

/* That of metric NAME, a row of metric_builtins(); NULL for any other name. Look it up
 * once: a name is not compared for every invocation. */
const struct builtin_value *builtin_value_find(const char *name);

/* Whether HOW is a counter of perf events, which an invocation must ask for. */
bool builtin_value_counter(const struct builtin_value *how);

/* Whether HOW looks at what the command printed: then NAN tells that there was nothing. */
bool builtin_value_printed(const struct builtin_value *how);

/* The value in M, whose command printed TEXT; NAN: the machine does not tell. */
double builtin_value_of(
    const struct builtin_value *how, const struct measurement *m, const struct output_text *text);

#endif
