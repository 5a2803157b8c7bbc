/* arena.h: memory that is freed all at once. */
#ifndef ARENA_H
#define ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
/* SIZE bytes, zeroed, aligned for any type; they live as long as A. */
void *arena_alloc(struct arena *a, size_t size);
/* As arena_alloc(N * SIZE); dies when that overflows. */
void *arena_array(struct arena *a, size_t n, size_t size);
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t len);
/* How many bytes were handed out so far. */
size_t arena_size(const struct arena *a);
/* Forget all that was handed out; some of the memory is kept for the next round. */
void arena_reset(struct arena *a);
/* A may be NULL. */
void arena_free(struct arena *a);

#endif
