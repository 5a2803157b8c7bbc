/* intern.h: strings that come again and again, kept once. */
#ifndef INTERN_H
#define INTERN_H

#include <stddef.h>
#include <stdint.h>

/* One string; equal strings of one set are the same word. */
struct word {
	const char *text;
	size_t index; /* from 0, in the order of first use */
};

struct word_set;
struct word_set *intern_new(void);
void intern_free(struct word_set *set);
/* The word for TEXT, which is copied; it lives as long as SET. NULL for NULL. */
const struct word *intern_word(struct word_set *set, const char *text);
/* The word for TEXT when SET has it, else NULL. */
const struct word *intern_find(const struct word_set *set, const char *text);
size_t intern_size(const struct word_set *set);

#endif
