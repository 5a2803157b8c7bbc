/* The token never shows, and text that is posted is made safe. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "github/comment_text.h"
#include "github/secret.h"

static int failures;

static void
is(const char *what, char *got, const char *expected)
{
	if (strcmp(got, expected) != 0) {
		fprintf(stderr, "%s: expected '%s', got '%s'\n", what, expected, got);
		failures++;
	}
	free(got);
}

static char *
scrubbed(const char *text, const char *token)
{
	struct buf b = BUF_INIT;

	secret_scrub_line(&b, text, token);
	return buf_take(&b);
}

static char *
cleaned(const char *text)
{
	struct buf b = BUF_INIT;

	if (!comment_text_clean(&b, text, strlen(text)))
		buf_str(&b, "refused");
	return buf_take(&b);
}

int
main(void)
{
	struct buf b = BUF_INIT;

	is("in the middle", scrubbed("a ghs_12345 b", "ghs_12345"), "a *** b");
	is("twice", scrubbed("ghs_12345ghs_12345", "ghs_12345"), "******");
	is("after a false start", scrubbed("ghs_ghs_12345", "ghs_12345"), "ghs_***");
	is("at the end, cut", scrubbed("ghs_1234", "ghs_12345"), "ghs_1234");
	is("no token", scrubbed("ghs_12345", NULL), "ghs_12345");
	is("empty", scrubbed("", "ghs_12345"), "");
	is("lines", scrubbed("a\n::error::b\x1b[31m\x7f", NULL), "a ::error::b [31m ");

	is("line ends", cleaned("a\r\nb\rc"), "a\nb\nc\n");
	is("not UTF-8",
	    cleaned("\xff"
		    "a\xc3\n"),
	    "\xEF\xBF\xBD"
	    "a\xEF\xBF\xBD\n");
	is("surrogate", cleaned("\xed\xa0\x80\n"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\n");
	is("controls", cleaned("\x01\x1b\t\x7f\n"), "\xEF\xBF\xBD\xEF\xBF\xBD\t\xEF\xBF\xBD\n");
	is("marker", cleaned("<!-- benchpipe:x -->\n"), "&lt;!-- benchpipe:x -->\n");
	is("marker's kin", cleaned("<!--\r\n\tBenchPipe:x"), "&lt;!--\n\tBenchPipe:x\n");
	is("other comment", cleaned("<!-- bench -->\n"), "<!-- bench -->\n");
	is("half a marker", cleaned("<!--"), "<!--\n");
	failures += comment_text_clean(&b, "a\0b", 3);
	failures += comment_key_valid("") || comment_key_valid("a b") || comment_key_valid("a>") ||
		    comment_key_valid("\xC3\xA9") || !comment_key_valid("a/B.9_-");
	buf_free(&b);
	return failures != 0;
}
