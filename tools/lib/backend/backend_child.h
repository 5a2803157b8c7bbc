/* backend_child.h: asks a backend in a process of its own. */
#ifndef BACKEND_CHILD_H
#define BACKEND_CHILD_H

#include "backend/backend_kind.h"

/* Seconds that a driver has to answer: the first use of a GPU may take several. */
enum { BACKEND_CHILD_SECONDS = 20 };

/* Fill B by the probe of KIND. When the probe crashes, or has no answer in SECONDS, B is not
 * there, and WHY says so. */
void backend_child_probe(
    const struct backend_kind *kind, const char *root, double seconds, struct backend *b);

/* In a new child: end with the parent, and print nothing: vendors' libraries like to. */
void backend_child_begin(void);

#endif
