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

int
main(void)
{
	int failures = 0;

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct buf b = BUF_INIT;
		bool shell = true;
		char **argv = command_parse(lines[i].line, &shell);
		const char *words;

		for (size_t k = 0; argv[k]; k++) {
			buf_printf(&b, "<%s>", argv[k]);
			free(argv[k]);
		}
		free(argv);
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
	return failures != 0;
}
