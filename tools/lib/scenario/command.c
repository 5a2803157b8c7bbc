#include "scenario/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/util.h"

/* Where GNU make (job.c) sees that a command line needs a shell; its '"' is
 * not here, since simple double quotes are split below. */
static const char special[] = "#;*?[]&|<>(){}$`^~!\n";

static const char *const shell_words[] = {".", ":", "alias", "bg", "break", "case", "cd", "command",
    "continue", "eval", "exec", "exit", "export", "fc", "fg", "for", "getopts", "hash", "if",
    "jobs", "login", "logout", "read", "readonly", "return", "set", "shift", "test", "times",
    "trap", "type", "ulimit", "umask", "unalias", "unset", "until", "wait", "while", NULL};

struct words {
	char **list;
	size_t n, cap;
};

static void
words_add(struct words *w, char *word)
{
	w->list = xgrow(w->list, w->n, &w->cap, sizeof *w->list);
	w->list[w->n] = word;
	w->n += word != NULL;
}

static void
words_clear(struct words *w)
{
	while (w->n > 0)
		free(w->list[--w->n]);
}

/* Copy the word at *S to WORD, its quotes removed; false when only a shell knows what it is. With
 * LITERAL no shell is asked: what is special to one is not. */
static bool
word_scan(const char **s, struct buf *word, bool literal)
{
	const char *p = *s;
	char quote = '\0';

	for (; *p && (quote || (*p != ' ' && *p != '\t')); p++) {
		if (quote && *p == quote)
			quote = '\0';
		else if (quote == '"' && strchr("\\$`", *p) && !literal)
			return false;
		else if (quote == '"' && *p == '\\' && p[1] && strchr("\\$`\"", p[1]))
			buf_char(word, *++p);
		else if (quote)
			buf_char(word, *p);
		else if (*p == '\'' || *p == '"')
			quote = *p;
		else if (*p == '\\' && (!p[1] || p[1] == '\n'))
			return false;
		else if (*p == '\\')
			buf_char(word, *++p);
		else if (strchr(special, *p) && (!literal || *p == '\n'))
			return false;
		else
			buf_char(word, *p);
	}
	*s = p;
	return !quote;
}

/* Split LINE into W; false when it needs a shell, for a reason that LITERAL does not exclude. */
static bool
line_split(const char *line, struct words *w, bool literal)
{
	bool equals = true; /* every word so far has a '=', as assignments have */

	for (line += strspn(line, " \t"); *line; line += strspn(line, " \t")) {
		struct buf word = BUF_INIT;

		if (!word_scan(&line, &word, literal)) {
			buf_free(&word);
			return false;
		}
		words_add(w, word.s ? buf_take(&word) : xstrdup(""));
		equals = equals && strchr(w->list[w->n - 1], '=');
		if (equals && !literal)
			return false;
	}
	for (size_t i = 0; !literal && w->n > 0 && shell_words[i]; i++)
		if (strcmp(shell_words[i], w->list[0]) == 0)
			return false;
	return true;
}

/* Put the words that start SHELL into W, and the option by which it takes LINE. */
static bool
shell_add(struct words *w, const char *shell, const char *line)
{
	bool usual = strcmp(shell, "sh") == 0 || strcmp(shell, "bash") == 0;

	if (strcmp(shell, "sh") == 0)
		words_add(w, xstrdup("/bin/sh"));
	else if (!line_split(shell, w, true) || w->n == 0)
		return false;
	/* As GitHub Actions does, several lines stop at the first that fails. */
	words_add(w, xstrdup(usual && strchr(line, '\n') ? "-ec" : "-c"));
	words_add(w, xstrdup(line));
	return true;
}

char **
command_parse(const char *line, const char *with, struct arena *arena, bool *shell)
{
	struct words w = {NULL, 0, 0};
	size_t len = strlen(line);
	bool none = with && strcmp(with, COMMAND_NO_SHELL) == 0, fine = true;
	char *text, **argv = NULL;

	while (len > 0 && strchr(" \t\n", line[len - 1]) && (len < 2 || line[len - 2] != '\\'))
		len--;
	text = xstrndup(line, len);
	line = text + strspn(text, " \t\n");
	*shell = *line && !none && (with || !line_split(line, &w, false));
	if (none)
		fine = line_split(line, &w, true);
	else if (*shell) {
		words_clear(&w);
		fine = shell_add(&w, with ? with : "sh", text);
	}
	if (fine) {
		argv = arena_array(arena, w.n + 1, sizeof *argv);
		for (size_t i = 0; i < w.n; i++)
			argv[i] = arena_strdup(arena, w.list[i]);
	}
	words_clear(&w);
	free(w.list);
	free(text);
	return argv;
}
