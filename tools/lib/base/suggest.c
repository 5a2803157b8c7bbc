#include "base/suggest.h"

#include <string.h>

#include "base/buf.h"
#include "base/util.h"

/* The distance of A to B, or LIMIT when it is not below that. Optimal string
 * alignment: Damerau's edits, none of them within another. */
static unsigned
distance(const char *a, const char *b, unsigned limit)
{
	unsigned rows[3][SUGGEST_MAX + 1], *before = rows[0], *last = rows[1], *row = rows[2];
	size_t la = strlen(a), lb = strlen(b);

	if (lb > SUGGEST_MAX || (la > lb ? la - lb : lb - la) >= limit)
		return limit;
	for (size_t j = 0; j <= lb; j++)
		last[j] = (unsigned)j;
	for (size_t i = 1; i <= la; i++) {
		unsigned *spare = before, least;

		least = row[0] = (unsigned)i;
		for (size_t j = 1; j <= lb; j++) {
			unsigned d = last[j - 1] + (a[i - 1] != b[j - 1]);

			if (last[j] + 1 < d)
				d = last[j] + 1;
			if (row[j - 1] + 1 < d)
				d = row[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    before[j - 2] + 1 < d)
				d = before[j - 2] + 1;
			row[j] = d;
			if (d < least)
				least = d;
		}
		if (least > limit)
			return limit;
		before = last;
		last = row;
		row = spare;
	}
	return last[lb] < limit ? last[lb] : limit;
}

const char *
suggest(const char *word, const char *const *words, size_t n)
{
	size_t len = strlen(word);
	unsigned least = (unsigned)(len / 3 ? len / 3 : 1) + 1;
	const char *nearest = NULL;

	if (len > SUGGEST_MAX)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		unsigned d = distance(word, words[i], least);

		if (d < least) {
			least = d;
			nearest = words[i];
		}
	}
	return nearest;
}

char *
suggest_note(const char *word, const char *const *words, size_t n)
{
	const char *near = suggest(word, words, n);

	return near ? xasprintf(" (nearest: '%s')", near) : xstrdup("");
}

char *
suggest_list(const char *const *words, size_t n)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s'%s'", i == 0 ? "" : i + 1 < n ? ", " : " or ", words[i]);
	return buf_take(&b);
}
