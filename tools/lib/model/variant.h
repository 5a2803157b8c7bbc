/* variant.h: a build under test and the folder that holds it. */
#ifndef VARIANT_H
#define VARIANT_H

#include <stddef.h>

struct variant {
	char *name, *directory; /* DIRECTORY is absolute */
};

/* Append what S, NAME=DIR, says to the *N variants in LIST, which may be NULL, and
 * return its new place; the caller owns it. Dies when it is not that. */
struct variant *variant_add(struct variant *list, size_t *n, const char *s);
void variants_free(struct variant *list, size_t n);

#endif
