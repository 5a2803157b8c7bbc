/* Characters as readers see them, their columns, and names that are cut between them. */
#include <stdlib.h>
#include <string.h>

#include "base/text_cut.h"
#include "base/text_width.h"
#include "check.h"

#define ELLIPSIS "\xE2\x80\xA6"
#define ACUTE "\xCC\x81"          /* combining */
#define CJK "\xE6\x97\xA5"        /* U+65E5, wide */
#define WOMAN "\xF0\x9F\x91\xA9"  /* U+1F469 */
#define LAPTOP "\xF0\x9F\x92\xBB" /* U+1F4BB */
#define JOINER "\xE2\x80\x8D"     /* U+200D */
#define TONE "\xF0\x9F\x8F\xBD"   /* U+1F3FD */
#define FLAG_D "\xF0\x9F\x87\xA9" /* regional indicators */
#define FLAG_E "\xF0\x9F\x87\xAA"
#define ALEF "\xD7\x90"

static int
is_cluster(const char *s, size_t bytes, size_t columns)
{
	size_t n;

	return text_cluster(s, strlen(s), &n) == bytes && n == columns;
}

static char *
repeated(const char *s, size_t n)
{
	struct buf b = BUF_INIT;

	while (n-- > 0)
		buf_str(&b, s);
	return buf_take(&b);
}

/* Whether S, cut to MAX columns, begins with HEAD and ends in TAIL, is no wider, and all of its
 * bytes but those of the mark are whole characters of S. */
static int
cut_is(const char *s, size_t max, const char *head, const char *tail)
{
	struct buf b = BUF_INIT;
	size_t len;
	int ok;

	text_cut_add(&b, s, max);
	len = strlen(tail);
	ok = strncmp(b.s, head, strlen(head)) == 0 &&
	     strncmp(b.s + strlen(head), ELLIPSIS, strlen(ELLIPSIS)) == 0 &&
	     b.len >= len + strlen(ELLIPSIS) && strcmp(b.s + b.len - len, tail) == 0 &&
	     strncmp(b.s + b.len - len - strlen(ELLIPSIS), ELLIPSIS, strlen(ELLIPSIS)) == 0 &&
	     text_columns(b.s) <= max;
	if (!ok)
		fprintf(stderr, "'%s' is cut to '%s'\n", s, b.s);
	buf_free(&b);
	return ok;
}

static int
cut_same(const char *a, const char *b, size_t max)
{
	struct buf x = BUF_INIT, y = BUF_INIT;
	int same;

	text_cut_add(&x, a, max);
	text_cut_add(&y, b, max);
	same = strcmp(x.s, y.s) == 0;
	buf_free(&x);
	buf_free(&y);
	return same;
}

static void
clusters(void)
{
	CHECK(text_cluster("", 0, &(size_t){0}) == 0);
	CHECK(is_cluster("ab", 1, 1));
	CHECK(is_cluster("e" ACUTE ACUTE "x", 5, 1));
	CHECK(is_cluster(CJK CJK, 3, 2));
	CHECK(is_cluster(WOMAN JOINER LAPTOP "x", 11, 2));
	CHECK(is_cluster(WOMAN TONE "x", 8, 2));
	CHECK(is_cluster(FLAG_D FLAG_E FLAG_D, 8, 2));
	CHECK(is_cluster(ACUTE "x", 2, 1));
	CHECK(is_cluster("\xFF\xFF", 1, 1));
	CHECK(is_cluster("\xE6\x97", 1, 1));
	CHECK(text_columns("a" CJK "e" ACUTE) == 4);
	CHECK(text_right_to_left("abc " ALEF));
	CHECK(!text_right_to_left("abc " CJK ACUTE));
}

static void
cuts(void)
{
	char *accents = repeated("e" ACUTE, 100), *marks = repeated(ACUTE, 10000);
	char *wide = repeated(CJK, 30), *people = repeated(WOMAN JOINER LAPTOP, 30);
	char *hebrew = repeated(ALEF, 60), *bytes = repeated("\xFF", 60);
	struct buf b = BUF_INIT;

	CHECK(cut_same("short", "short", 24));
	text_cut_add(&b, "exactly-24-columns-long!", 24);
	CHECK(strcmp(b.s, "exactly-24-columns-long!") == 0);
	CHECK(
	    cut_is("decoder/gpt2/layers=12,heads=16,batch=32", 32, "decoder/gpt2", "=16,batch=32"));
	CHECK(cut_is(accents, 24,
	    "e" ACUTE "e" ACUTE "e" ACUTE "e" ACUTE "e" ACUTE "e" ACUTE "e" ACUTE "e" ACUTE,
	    "e" ACUTE "e" ACUTE "e" ACUTE "e" ACUTE "e" ACUTE "e" ACUTE "e" ACUTE "e" ACUTE));
	/* a wide one that has only half of its place left out */
	CHECK(cut_is(wide, 25, CJK CJK CJK CJK, CJK CJK CJK CJK));
	CHECK(cut_is(people, 24,
	    WOMAN JOINER LAPTOP WOMAN JOINER LAPTOP WOMAN JOINER LAPTOP WOMAN JOINER LAPTOP,
	    WOMAN JOINER LAPTOP WOMAN JOINER LAPTOP WOMAN JOINER LAPTOP WOMAN JOINER LAPTOP));
	CHECK(cut_is(hebrew, 24, ALEF ALEF ALEF ALEF ALEF ALEF ALEF ALEF,
	    ALEF ALEF ALEF ALEF ALEF ALEF ALEF ALEF));
	CHECK(cut_is(
	    bytes, 24, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"));
	/* marks without end do not make a short name */
	buf_clear(&b);
	text_cut_add(&b, marks, 24);
	CHECK(b.len < 1000);
	buf_free(&b);
	free(accents);
	free(marks);
	free(wide);
	free(people);
	free(hebrew);
	free(bytes);
}

/* Five thousand names that differ in the middle alone, each with its own cut. */
static int
text_compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
differences(void)
{
	enum { N = 5000 };
	static char *cut[N];
	size_t same = 0;

	for (size_t i = 0; i < N; i++) {
		char *name = xasprintf(
		    "decoder/gpt2/layers=12,seed=%zu,heads=16,precision=bf16,batch=32", i);
		struct buf b = BUF_INIT;

		text_cut_add(&b, name, 40);
		cut[i] = buf_take(&b);
		free(name);
	}
	qsort(cut, N, sizeof *cut, text_compare);
	for (size_t i = 1; i < N; i++)
		same += strcmp(cut[i - 1], cut[i]) == 0;
	CHECK(same == 0);
	for (size_t i = 0; i < N; i++)
		free(cut[i]);
}

int
main(void)
{
	clusters();
	cuts();
	differences();
	return failures != 0;
}
