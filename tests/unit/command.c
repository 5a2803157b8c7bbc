/* Which command lines need a shell, as GNU make 4.3 decides (job.c,
 * construct_command_argv_internal), and how the others are split. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "scenario/command.h"

static const struct {
	const char *line;
	const char *words; /* each in angle brackets; NULL: it needs a shell */
} lines[] = {
    {"./a b c", "<./a><b><c>"},
    {"  a \t b  ", "<a><b>"},
    {"", ""},
    {" \t\n", ""},
    {"a\n", "<a>"},
    {"a 'b c' d", "<a><b c><d>"},
    {"a \"b c\" d", "<a><b c><d>"},
    {"a ''", "<a><>"},
    {"a \"\" b", "<a><><b>"},
    {"a b'c'\"d\"e", "<a><bcde>"},
    {"a b\\ c", "<a><b c>"},
    {"a \\$x", "<a><$x>"},
    {"a '$x*|;'", "<a><$x*|;>"},
    {"a \"*|;'\"", "<a><*|;'>"},
    {"a --size=3", "<a><--size=3>"},
    {"a x=1", "<a><x=1>"},
    {"testing", "<testing>"},
    {"/usr/bin/test -f x", "</usr/bin/test><-f><x>"},
    {"a \xc3\xa9", "<a><\xc3\xa9>"},
    {"a | b", NULL},
    {"a > b", NULL},
    {"a < b", NULL},
    {"a && b", NULL},
    {"a; b", NULL},
    {"a *.c", NULL},
    {"a b?", NULL},
    {"a [bc]", NULL},
    {"a $x", NULL},
    {"a \"$x\"", NULL},
    {"a \"b\\\"c\"", NULL},
    {"a `b`", NULL},
    {"a (b)", NULL},
    {"{ a; }", NULL},
    {"! a", NULL},
    {"a ~/b", NULL},
    {"a ^b", NULL},
    {"a # b", NULL},
    {"a 'b", NULL},
    {"a \"b", NULL},
    {"a b\\", NULL},
    {"a\nb", NULL},
    {"a \\\nb", NULL},
    {"X=1 a", NULL},
    {"X=1", NULL},
    {"cd b", NULL},
    {"exec a", NULL},
    {"test -f x", NULL},
    {". ./env", NULL},
    {"exit 0", NULL},
    {"for", NULL},
};

/* Lines for a shell that is named, and the words that they become; NULL: none. */
static const struct {
	const char *with, *line, *words;
} withs[] = {
    {"none", "echo $A | b>c *", "<echo><$A><|><b>c><*>"},
    {"none", "test 'a b' \"c $d\\\"e\" f\\ g", "<test><a b><c $d\"e><f g>"},
    {"none", "A=1 for x", "<A=1><for><x>"},
    {"none", "a \"b", NULL},
    {"none", "a 'b", NULL},
    {"none", "a\nb", NULL},
    {"none", "a\\", NULL},
    {"sh", "true", "</bin/sh><-c><true>"},
    {"sh", "a\nb", "</bin/sh><-ec><a\nb>"},
    {"bash", "true", "<bash><-c><true>"},
    {"bash --norc", "a b", "<bash><--norc><-c><a b>"},
    {"/opt/my\\ sh", "a", "</opt/my sh><-c><a>"},
    {"'", "a", NULL},
    {" ", "a", NULL},
};

static int
with_check(struct arena *arena)
{
	int failures = 0;

	for (size_t i = 0; i < sizeof withs / sizeof *withs; i++) {
		bool none = strcmp(withs[i].with, "none") == 0, shell;
		char **argv = command_parse(withs[i].line, withs[i].with, arena, &shell);
		struct buf b = BUF_INIT;

		for (size_t k = 0; argv && argv[k]; k++)
			buf_printf(&b, "<%s>", argv[k]);
		if (!argv != !withs[i].words || (argv && strcmp(b.s, withs[i].words) != 0) ||
		    (argv && shell == none)) {
			fprintf(stderr, "'%s' for '%s': %s\n", withs[i].line, withs[i].with,
			    b.s ? b.s : "nothing");
			failures++;
		}
		buf_free(&b);
	}
	return failures;
}

int
main(void)
{
	struct arena *arena = arena_new();
	int failures = 0;

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct buf b = BUF_INIT;
		bool shell = true;
		char **argv = command_parse(lines[i].line, NULL, arena, &shell);
		const char *words;

		for (size_t k = 0; argv[k]; k++)
			buf_printf(&b, "<%s>", argv[k]);
		words = b.s ? b.s : "";
		if (shell != !lines[i].words || (!shell && strcmp(words, lines[i].words) != 0)) {
			fprintf(stderr, "'%s': %s %s\n", lines[i].line, shell ? "a shell for" : "",
			    words);
			failures++;
		}
		if (shell && strncmp(words, "</bin/sh><-", 11) != 0) {
			fprintf(stderr, "'%s': %s is no shell\n", lines[i].line, words);
			failures++;
		}
		buf_free(&b);
	}
	failures += with_check(arena);
	arena_free(arena);
	return failures != 0;
}
