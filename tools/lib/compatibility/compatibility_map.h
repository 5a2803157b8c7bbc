/* compatibility_map.h: which families of models run on which backends in which precision. */
#ifndef COMPATIBILITY_MAP_H
#define COMPATIBILITY_MAP_H

#include <stdbool.h>
#include <stddef.h>

enum support { SUPPORT_WORKS, SUPPORT_SLOW, SUPPORT_IMPOSSIBLE };

/* "works", "slow", "impossible", by enum support; ends in NULL. */
extern const char *const support_words[];

/* What is known of some combinations. Strings are borrowed from the map. */
struct compatibility {
	/* Words that end in NULL; NULL: any. */
	const char **families, **backends, **precisions;
	enum support support;
	const char *why;      /* NULL only where it works */
	const char *fallback; /* the backend to take instead, or NULL */
	const char *file;
	size_t line;
};

struct compatibility_map;

/* A map without entries; the caller owns it. */
struct compatibility_map *compatibility_map_new(void);
void compatibility_map_free(struct compatibility_map *m);

/* Add behind what M has the entries of the map that comes with the tools, or of file PATH, which
 * messages call NAME. Dies with file:line:column when it is none. */
void compatibility_map_add_default(struct compatibility_map *m);
void compatibility_map_add(struct compatibility_map *m, const char *path, const char *name);

/* The same of the LEN bytes of TEXT, which came from NAME. */
void compatibility_map_add_text(
    struct compatibility_map *m, const char *text, size_t len, const char *name);

/* Entry I of M, or NULL behind the last one. */
const struct compatibility *compatibility_at(const struct compatibility_map *m, size_t i);

/* The last entry that fits, or NULL. FAMILY is a word of family.h; BACKEND and PRECISION may be
 * NULL, which fits entries alone that do not name one; "fp16" and "f16" are one precision
 * (dtype.h). */
const struct compatibility *compatibility_find(const struct compatibility_map *m,
    const char *family, const char *backend, const char *precision);

#endif
