/* suggest.h: known words for messages: the nearest one, and the list of all. */
#ifndef SUGGEST_H
#define SUGGEST_H

#include <stddef.h>

enum { SUGGEST_MAX = 256 }; /* longer words get no suggestion */

/* The one of the N WORDS with the fewest insertions, deletions, replacements
 * and swaps of neighbours away from WORD (the first of several), or NULL when
 * none is near: within a third of WORD's length, and at least 1. */
const char *suggest(const char *word, const char *const *words, size_t n);

/* " (nearest: 'X')" of suggest(), or ""; the caller owns it. */
char *suggest_note(const char *word, const char *const *words, size_t n);

/* The N WORDS as a message lists them, "'a', 'b' or 'c'"; the caller owns it. */
char *suggest_list(const char *const *words, size_t n);

#endif
