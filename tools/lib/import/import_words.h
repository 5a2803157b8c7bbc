/* import_words.h: words of one directive, and whether a name is among them. */
#ifndef IMPORT_WORDS_H
#define IMPORT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Owned by whoever has it; start from all zero. */
struct import_words {
	char **at;
	size_t *lengths;
	size_t n, cap, lengths_cap;
};

/* Add the words of TEXT, which stand between blanks and tabs. */
void import_words_read(struct import_words *words, const char *text);
void import_words_free(struct import_words *words);
/* Whether WORDS has the LEN bytes of S. */
bool import_words_have(const struct import_words *words, const char *s, size_t len);

#endif
