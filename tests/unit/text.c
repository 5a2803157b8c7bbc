/* Text for a terminal: what a strip shows, where lines break, and what a table leaves out. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "base/strip.h"
#include "base/text_table.h"
#include "base/text_width.h"
#include "check.h"

static int
strip_is(const double *v, size_t n, double low, double high, const char *expected)
{
	unsigned char cells[STRIP_CELLS];
	struct buf b = BUF_INIT;
	int same;

	strip_fill(cells, v, n, low, high);
	strip_add(&b, cells, false);
	same = strcmp(b.s, expected) == 0;
	if (!same)
		fprintf(stderr, "'%s' instead of '%s'\n", b.s, expected);
	buf_free(&b);
	return same;
}

static int
wraps(size_t columns, bool unicode, const char *text, const char *expected)
{
	struct text_style style = {columns, false, unicode};
	struct buf b = BUF_INIT;
	int same;

	buf_str(&b, "");
	text_wrapped(&b, &style, 2, text);
	same = strcmp(b.s, expected) == 0;
	if (!same)
		fprintf(stderr, "'%s' instead of '%s'\n", b.s, expected);
	buf_free(&b);
	return same;
}

/* The cells of a table that three columns have: names, metrics, changes and intervals. */
static const char *const cells[] = {
    "bench/copy/size=1024,mode=plain text",
    "throughput",
    "\u2212"
    "25.2 %",
    "[\u221227, \u221222]",
    "bench/copy/size=1,mode=\u65e5\u672c",
    "throughput",
    "+1 %",
    "",
    "bench/sort",
    "throughput",
    "",
    "",
};

/* Whether T, which goes, is drawn as EXPECTED. */
static int
drawn_is(struct text_table *t, const char *expected)
{
	struct buf b = BUF_INIT;
	int same;

	text_table_add(t, &b);
	same = strcmp(b.s, expected) == 0;
	if (!same)
		fprintf(stderr, "'%s' instead of '%s'\n", b.s, expected);
	text_table_free(t);
	buf_free(&b);
	return same;
}

/* Whether these N cells in so many columns are shown as EXPECTED. */
static int
table_is(size_t columns, bool unicode, size_t n, const char *expected)
{
	static const struct text_column heads[] = {
	    {.title = "benchmark", .name = true},
	    {.title = "metric", .once = true, .under = 1},
	    {.title = "change", .right = true},
	    {.title = "95 % interval", .right = true, .under = 3},
	};
	struct text_style style = {columns, false, unicode};
	struct text_table *t = text_table_new(&style, heads, sizeof heads / sizeof *heads);

	for (size_t i = 0; i < n; i++)
		text_table_cell(t, cells[i], PAINT_NONE);
	return drawn_is(t, expected);
}

/* A table of one long name and what can be spared in so many columns. */
static int
spared_is(size_t columns, bool unicode, const char *name, const char *expected)
{
	static const struct text_column heads[] = {
	    {.title = "name", .name = true},
	    {.title = "none"},
	    {.title = "n", .right = true, .spare = 1},
	    {.title = "range", .right = true, .spare = 2},
	};
	struct text_style style = {columns, false, unicode};
	struct text_table *t = text_table_new(&style, heads, sizeof heads / sizeof *heads);

	text_table_cell(t, name, PAINT_NONE);
	text_table_cell(t, "", PAINT_NONE);
	text_table_cell(t, "17", PAINT_NONE);
	text_table_cell(t, "1.000.000 … 2.000.000.000", PAINT_NONE);
	return drawn_is(t, expected);
}

static size_t
marks_count(const char *s)
{
	size_t n = 0;

	for (; (s = strchr(s, 'q')); s++)
		n++;
	return n;
}

/* Text of up to N parts, with marks in it. */
static void
text_make(struct rng *r, struct buf *b, size_t n)
{
	static const char *const parts[] = {"q", "quite", "a", "q=1,", "/", " ", "-", "\u65e5",
	    "e\u0301", "\U0001F469\u200D\U0001F4BB", "_", "::q", "1234567890123456789012345q"};

	buf_clear(b);
	buf_str(b, "");
	for (size_t i = rng_below(r, n + 1); i > 0; i--)
		buf_str(b, parts[rng_below(r, sizeof parts / sizeof *parts)]);
}

static bool
is_whole(const struct text_column *columns, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (columns[i].line || columns[i].name || columns[i].spare || columns[i].once)
			return false;
	return true;
}

/* Whether all lines of S have at most COLUMNS columns, and no blank at their end. */
static bool
lines_fit(const char *s, size_t columns)
{
	bool fit = true;

	while (*s && fit) {
		size_t n = strcspn(s, "\n");
		char *line = xstrndup(s, n);

		fit = text_columns(line) <= columns && (!n || line[n - 1] != ' ');
		if (!fit)
			fprintf(stderr, "'%s' has more than %zu columns\n", line, columns);
		free(line);
		s += n + (s[n] == '\n');
	}
	return fit;
}

/* Whether a word of a million letters is broken into lines that fit, each with its letters. */
static bool
word_fits(void)
{
	enum { LETTERS = 1000000, COLUMNS = 60 };
	struct text_style style = {COLUMNS, false, true};
	char *word = xmalloc(LETTERS + 1);
	struct buf b = BUF_INIT;
	bool fits;

	memset(word, 'q', LETTERS);
	word[LETTERS] = '\0';
	text_wrapped(&b, &style, 2, word);
	fits = lines_fit(b.s, COLUMNS) && marks_count(b.s) == LETTERS;
	buf_free(&b);
	free(word);
	return fits;
}

/* Whether tables of any columns and cells fit, and lose nothing that they may not lose. */
static bool
tables_fit(void)
{
	enum { TABLES = 3000, COLUMNS = 7, ROWS = 6 };
	struct buf text = BUF_INIT, b = BUF_INIT;
	size_t whole = 0;
	struct rng r;
	bool ok = true;

	rng_seed(&r, 17);
	for (int i = 0; i < TABLES && ok; i++) {
		struct text_style style = {40 + rng_below(&r, 100), false, rng_below(&r, 2)};
		struct text_column columns[COLUMNS] = {{.title = NULL}};
		size_t n = 1 + rng_below(&r, COLUMNS), marks = 0, long_is = rng_below(&r, 40);
		bool plain = rng_below(&r, 3) == 0;
		struct text_table *t;

		for (size_t k = 0; k < n; k++)
			columns[k] = (struct text_column){.title = "a title \u2192",
			    .right = rng_below(&r, 2),
			    .text = plain,
			    .name = !plain && rng_below(&r, 2),
			    .line = !plain && rng_below(&r, 2),
			    .once = !plain && rng_below(&r, 2),
			    .spare = plain ? 0 : (int)rng_below(&r, 4),
			    .under = (int)rng_below(&r, n + 1)};
		t = text_table_new(&style, columns, n);
		for (size_t k = 0; k < n * (1 + rng_below(&r, ROWS)) || k % n; k++) {
			text_make(&r, &text, rng_below(&r, 3) ? 3 : long_is);
			marks += marks_count(text.s);
			text_table_cell(t, text.s, PAINT_NONE);
		}
		buf_clear(&b);
		text_table_add(t, &b);
		whole += is_whole(columns, n);
		ok = lines_fit(b.s, style.columns) &&
		     (!is_whole(columns, n) || marks_count(b.s) == marks);
		if (!ok)
			fprintf(stderr, "table %d of %zu columns:\n%s", i, style.columns, b.s);
		text_table_free(t);
	}
	buf_free(&text);
	buf_free(&b);
	return ok && whole > TABLES / 4;
}

int
main(void)
{
	const double values[] = {0, 0, 0, 0, 0, 0, 0, 0, 12, 24, NAN, INFINITY, -1};
	const double same[] = {5, 5};

	CHECK(strip_is(values, 13, 0, 24, "@           .          ."));
	CHECK(strip_is(same, 2, 5, 5, "@                       "));
	CHECK(strip_is(same, 0, 5, 5, "                        "));

	CHECK(wraps(40, true, "one line", "one line"));
	CHECK(wraps(9, true, "one two three", "one two\n  three"));
	/* what belongs together stays so, and is a blank */
	CHECK(wraps(9, true, "one 12\u00a0% x", "one 12 %\n  x"));
	CHECK(wraps(8, true, "one 123\u00a0% x", "one\n  123 %\n  x"));
	CHECK(wraps(40, true, "\033[31m\n\t \u202e", "?[31m?? ?"));
	CHECK(wraps(40, false, "5 µs ± 1 → ∞", "5 us +- 1 -> ?"));

	/* a word that is longer than a line goes on in the next one */
	CHECK(wraps(12, true, "of bench/copy-all/size=1", "of\n  bench/\n  copy-all/\n  size=1"));

	/* all in one line; what is common once; the names in more lines */
	CHECK(table_is(82, true, 12,
	    "benchmark                             metric       change  95 % interval\n"
	    "bench/copy/size=1024,mode=plain text  throughput  −25.2 %     [−27, −22]\n"
	    "bench/copy/size=1,mode=日本           throughput     +1 %\n"
	    "bench/sort                            throughput\n"));
	CHECK(table_is(60, true, 12,
	    "every row: metric throughput\n"
	    "benchmark                              change  95 % interval\n"
	    "bench/copy/size=1024,mode=plain text  −25.2 %     [−27, −22]\n"
	    "bench/copy/size=1,mode=日本              +1 %\n"
	    "bench/sort\n"));
	CHECK(table_is(56, true, 12,
	    "every row: benchmark bench/…, metric throughput\n"
	    "benchmark                        change  95 % interval\n"
	    "copy/size=1024,mode=plain text  −25.2 %     [−27, −22]\n"
	    "copy/size=1,mode=日本              +1 %\n"
	    "sort\n"));
	CHECK(table_is(48, true, 12,
	    "every row: benchmark bench/…, metric throughput\n"
	    "benchmark                     change        95 %\n"
	    "                                        interval\n"
	    "copy/size=1024,mode=plain    −25.2 %  [−27, −22]\n"
	    "  text\n"
	    "copy/size=1,mode=日本           +1 %\n"
	    "sort\n"));
	CHECK(table_is(40, true, 8,
	    "every row: benchmark bench/copy/…,\n"
	    "  metric throughput\n"
	    "benchmark             change        95 %\n"
	    "                                interval\n"
	    "size=1024,           −25.2 %  [−27, −22]\n"
	    "  mode=plain text\n"
	    "size=1,mode=日本        +1 %\n"));
	/* one row has nothing in common with others: its cells stand under others; in ASCII */
	CHECK(table_is(40, false, 4,
	    "benchmark                         change\n"
	    "  metric                            95 %\n"
	    "                                interval\n"
	    "bench/copy/size=1024,            -25.2 %\n"
	    "  mode=plain text             [-27, -22]\n"
	    "  throughput\n"));

	CHECK(spared_is(60, true, "a-name-that-is-rather-long-and-goes-on",
	    "name                            n                      range\n"
	    "a-name-that-is-rather-long-    17  1.000.000 … 2.000.000.000\n"
	    "  and-goes-on\n"));
	CHECK(spared_is(40, true, "a-name-that-is-rather-long-and-goes-on",
	    "name                                   n\n"
	    "a-name-that-is-rather-long-and-goes-  17\n"
	    "  on\n"
	    "no room for: range\n"));
	CHECK(spared_is(40, false,
	    "a-name-that-is-rather-long-and-goes-on-without-end-and-without-a-word-more-than-it-"
	    "takes-to-be-so-long-that-it-fills-five-lines-or-more-of-this-column",
	    "name                                   n\n"
	    "a-name-that-is-rather-long-and-goes-  17\n"
	    "  on-without-end-and-...isnwke...so-\n"
	    "  long-that-it-fills-five-lines-or-\n"
	    "  more-of-this-column\n"
	    "no room for: range\n"));
	CHECK(word_fits());
	CHECK(tables_fit());
	return failures != 0;
}
