/* duplicate.h: finds a word that is given twice. */
#ifndef DUPLICATE_H
#define DUPLICATE_H

#include <stdbool.h>
#include <stddef.h>

/* Whether two of the N WORDS are the same; *SECOND is then the first index at
 * which a word comes again and *FIRST the nearest one before it. */
bool duplicate_find(const char *const *words, size_t n, size_t *first, size_t *second);

#endif
