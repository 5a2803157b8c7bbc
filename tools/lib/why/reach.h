/* reach.h: which functions the cases of a scenario execute, and whether a build changes any of
 * them (schemas/reach.json).
 *
 * A build whose functions that a case executes are all the same, with the objects that they refer
 * to, executes what was recorded: it runs the same code from the first instruction on, and would
 * have to run changed code to go another way. */
#ifndef REACH_H
#define REACH_H

#include "scenario/plan.h"
#include "why/why_profiles.h"
#include "json/json_document.h"
#include "json/json_writer.h"

/* Write what each case of PLAN executed in the build in ROOT, an absolute path, as PROFILES have it
 * of variant VARIANT. A case of which that cannot be told says why. */
void reach_write(struct json_writer *w, const struct plan *plan,
    const struct why_profiles *profiles, const char *variant, const char *root);

struct reach;

/* Read a reach document from PATH ("-": standard input); dies when it is none. */
struct reach *reach_load(const char *path);
void reach_free(struct reach *r); /* may be NULL */

/* Why case C of a plan has to be measured for the builds in the N folders ROOTS, absolute paths,
 * which the caller owns: something that it executes differs, or that cannot be told. NULL: each of
 * the builds executes for it what was recorded. */
char *reach_reason(struct reach *r, const struct plan_case *c, const char *const *roots, size_t n);

/* Keep the cases of PLAN that have to be measured for the builds in the N folders ROOTS, and say
 * on standard error which are left out. */
void reach_keep(struct reach *r, struct plan *plan, const char *const *roots, size_t n);

#endif
