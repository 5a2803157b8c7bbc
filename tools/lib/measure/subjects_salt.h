/* subjects_salt.h: several builds of each variant, each with another placement of its code. */
#ifndef SUBJECTS_SALT_H
#define SUBJECTS_SALT_H

#include "measure/build_copies.h"
#include "measure/subjects.h"

/* Build every variant of U as often as its plan says, in the folders of C: no two builds
 * have one salt, which are numbers from FIRST on. A build finds its salt as BENCH_SALT, in the
 * environment of the build, which bench-link(1) runs, and of its commands (salt_env.h). The
 * subjects take the builds in turn; those of a variant of which one build fails do too. The control
 * row has one build. Says so on standard error unless QUIET. Adds to W, code builds, when the salt
 * reached no linker. */
void subjects_build_salted(
    struct subjects *u, struct build_copies *c, uint32_t first, bool quiet, struct warnings *w);

#endif
