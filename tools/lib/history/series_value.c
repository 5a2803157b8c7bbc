#include "history/series_value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/suggest.h"
#include "results/read_value.h"
#include "json/json_members.h"

char *
series_text_read(struct scanner *s, enum scan_type type, const char *what, struct arena *memory)
{
	char *text = read_text(s, type, what), *kept = arena_strdup(memory, text);

	free(text);
	return kept;
}

char *
series_extra_read(struct members *m, struct scanner *s, struct arena *memory)
{
	char *text = members_end(m, s), *kept = text ? arena_strdup(memory, text) : NULL;

	free(text);
	return kept;
}

/* The value that is next, as it stands. */
char *
series_raw_read(struct scanner *s, struct arena *memory)
{
	struct buf b = BUF_INIT;
	char *kept;

	scan_raw(s, &b);
	kept = arena_strdup(memory, b.s);
	buf_free(&b);
	return kept;
}

/* The index of a word that must be one of N WORDS. */
size_t
series_word_read(struct scanner *s, enum scan_type type, const char *what, const char *const *words,
    size_t n, struct arena *memory)
{
	const char *word = series_text_read(s, type, what, memory);

	for (size_t i = 0; i < n; i++)
		if (strcmp(word, words[i]) == 0)
			return i;
	scan_die(s, "'%s' must be %s, not '%.64s'%s", what, suggest_list(words, n), word,
	    suggest_note(word, words, n));
}

/* Numbers, with NAN for null where these are taken, in the memory of the series. */
double *
series_numbers_read(struct scanner *scan, struct series *s, struct entry_reader *r,
    enum scan_type type, const char *what, size_t *n)
{
	double *v;

	*n = read_numbers(r, scan, type, what, strcmp(what, "value") != 0);
	if (*n > SERIES_POINTS_MAX)
		scan_die(scan, "'%s' has more than %d values", what, SERIES_POINTS_MAX);
	v = series_alloc(s, *n + 1, sizeof *v);
	if (*n)
		memcpy(v, r->numbers, *n * sizeof *v);
	return v;
}

/* Whole numbers from 0 that rise. */
size_t *
series_indices_read(struct scanner *scan, struct series *s, struct entry_reader *r,
    enum scan_type type, const char *what, size_t *n)
{
	struct scan_mark at = scan_mark(scan);
	double *v = series_numbers_read(scan, s, r, type, what, n), last = -1;
	size_t *index = series_alloc(s, *n + 1, sizeof *index);

	for (size_t i = 0; i < *n; i++) {
		if (!(v[i] > last) || v[i] != floor(v[i]) || v[i] > SERIES_RUNS_MAX)
			scan_die_at(scan, at,
			    "'%s' must be an array of whole numbers from 0 that rise", what);
		index[i] = (size_t)v[i];
		last = v[i];
	}
	return index;
}

/* [LOW, HIGH] */
void
series_ends_read(struct scanner *s, struct entry_reader *r, enum scan_type type, const char *what,
    double *low, double *high)
{
	size_t n = read_numbers(r, s, type, what, true);

	if (n != 2)
		scan_die(s, "'%s' must be two numbers, the low and the high end", what);
	*low = r->numbers[0];
	*high = r->numbers[1];
}
