/* build_copies.h: copies of a variant's folder, one for each of its builds. */
#ifndef BUILD_COPIES_H
#define BUILD_COPIES_H

#include <stdint.h>

struct build_copies;
/* Makes the folder in which they lie, which goes when this process ends. Dies when it cannot. */
struct build_copies *build_copies_new(void);

/* Copy folder DIR (NULL: here), with all that is in it, for the build of SALT, which no other copy
 * has. What git knows of it is as new as the copy, so that make and its like build it again;
 * CMakeCache.txt is left out; of its .git there is a link to the one. Returns the path of the copy,
 * or NULL and why not in *WHY; the caller owns either. The length of the path depends on SALT. */
char *build_copies_add(struct build_copies *c, const char *dir, uint32_t salt, char **why);

/* The folder beside the copies; borrowed. */
const char *build_copies_folder(const struct build_copies *c);

/* Remove them all. */
void build_copies_free(struct build_copies *c);

#endif
