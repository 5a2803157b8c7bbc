/* hooks.h: runs the commands around those that are measured: setup, prepare, conclude, cleanup. */
#ifndef HOOKS_H
#define HOOKS_H

#include <stdbool.h>
#include <stddef.h>

#include "measure/invoke.h"
#include "measure/subject.h"

/* Seconds that all cleanups together have after a signal. */
enum { HOOKS_GRACE = 5 };

/* Run HOOK of U, where it has one, by V, as its commands are run, but with nothing on standard
 * input. TEXT is room for what it prints. False when it failed, which ends U with the reason, or
 * when a signal came. Its time counts as that of U when U has been warmed up. */
bool hook_run(
    enum hook hook, struct subject *u, struct invoker *v, struct output_text *text, bool warmup);

/* Run the setups of the N subjects that have something to measure. */
void hooks_setup(struct subject *subjects, size_t n, struct invoker *v, struct output_text *text);

/* Run the cleanups of those of the N subjects of which any command was run, by V, which must not be
 * interrupted. One that fails is told on standard error. */
void hooks_cleanup(struct subject *subjects, size_t n, struct invoker *v, struct output_text *text);

#endif
