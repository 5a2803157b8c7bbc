/* What strangers worded is a harmless part of one line of a log. */
#include <stdio.h>
#include <string.h>

#include "base/util.h"
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
	return failures != 0;
}
