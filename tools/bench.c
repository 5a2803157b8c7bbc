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

/* What is started from here on finds the tools beside this program first. */
static void
path_put_first(void)
{
	char *path = tool_path("");
	const char *others = getenv("PATH");
	char *beside = xasprintf("%.*s%s%s", (int)(strrchr(path, '/') - path), path,
	    others ? ":" : "", others ? others : "");

	if (setenv("PATH", beside, 1) < 0)
		die("cannot set PATH:");
	free(beside);
	free(path);
}

/* Become the tool WORD with the words of ARGV behind its first. */
_Noreturn static void
tool_become(const char *word, char **argv)
{
	char *path = tool_path(word);

	argv[0] = xasprintf("bench-%s", word);
	path_put_first();
	execv(path, argv);
	die("'%s':", path);
}

/* Become man(1) with PAGE of SECTION, the one that belongs to the tools beside this program;
 * returns where it has none. */
static void
page_show(const char *section, const char *page)
{
	char *has = xasprintf("man -w %s %s >/dev/null 2>&1", section, page);

	path_put_first();
	if (system(has) == 0)
		execlp("man", "man", section, page, (char *)NULL);
	free(has);
}

/* The manual page of WORD where one can be shown, else what --help prints. */
_Noreturn static void
tool_help(const char *word)
{
	char *page = xasprintf("bench-%s", word), *help[] = {NULL, (char[]){"--help"}, NULL};

	if (isatty(STDOUT_FILENO))
		page_show("1", page);
	tool_become(word, help);
}

/* What is no tool and has a page: the formats of what the tools read and write. */
static const char *const formats[] = {"scenario", "results", NULL};

/* Explain WORD when it is a format. */
static void
format_help(const char *word)
{
	const char *bare = strncmp(word, "bench-", 6) == 0 ? word + 6 : word;

	for (size_t i = 0; formats[i]; i++)
		if (strcmp(bare, formats[i]) == 0) {
			char *page = xasprintf("bench-%s", bare);

			page_show("5", page);
			die("'%s' is a format: man(1) has no page %s(5)", bare, page);
		}
}

static const struct option_usage usage = {
    .forms = "TOOL [ARGUMENT]...\nhelp [TOOL | FORMAT]",
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
	if (o.n == 2 && strcmp(o.at[1], "help") != 0 && strcmp(o.at[1], "bench") != 0) {
		format_help(o.at[1]);
		tool_help(tool_word(o.at[1]));
	}
	option_usage_print(&usage, rows, stdout);
	printf("\nThe tools are:\n");
	tools_print();
	printf("\n'bench help' also explains the formats: scenario, results.\n");
	stdout_close();
	return STATUS_OK;
}
