#include "render/open_more.h"

#include <stdlib.h>
#include <string.h>

/* What one more of is wanted: an element of words. */
static const char *const words[] = {"round", "invocation", "session", "machine", "build"};

enum { NWORDS = sizeof words / sizeof *words, NUMBER_MOST = 1000000000 };

/* How many more of which word a row wants. */
struct wanted {
	unsigned long n;
	int word;
	bool sides; /* of each side */
};

/* What the reason of R asks for: "…; about 24 more rounds would settle it". */
static bool
wanted_of(const struct md_row *r, struct wanted *w)
{
	const char *s = r->reason;
	char *end;

	for (; (s = s ? strstr(s, "about ") : NULL); s++) {
		w->n = strtoul(s + 6, &end, 10);
		if (end == s + 6 || w->n > NUMBER_MOST || strncmp(end, " more ", 6) != 0)
			continue;
		end += 6;
		for (w->word = 0; w->word < NWORDS; w->word++) {
			size_t len = strlen(words[w->word]);

			if (strncmp(end, words[w->word], len) != 0)
				continue;
			end += len;
			end += *end == 's';
			w->sides = strncmp(end, " of each side would ", 20) == 0;
			if (w->sides || strncmp(end, " would ", 7) == 0)
				return true;
			break;
		}
	}
	return false;
}

static int
wanted_order(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;

	if (x->word != y->word)
		return x->word - y->word;
	if (x->sides != y->sides)
		return x->sides - y->sides;
	return x->n < y->n ? -1 : x->n > y->n;
}

/* The longest run of LIST that wants one thing: its first element; *LEN: how many they are. */
static const struct wanted *
commonest(const struct wanted *list, size_t n, size_t *len)
{
	const struct wanted *best = list;

	*len = 0;
	for (size_t i = 0, to; i < n; i = to) {
		for (to = i + 1;
		     to < n && list[to].word == list[i].word && list[to].sides == list[i].sides;)
			to++;
		if (to - i > *len) {
			*len = to - i;
			best = &list[i];
		}
	}
	return best;
}

void
open_more_add(struct buf *b, struct md_range range)
{
	struct wanted *list = xcalloc(range.kept + 1, sizeof *list);
	const struct wanted *common;
	size_t n = 0, len, half;

	for (size_t i = 0; i < range.kept; i++)
		n += wanted_of(&range.rows[i], &list[n]);
	qsort(list, n, sizeof *list, wanted_order);
	common = commonest(list, n, &len);
	if (len) {
		half = (len + 1) / 2;
		buf_printf(b, "; about %lu more %s%s%s would settle ", common[half - 1].n,
		    words[common->word], common[half - 1].n == 1 ? "" : "s",
		    common->sides ? " of each side" : "");
		if (common[half - 1].n == common[len - 1].n)
			half = len;
		if (half == range.n)
			buf_str(b, "all of them");
		else if (len == range.n)
			buf_str(b, "half of them");
		else
			buf_printf(b, "%zu of them", half);
		if (half < len && len == range.n)
			buf_printf(b, ", about %lu all", common[len - 1].n);
		else if (half < len)
			buf_printf(b, ", about %lu %zu", common[len - 1].n, len);
	}
	free(list);
}
