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

/* Copy the word at *S to WORD, its quotes removed; false when only a shell
 * knows what it is. */
static bool
word_scan(const char **s, struct buf *word)
{
	const char *p = *s;
	char quote = '\0';

	for (; *p && (quote || (*p != ' ' && *p != '\t')); p++) {
		if (quote && *p == quote)
			quote = '\0';
		else if (quote == '"' && strchr("\\$`", *p))
			return false;
		else if (quote)
			buf_char(word, *p);
		else if (*p == '\'' || *p == '"')
			quote = *p;
		else if (*p == '\\' && (!p[1] || p[1] == '\n'))
			return false;
		else if (*p == '\\')
			buf_char(word, *++p);
		else if (strchr(special, *p))
			return false;
		else
			buf_char(word, *p);
	}
	*s = p;
	return !quote;
}

/* Split LINE into W; false when it needs a shell. */
static bool
line_split(const char *line, struct words *w)
{
	bool equals = true; /* every word so far has a '=', as assignments have */

	for (line += strspn(line, " \t"); *line; line += strspn(line, " \t")) {
		struct buf word = BUF_INIT;

		if (!word_scan(&line, &word)) {
			buf_free(&word);
			return false;
		}
		words_add(w, buf_take(&word));
		equals = equals && strchr(w->list[w->n - 1], '=');
		if (equals)
			return false;
	}
	for (size_t i = 0; w->n > 0 && shell_words[i]; i++)
		if (strcmp(shell_words[i], w->list[0]) == 0)
			return false;
	return true;
}

char **
command_parse(const char *line, bool *shell)
{
	struct words w = {NULL, 0, 0};
	size_t len = strlen(line);
	char *text;

	while (len > 0 && strchr(" \t\n", line[len - 1]) && (len < 2 || line[len - 2] != '\\'))
		len--;
	text = xstrndup(line, len);
	*shell = !line_split(text + strspn(text, " \t\n"), &w);
	if (*shell) {
		words_clear(&w);
		words_add(&w, xstrdup("/bin/sh"));
		/* As GitHub Actions does, several lines stop at the first that fails. */
		words_add(&w, xstrdup(strchr(text, '\n') ? "-ec" : "-c"));
		words_add(&w, xstrdup(text));
	}
	words_add(&w, NULL);
	free(text);
	return w.list;
}
