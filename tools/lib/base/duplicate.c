#include "base/duplicate.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

static int
by_word(const void *a, const void *b)
{
	const char *const *x = *(const char *const *const *)a;
	const char *const *y = *(const char *const *const *)b;
	int order = strcmp(*x, *y);

	return order ? order : (x > y) - (x < y);
}

bool
duplicate_find(const char *const *words, size_t n, size_t *first, size_t *second)
{
	const char *const **sorted = xreallocarray(NULL, n, sizeof *sorted);

	for (size_t i = 0; i < n; i++)
		sorted[i] = &words[i];
	qsort(sorted, n, sizeof *sorted, by_word);
	*second = n;
	for (size_t i = 1; i < n; i++) {
		size_t later = (size_t)(sorted[i] - words);

		if (strcmp(*sorted[i - 1], *sorted[i]) == 0 && later < *second) {
			*second = later;
			*first = (size_t)(sorted[i - 1] - words);
		}
	}
	free(sorted);
	return *second < n;
}
