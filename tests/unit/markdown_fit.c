/* Shortening: never over the bound, never a broken line, tag, fence or character. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "base/utf8.h"
#include "check.h"
#include "render/markdown_fit.h"

static char *
fit(const char *text, size_t chars, size_t bytes)
{
	struct buf b = BUF_INIT;

	markdown_fit(&b, text, strlen(text), (struct markdown_size){chars, bytes}, "S");
	return buf_take(&b);
}

static void
is(const char *text, size_t chars, const char *expected)
{
	char *s = fit(text, chars, 1 << 20);

	if (strcmp(s, expected) != 0) {
		fprintf(stderr, "expected:\n%s\ngot:\n%s\n", expected, s);
		failures++;
	}
	free(s);
}

/* With just the room for EXPECTED. */
static void
fits(const char *text, const char *expected)
{
	is(text, strlen(expected), expected);
}

#define TABLE "| a |\n| - |\n| 1 |\n| 2 |\n| 3 |\n"
#define FOLD "<details>\n<summary>more</summary>\n\n" TABLE "\n</details>\n"

#define LONG "| a |\n| - |\n| 11111111111111111111 |\n| 22222222222222222222 |\n| 3333333333333 |\n"
#define NO_FOLD "<details>\n<summary>more</summary>\n\n\n*3 more in S*\n\n</details>\n"
#define ALL "head\n\n" TABLE "\n" FOLD "\nfoot\n"

static void
rows_go_first(void)
{
	is("x\n", 2, "x\n");
	is("", 0, "");
	fits(ALL, ALL);
	/* folded rows before the others, from the last one up */
	fits(LONG "\n<details>\n\n" LONG "\n</details>\n",
	    LONG "\n<details>\n\n| a |\n| - |\n| 11111111111111111111 |\n\n*2 more in S*\n\n"
		 "</details>\n");
	fits(ALL, "head\n\n" TABLE "\n" NO_FOLD "\nfoot\n");
	fits(LONG "\n" FOLD, "| a |\n| - |\n| 11111111111111111111 |\n\n*2 more in S*\n\n" NO_FOLD);
	/* then a whole table, then blocks from the end */
	fits(ALL, "head\n\n\n*3 more in S*\n\n" NO_FOLD "\nfoot\n");
	fits(ALL, "head\n\n\n*3 more in S*\n\n*The rest is in S*\n");
	fits(ALL, "head\n\n*The rest is in S*\n");
	fits(ALL, "*The rest is in S*\n");
	is(ALL, 5, "");
}

static void
what_only_looks_like_a_row_stays(void)
{
	static const char *const texts[] = {
	    "```\n" TABLE TABLE "```\n", "~~~ x\n" TABLE "```\n" TABLE "~~~\n",
	    "<!-- \n" TABLE TABLE "-->\n", "<pre>\n" TABLE TABLE "</pre>\n",
	    "<table><tr><td>\n\n" TABLE TABLE "</td></tr></table>\n",
	    "| a |\n| 1 |\n| 2 |\n| 333333333333333 |\n| 3 |\n",
	    "<details>\n\n" TABLE TABLE TABLE "\n<details>\n\nx\n\n</details>\n", /* never closed */
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		is(texts[i], 30, "*The rest is in S*\n");
	/* a row that opens a tag is not one that can go alone */
	is("| a |\n| - |\n| <b>1 |\n| 2</b> |\n| 33333333333333333333333333 |\n", 40,
	    "*The rest is in S*\n");
	/* `code` and \< are text */
	is("`<details>` \\<details> < details\n\nx\n\nyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n", 60,
	    "`<details>` \\<details> < details\n\nx\n\n*The rest is in S*\n");
	/* a '<' that is no tag ends with its paragraph */
	is("a <b and\n\nc\n\nyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n", 33,
	    "a <b and\n\nc\n\n*The rest is in S*\n");
}

/* Whether every line of S is one of TEXT's, in order, or a notice; and tags and
 * fences are closed as they were. */
static bool
is_whole(const char *s, const char *text)
{
	const char *from = text;
	size_t folds = 0, fences = 0;

	while (*s) {
		const char *end = strchr(s, '\n');
		size_t n = end ? (size_t)(end - s) + 1 : strlen(s);
		const char *p = from;

		if (strncmp(s, "```", 3) == 0)
			fences++;
		else if (fences % 2 == 0 && strncmp(s, "<details>", 9) == 0)
			folds++;
		else if (fences % 2 == 0 && strncmp(s, "</details>", 10) == 0)
			folds--;
		while (*p && strncmp(p, s, n) != 0) {
			const char *next = strchr(p, '\n');

			p = next ? next + 1 : p + strlen(p);
		}
		if (*p && *s != '\n')
			from = p + n;
		else if (*s != '\n' && (*s != '*' || !strstr(s, " in S*")))
			return false;
		s += n;
	}
	return folds == 0 && fences % 2 == 0;
}

static bool
is_utf8(const char *s)
{
	size_t len = strlen(s), n;

	for (; len > 0; s += n, len -= n)
		if ((n = utf8_length(s, len)) == 0)
			return false;
	return true;
}

static void
add_word(struct buf *b, struct rng *r)
{
	static const char *const words[] = {"a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x94\xB4",
	    "&amp;", "<code>x</code>", "&#42;", "`c`", "\\|", "e\xCC\x81"};

	for (size_t n = 1 + rng_below(r, 5); n > 0; n--)
		buf_str(b, words[rng_below(r, sizeof words / sizeof *words)]);
}

static void
add_block(struct buf *b, struct rng *r)
{
	bool fold = rng_below(r, 3) == 0;
	size_t n = rng_below(r, 8);

	if (fold)
		buf_str(b, "<details>\n<summary>s</summary>\n\n");
	switch (rng_below(r, 4)) {
	case 0:
		buf_str(b, "| h | i |\n| --- | ---: |\n");
		for (; n > 0; n--) {
			buf_str(b, "| ");
			add_word(b, r);
			buf_printf(b, " | %zu |\n", n);
		}
		break;
	case 1:
		buf_str(b, "```\n");
		for (; n > 0; n--)
			buf_str(b, n % 2 ? "| - |\n" : "\n<details>\n");
		buf_str(b, "```\n");
		break;
	default:
		for (; n > 0; n--) {
			add_word(b, r);
			buf_char(b, '\n');
		}
	}
	buf_char(b, '\n');
	if (fold)
		buf_str(b, "</details>\n\n");
}

static void
any_text_fits_any_bound(void)
{
	struct rng r;

	rng_seed(&r, 4);
	for (int i = 0; i < 3000; i++) {
		struct buf text = BUF_INIT;
		struct markdown_size size, max = {rng_below(&r, 600), rng_below(&r, 900)};
		char *s;

		for (size_t n = 1 + rng_below(&r, 8); n > 0; n--)
			add_block(&text, &r);
		s = fit(text.s, max.chars, max.bytes);
		size = markdown_size(s, strlen(s));
		CHECK(size.chars <= max.chars && size.bytes <= max.bytes);
		CHECK(is_utf8(s));
		CHECK(is_whole(s, text.s));
		CHECK(max.chars < 19 || max.bytes < 19 || *s);
		size = markdown_size(text.s, text.len);
		if (size.chars <= max.chars && size.bytes <= max.bytes)
			CHECK(strcmp(s, text.s) == 0);
		free(s);
		buf_free(&text);
	}
}

static void
sizes_are_utf16_units_and_bytes(void)
{
	struct markdown_size size = markdown_size("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x94\xB4", 10);

	CHECK(size.chars == 5 && size.bytes == 10);
}

int
main(void)
{
	rows_go_first();
	what_only_looks_like_a_row_stays();
	any_text_fits_any_bound();
	sizes_are_utf16_units_and_bytes();
	return failures != 0;
}
