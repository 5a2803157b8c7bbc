/* reach_case.h: what a case of a plan starts, as one number. */
#ifndef REACH_CASE_H
#define REACH_CASE_H

#include "base/digest.h"
#include "scenario/plan.h"

/* The digest of what C runs in the build in ROOT: its command, its variables and its hooks, and the
 * contents of the files of the build that they name, but for programs of the command: those are
 * known function by function. */
void reach_case_digest(const struct plan_case *c, const char *root, char text[DIGEST_TEXT]);

#endif
