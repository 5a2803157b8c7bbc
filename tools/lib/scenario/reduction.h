/* reduction.h: how several values of one invocation become one, and the words for it. */
#ifndef REDUCTION_H
#define REDUCTION_H

#include <stdbool.h>

enum reduce {
	REDUCE_MEDIAN,
	REDUCE_MEAN,
	REDUCE_MIN,
	REDUCE_MAX,
	REDUCE_SUM,
	REDUCE_FIRST,
	REDUCE_LAST,
	REDUCE_COUNT,     /* how many there are, whatever they are */
	REDUCE_PERCENTILE /* the least value that so many are not over: the nearest rank */
};

struct reduction {
	enum reduce reduce;
	unsigned parts; /* REDUCE_PERCENTILE: of QUANTILE_PARTS (stats/quantile.h) */
};

/* Read a word: "median", and a percentile, over p0 and under p100, with three decimals at most:
 * "p99.9". False, with HOW untouched, when it is none. */
bool reduction_parse(const char *word, struct reduction *how);
/* What WORD, which is none, should have been, to come after "must be"; the caller owns it. */
char *reduction_expected(const char *word);

/* Write the word for HOW. */
enum { REDUCTION_WORD_MAX = 16 };
void reduction_word(struct reduction how, char word[REDUCTION_WORD_MAX]);

#endif
