#include "scenario/reduction.h"

#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/util.h"

enum { PER_PERCENT = 1000, DECIMALS = 3 }; /* QUANTILE_PARTS / 100, and its zeros */

/* By enum reduce, but percentiles. */
static const char *const reduction_words[REDUCE_PERCENTILE] = {
    "median", "mean", "min", "max", "sum", "first", "last", "count"};

static bool
percentile_parse(const char *word, struct reduction *how)
{
	unsigned parts = 0;
	int digits = 0, decimals = -1;

	if (*word++ != 'p' || !isdigit((unsigned char)*word))
		return false;
	for (; *word; word++) {
		if (*word == '.' && decimals < 0 && isdigit((unsigned char)word[1])) {
			decimals = 0;
			continue;
		}
		if (!isdigit((unsigned char)*word) || ++digits > 2 + DECIMALS)
			return false;
		if (decimals >= 0 && ++decimals > DECIMALS)
			return false;
		parts = parts * 10 + (unsigned)(*word - '0');
	}
	for (decimals = decimals < 0 ? 0 : decimals; decimals < DECIMALS; decimals++)
		parts *= 10;
	if (parts == 0 || parts >= 100 * PER_PERCENT)
		return false;
	*how = (struct reduction){REDUCE_PERCENTILE, parts};
	return true;
}

bool
reduction_parse(const char *word, struct reduction *how)
{
	for (size_t i = 0; i < REDUCE_PERCENTILE; i++)
		if (strcmp(reduction_words[i], word) == 0) {
			*how = (struct reduction){(enum reduce)i, 0};
			return true;
		}
	return percentile_parse(word, how);
}

char *
reduction_expected(const char *word)
{
	char *list = suggest_list(reduction_words, REDUCE_PERCENTILE);
	char *note = suggest_note(word, reduction_words, REDUCE_PERCENTILE);
	char *text = xasprintf("%s, or a percentile over p0 and under p100 with at most three "
			       "decimals, like 'p99.9', not '%.64s'%s",
	    list, word, note);

	free(list);
	free(note);
	return text;
}

void
reduction_word(struct reduction how, char word[REDUCTION_WORD_MAX])
{
	int n;

	if (how.reduce != REDUCE_PERCENTILE) {
		snprintf(word, REDUCTION_WORD_MAX, "%s", reduction_words[how.reduce]);
		return;
	}
	n = snprintf(word, REDUCTION_WORD_MAX, "p%u.%03u", how.parts / PER_PERCENT % 100,
	    how.parts % PER_PERCENT);
	while (word[n - 1] == '0')
		word[--n] = '\0';
	if (word[n - 1] == '.')
		word[n - 1] = '\0';
}
