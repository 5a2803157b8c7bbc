#include "base/intern.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/util.h"

struct word_set {
	const struct word **slots; /* a power of two of them, at most half in use */
	size_t nslots, n;
	struct arena *arena;
};

struct word_set *
intern_new(void)
{
	struct word_set *set = xcalloc(1, sizeof *set);

	set->nslots = 64;
	set->slots = xcalloc(set->nslots, sizeof *set->slots);
	set->arena = arena_new();
	return set;
}

void
intern_free(struct word_set *set)
{
	if (!set)
		return;
	free(set->slots);
	arena_free(set->arena);
	free(set);
}

static const struct word **
slot_of(const struct word **slots, size_t n, const char *text)
{
	size_t i = hash_table_string(text) & (n - 1);

	while (slots[i] && strcmp(slots[i]->text, text) != 0)
		i = (i + 1) & (n - 1);
	return &slots[i];
}

static void
set_grow(struct word_set *set)
{
	size_t n = set->nslots * 2;
	const struct word **slots = xcalloc(n, sizeof *slots);

	for (size_t i = 0; i < set->nslots; i++)
		if (set->slots[i])
			*slot_of(slots, n, set->slots[i]->text) = set->slots[i];
	free(set->slots);
	set->slots = slots;
	set->nslots = n;
}

const struct word *
intern_word(struct word_set *set, const char *text)
{
	const struct word **slot, *known;
	struct word *word;

	if (!text)
		return NULL;
	slot = slot_of(set->slots, set->nslots, text);
	known = *slot;
	if (known)
		return known;
	if (2 * (set->n + 1) > set->nslots) {
		set_grow(set);
		slot = slot_of(set->slots, set->nslots, text);
	}
	word = arena_alloc(set->arena, sizeof *word);
	word->text = arena_strdup(set->arena, text);
	word->index = set->n++;
	*slot = word;
	return word;
}

const struct word *
intern_find(const struct word_set *set, const char *text)
{
	return *slot_of(set->slots, set->nslots, text);
}

size_t
intern_size(const struct word_set *set)
{
	return set->n;
}
