#include "base/arena.h"

#include <errno.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

enum { BLOCK = 1 << 14, KEPT = 1 << 20, ALIGN = alignof(max_align_t) };

struct block {
	struct block *next;
	size_t used, cap;
	alignas(max_align_t) char data[];
};

struct arena {
	struct block *first; /* the one being filled */
	size_t size;
};

struct arena *
arena_new(void)
{
	return xcalloc(1, sizeof(struct arena));
}

static struct block *
block_new(size_t cap)
{
	struct block *b = xmalloc(sizeof *b + cap);

	b->used = 0;
	b->cap = cap;
	return b;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	struct block *b = a->first;
	void *p;

	if (size > SIZE_MAX / 2) {
		errno = ENOMEM;
		die("cannot allocate %zu bytes:", size);
	}
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	if (!b || size > b->cap - b->used) {
		struct block *fresh = block_new(size > BLOCK / 4 ? size : BLOCK);

		/* A big one goes behind the block that still has room. */
		if (b && size > BLOCK / 4) {
			fresh->next = b->next;
			b->next = fresh;
		} else {
			fresh->next = b;
			a->first = fresh;
		}
		b = fresh;
	}
	p = b->data + b->used;
	b->used += size;
	a->size += size;
	return memset(p, 0, size);
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size) {
		errno = ENOMEM;
		die("cannot allocate %zu x %zu bytes:", n, size);
	}
	return arena_alloc(a, n * size);
}

char *
arena_strndup(struct arena *a, const char *s, size_t len)
{
	char *copy = arena_alloc(a, len + 1);

	memcpy(copy, s, len);
	return copy;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

size_t
arena_size(const struct arena *a)
{
	return a->size;
}

void
arena_reset(struct arena *a)
{
	struct block *keep = NULL, *next;

	for (struct block *b = a->first; b; b = next) {
		next = b->next;
		if (b->cap <= KEPT && (!keep || b->cap > keep->cap)) {
			free(keep);
			keep = b;
		} else {
			free(b);
		}
	}
	if (keep) {
		keep->next = NULL;
		keep->used = 0;
	}
	a->first = keep;
	a->size = 0;
}

void
arena_free(struct arena *a)
{
	if (!a)
		return;
	while (a->first) {
		struct block *next = a->first->next;

		free(a->first);
		a->first = next;
	}
	free(a);
}
