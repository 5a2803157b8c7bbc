/* words: count, find or sort the words of a text that is the same on every machine. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 120000, LETTERS = 7, COUNT_PASSES = 40, FIND_PASSES = 25 };

static char words[WORDS][LETTERS + 1];

static unsigned
hash(const char *word)
{
	unsigned h = 2166136261u;

	while (*word)
		h = (h ^ (unsigned char)*word++) * 16777619u;
	return h;
}

static void
words_make(void)
{
	unsigned state = 42;

	for (size_t i = 0; i < WORDS; i++)
		for (size_t k = 0; k < LETTERS; k++) {
			state = state * 1664525u + 1013904223u;
			words[i][k] = (char)('a' + (state >> 24) % 26);
		}
}

/* How many different remainders the words' hashes leave. */
static unsigned
words_count(void)
{
	static unsigned char seen[1 << 16];
	unsigned n = 0;

	for (int pass = 0; pass < COUNT_PASSES; pass++) {
		memset(seen, 0, sizeof seen);
		n = 0;
		for (size_t i = 0; i < WORDS; i++) {
			unsigned place = hash(words[i]) % sizeof seen;

			n += !seen[place];
			seen[place] = 1;
		}
	}
	return n;
}

static unsigned
words_find(const char *part)
{
	unsigned n = 0;

	for (int pass = 0; pass < FIND_PASSES; pass++)
		for (size_t i = 0; i < WORDS; i++)
			n += strstr(words[i], part) != NULL;
	return n;
}

static int
order(const void *a, const void *b)
{
	return strcmp(a, b);
}

static unsigned
words_sort(void)
{
	qsort(words, WORDS, sizeof words[0], order);
	return hash(words[WORDS / 2]);
}

int
main(int argc, char **argv)
{
	const char *what = argc == 2 ? argv[1] : "";
	unsigned answer;

	words_make();
	if (strcmp(what, "count") == 0)
		answer = words_count();
	else if (strcmp(what, "find") == 0)
		answer = words_find("abc");
	else if (strcmp(what, "sort") == 0)
		answer = words_sort();
	else
		return fputs("usage: words count|find|sort\n", stderr), 2;
	printf("%s: %u\n", what, answer);
	return 0;
}
