/* bench: start the tools by their short names. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/option.h"
#include "base/suggest.h"
#include "base/util.h"

/* Word and line of every tool, {NULL, NULL} at the end; made of the manual pages. */
extern const char *const bench_words[][2];

enum { WORDS_MAX = 64 };

static void
tools_print(void)
{
	for (size_t i = 0; bench_words[i][0]; i++)
		printf("  %-12s%s\n", bench_words[i][0], bench_words[i][1]);
}

/* WORD when it is a tool's, with or without "bench-"; else dies. */
static const char *
tool_word(const char *word)
{
	const char *words[WORDS_MAX], *bare = strncmp(word, "bench-", 6) == 0 ? word + 6 : word;
	size_t n = 0;

	for (; n < WORDS_MAX && bench_words[n][0]; n++) {
		words[n] = bench_words[n][0];
		if (strcmp(bare, words[n]) == 0)
			return words[n];
	}
	die_usage("unknown tool '%.80s'%s", word, suggest_note(bare, words, n));
}

/* The path of the tool WORD: it stands beside this program. The caller owns it. */
static char *
tool_path(const char *word)
{
	char self[PATH_MAX], *slash;
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

	if (n < 0)
		die("/proc/self/exe:");
	self[n] = '\0';
	slash = strrchr(self, '/');
	return xasprintf("%.*s/bench-%s", (int)(slash - self), self, word);
}

/* Become the tool WORD with the words of ARGV behind its first. The tools that it
 * starts are those beside it. */
_Noreturn static void
tool_become(const char *word, char **argv)
{
	char *path = tool_path(word);
	const char *others = getenv("PATH");
	char *beside = xasprintf("%.*s%s%s", (int)(strrchr(path, '/') - path), path,
	    others ? ":" : "", others ? others : "");

	argv[0] = xasprintf("bench-%s", word);
	if (setenv("PATH", beside, 1) < 0)
		die("cannot set PATH:");
	execv(path, argv);
	die("'%s':", path);
}

/* The manual page of WORD where one can be shown, else what --help prints. */
_Noreturn static void
tool_help(const char *word)
{
	char *page = xasprintf("bench-%s", word), *help[] = {NULL, (char[]){"--help"}, NULL};
	char *show = xasprintf("man -w 1 %s >/dev/null 2>&1", page);

	if (isatty(STDOUT_FILENO) && system(show) == 0)
		execlp("man", "man", "1", page, (char *)NULL);
	tool_become(word, help);
}

static const struct option_usage usage = {
    .forms = "TOOL [ARGUMENT]...\nhelp [TOOL]",
    .about =
	"Start a tool of benchpipe: 'bench run' is bench-run. 'bench help' lists the tools, and "
	"'bench help TOOL' explains one.",
    .operands = OPERANDS_ANY,
    .command = true,
};

int
main(int argc, char **argv)
{
	static const struct option_row rows[] = {OPTION_COMMON};
	struct operands o;

	program_set(argv[0]);
	o = options_read(&usage, rows, argc, argv);
	if (o.n == 0)
		die_usage("a tool is wanted, or 'help'");
	if (strcmp(o.at[0], "help") != 0)
		tool_become(tool_word(o.at[0]), o.at);
	if (o.n > 2)
		die_usage("unexpected operand '%s'", o.at[2]);
	if (o.n == 2 && strcmp(o.at[1], "help") != 0)
		tool_help(tool_word(o.at[1]));
	option_usage_print(&usage, rows, stdout);
	printf("\nThe tools are:\n");
	tools_print();
	stdout_close();
	return STATUS_OK;
}
