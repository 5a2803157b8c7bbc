/* What strangers worded is a harmless part of one line of a log. */
#include <stdio.h>
#include <string.h>

#include "base/tame.h"
#include "check.h"

static int
becomes(const char *text, const char *expected)
{
	char s[128];

	snprintf(s, sizeof s, "%s", text);
	line_tame(s);
	if (strcmp(s, expected) != 0)
		fprintf(stderr, "'%s' instead of '%s'\n", s, expected);
	return strcmp(s, expected) == 0;
}

/* Whether PRINT writes EXPECTED of TEXT. */
static int
printed(void (*print)(const char *, FILE *), const char *text, const char *expected)
{
	char got[256] = "";
	FILE *f = fmemopen(got, sizeof got, "w");

	if (!f)
		return 0;
	print(text, f);
	fclose(f);
	if (strcmp(got, expected) != 0)
		fprintf(stderr, "'%s' instead of '%s'\n", got, expected);
	return strcmp(got, expected) == 0;
}

static int
word_is(const char *text, const char *expected)
{
	return printed(word_print, text, expected);
}

static int
json_is(const char *text, const char *expected)
{
	return printed(json_tame_print, text, expected);
}

int
main(void)
{
	CHECK(becomes("", ""));
	CHECK(becomes("matmul/size=100 \xC3\xA9 \xE2\x9C\x93 \xF0\x9F\x94\xB4",
	    "matmul/size=100 \xC3\xA9 \xE2\x9C\x93 \xF0\x9F\x94\xB4"));
	/* controls of terminals: C0, delete, and C1 in both of its forms */
	CHECK(becomes("a\x1B[31m\r\n\t\x7F", "a?[31m????"));
	CHECK(becomes("a\xC2\x9B"
		      "2J\xC2\x85",
	    "a?2J?"));
	CHECK(becomes("a\x9B"
		      "2J",
	    "a?2J"));
	/* of direction, of lines, and what has no width */
	CHECK(becomes("\xE2\x80\xAE"
		      "x\xE2\x81\xA6\xE2\x81\xA9\xE2\x80\x8F\xD8\x9C",
	    "?x????"));
	CHECK(becomes("a\xE2\x80\xA8"
		      "b\xE2\x80\x8B\xEF\xBB\xBF",
	    "a?b??"));
	/* cut characters */
	CHECK(becomes("a\xE2\x80", "a??"));
	CHECK(becomes("\xC3", "?"));
	/* commands of a job's log, also such as appear when something else goes */
	CHECK(becomes("::error::a", "?:error::a"));
	CHECK(becomes("a ##[error]b ##[", "a ##(error]b ##("));
	CHECK(becomes("##\xE2\x80\xAE[error]", "##?[error]"));
	/* the runner takes white space off a line first */
	CHECK(becomes("  ::error::a", "  ?:error::a"));
	CHECK(becomes("\xC2\xA0\xE3\x80\x80::error::a", "\xC2\xA0\xE3\x80\x80?:error::a"));
	CHECK(becomes("\t::error::a", "?::error::a"));
	CHECK(becomes("a ::error::a", "a ::error::a"));
	CHECK(word_is("", "''"));
	CHECK(word_is("a/b=1", "a/b=1"));
	CHECK(word_is("it's $HOME", "'it'\\''s $HOME'"));
	CHECK(word_is("a\nb\t'\\\xC3\xA9", "$'a\\nb\\t\\'\\\\\xC3\xA9'"));
	CHECK(word_is("\xE2\x80\xAEx\x9B\x1B", "$'\\xe2\\x80\\xaex\\x9b\\x1b'"));
	CHECK(word_is("##[error]", "$'\\x23#[error]'"));
	CHECK(json_is("{\"a\":\"\xE2\x80\xAE ##[x \xC3\xA9 \xF3\xA0\x81\x81\"}\n",
	    "{\"a\":\"\\u202e \\u0023#[x \xC3\xA9 \\udb40\\udc41\"}\n"));
	return failures != 0;
}
