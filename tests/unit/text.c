/* Text for a terminal: what a strip shows, where lines break, and what a table leaves out. */
#include <math.h>
#include <stdio.h>
#include <string.h>

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

/* A table of one row in so many columns. */
static int
table_is(size_t columns, bool unicode, const char *expected)
{
	static const struct text_column heads[] = {
	    {.title = "name", .name = true},
	    {.title = "none"},
	    {.title = "n", .right = true, .spare = 1},
	    {.title = "range", .right = true, .spare = 2},
	};
	struct text_style style = {columns, false, unicode};
	struct text_table *t = text_table_new(&style, heads, sizeof heads / sizeof *heads);
	struct buf b = BUF_INIT;
	int same;

	text_table_cell(t, "a-name-that-is-rather-long-and-goes-on", PAINT_NONE);
	text_table_cell(t, "", PAINT_NONE);
	text_table_cell(t, "17", PAINT_NONE);
	text_table_cell(t, "1 … 2", PAINT_NONE);
	text_table_add(t, &b);
	same = strcmp(b.s, expected) == 0;
	if (!same)
		fprintf(stderr, "'%s' instead of '%s'\n", b.s, expected);
	text_table_free(t);
	buf_free(&b);
	return same;
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

	CHECK(table_is(60, true,
	    "name                                     n  range\n"
	    "a-name-that-is-rather-long-and-goes-on  17  1 … 2\n"));
	CHECK(table_is(44, true,
	    "name                                n  range\n"
	    "a-name-that-i…63grip…-and-goes-on  17  1 … 2\n"));
	CHECK(table_is(36, true,
	    "name                        n  range\n"
	    "a-name-th…63grip…-goes-on  17  1 … 2\n"));
	/* the spelling of the signs is longer */
	CHECK(table_is(36, false,
	    "name                               n\n"
	    "a-name-tha...63grip...nd-goes-on  17\n"));
	return failures != 0;
}
