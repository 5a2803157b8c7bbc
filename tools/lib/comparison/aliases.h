/* aliases.h: cases that have a new name: aliases.yml, old id to new id. */
#ifndef ALIASES_H
#define ALIASES_H

#include <stdbool.h>
#include <stddef.h>

#define ALIASES_FILE "aliases.yml"

struct aliases;

/* Read file PATH. Unless it is NAMED by the user, it need not be there: then the result is NULL.
 * Dies with file:line:column of what is wrong: a circle, or two old names of one new one. The
 * caller owns the result. */
struct aliases *aliases_load(const char *path, bool named);
/* The same of the LEN bytes of TEXT, which came from NAME. */
struct aliases *aliases_of_text(const char *text, size_t len, const char *name);
void aliases_free(struct aliases *a); /* may be NULL */

/* What case ID is called now, which the caller owns; NULL when it has its name still. A may be
 * NULL. */
char *aliases_new(const struct aliases *a, const char *id);

/* Alias I in the order of the old names, as the file has it, borrowed; false when there is none. */
bool aliases_at(const struct aliases *a, size_t i, const char **from, const char **to);

#endif
