/* The last lines of output, as people are shown them. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "check.h"
#include "measure/last_lines.h"

/* Whether the last N lines of the LEN bytes of S are WANT, NULL: none. */
static bool
are(const char *s, size_t len, size_t n, const char *want)
{
	char *got = last_lines(s, len, n);
	bool same = want ? got && strcmp(got, want) == 0 : !got;

	if (!same)
		fprintf(stderr, "got: %s\n", got ? got : "nothing");
	free(got);
	return same;
}

#define ARE(text, n, want) CHECK(are(text, sizeof text - 1, n, want))

static void
lines_are_the_last(void)
{
	CHECK(are(NULL, 0, 3, NULL));
	ARE("", 3, NULL);
	ARE("\n \t\r\n\n", 3, NULL);
	ARE("a", 3, "a");
	ARE("a\nb\nc\nd\n", 3, "b\nc\nd");
	ARE("a\n\n\nb", 2, "a\nb");
	ARE("a\nb\n", 0, NULL);
	ARE("  a  \n", 1, "  a");
	ARE("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n", 100, "2\n3\n4\n5\n6\n7\n8\n9\n10\n11");
	ARE("a\0b\n", 5, "a\nb");
}

static void
returns_begin_a_line_anew(void)
{
	ARE("a\r\nb\r\n", 2, "a\nb");
	ARE("10%\r50%\r99%", 2, "99%");
	ARE("10%\r50%\r99%\r\n", 2, "99%");
	ARE("x\n10%\r  \r", 2, "x\n10%");
}

static void
characters_stay_whole(void)
{
	char text[2 * LAST_LINE_MAX + 2], want[LAST_LINE_MAX + 1];

	/* 'a', and then characters of two bytes: the last of them would be cut. */
	for (size_t i = 0; i < LAST_LINE_MAX; i++)
		memcpy(text + 1 + 2 * i, "\xc3\xa9", 2);
	text[0] = 'a';
	memcpy(want, text, LAST_LINE_MAX - 1);
	want[LAST_LINE_MAX - 1] = '\0';
	CHECK(are(text, sizeof text - 1, 1, want));
	/* What is not UTF-8 is counted by bytes. */
	memset(text, 0xff, sizeof text);
	memset(want, 0xff, LAST_LINE_MAX);
	want[LAST_LINE_MAX] = '\0';
	CHECK(are(text, sizeof text, 1, want));
}

int
main(int argc, char *argv[])
{
	(void)argc;
	program_set(argv[0]);
	lines_are_the_last();
	returns_begin_a_line_anew();
	characters_stay_whole();
	return failures != 0;
}
