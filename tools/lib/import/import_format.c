#include "import/import_format.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/suggest.h"
#include "base/util.h"

enum { DIRECTIVES = 1 << 16 }; /* the most bytes that are looked through for directives */

/* Where a directive stands, for messages. */
struct directive_place {
	const char *path;
	size_t line;
};

#define PLACE_FMT "%s:%zu: "
#define PLACE_ARGS(p) (p)->path, (p)->line

static const char spaces[] = " \t";

static void
words_add(struct import_words *w, const char *s, size_t len)
{
	w->at = xgrow(w->at, w->n, &w->cap, sizeof *w->at);
	w->at[w->n++] = xstrndup(s, len);
}

/* Add the words of TEXT, with spaces between. */
static void
words_read(struct import_words *w, const char *text)
{
	for (;;) {
		size_t len;

		text += strspn(text, spaces);
		len = strcspn(text, spaces);
		if (len == 0)
			return;
		words_add(w, text, len);
		text += len;
	}
}

static void
words_free(struct import_words *w)
{
	for (size_t i = 0; i < w->n; i++)
		free(w->at[i]);
	free(w->at);
}

bool
import_words_have(const struct import_words *words, const char *s, size_t len)
{
	for (size_t i = 0; i < words->n; i++)
		if (strncmp(words->at[i], s, len) == 0 && words->at[i][len] == '\0')
			return true;
	return false;
}

bool
import_format_measures(const struct import_format *f, const char *key, size_t len)
{
	return import_words_have(&f->each, key, len) ||
	       (import_words_have(&f->each, "*", 1) && !import_words_have(&f->same, key, len));
}

static void
pattern_read(regex_t *to, const char *pattern, int flags, const struct directive_place *place)
{
	int error = regex_result(regcomp(to, pattern, REG_EXTENDED | flags));
	char why[256];

	if (error == 0)
		return;
	regerror(error, to, why, sizeof why);
	die(PLACE_FMT "'%s' is no extended regular expression: %s", PLACE_ARGS(place), pattern,
	    why);
}

static void
fields_read(
    struct import_line *line, const char *text, size_t len, const struct directive_place *place)
{
	const char *end = text + len;
	size_t cap = 0;

	for (;;) {
		struct import_field *f;

		while (text < end && strchr(spaces, *text))
			text++;
		len = 0;
		while (text + len < end && !strchr(spaces, text[len]))
			len++;
		if (len == 0)
			break;
		line->fields = xgrow(line->fields, line->nfields, &cap, sizeof *line->fields);
		f = &line->fields[line->nfields++];
		f->kind = text[len - 1] == '#'   ? IMPORT_NUMBER
			  : text[len - 1] == '*' ? IMPORT_PAIRS
						 : IMPORT_TEXT;
		f->name = xstrndup(text, f->kind == IMPORT_TEXT ? len : len - 1);
		if (*text == '@')
			f->kind = IMPORT_KEY;
		text += len;
	}
	if (line->nfields > line->pattern.re_nsub)
		die(PLACE_FMT "there are %zu names for the %zu groups of the pattern",
		    PLACE_ARGS(place), line->nfields, line->pattern.re_nsub);
}

/* "FIELDS ~ PATTERN". */
static void
line_read(struct import_format *f, enum import_line_kind kind, const char *text,
    const struct directive_place *place)
{
	const char *tilde = strchr(text, '~');
	struct import_line *line;

	if (!tilde)
		die(PLACE_FMT "must be names, '~' and a pattern", PLACE_ARGS(place));
	f->lines = xreallocarray(f->lines, f->nlines + 1, sizeof *f->lines);
	line = &f->lines[f->nlines++];
	*line = (struct import_line){.kind = kind};
	pattern_read(&line->pattern, tilde + 1 + strspn(tilde + 1, spaces), 0, place);
	fields_read(line, text, (size_t)(tilde - text), place);
}

static void
sign_read(struct import_format *f, const char *text, const struct directive_place *place)
{
	f->signs = xreallocarray(f->signs, f->nsigns + 1, sizeof *f->signs);
	pattern_read(&f->signs[f->nsigns++], text, REG_NEWLINE | REG_NOSUB, place);
}

static void
family_read(struct import_format *f, const char *text, const struct directive_place *place)
{
	static const char *const names[] = {"json", "lines", "csv", "xml", "folder"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(text, names[i]) == 0) {
			f->family = (enum import_family)i;
			return;
		}
	die(PLACE_FMT "there is no reader '%s'%s", PLACE_ARGS(place), text,
	    suggest_note(text, names, sizeof names / sizeof *names));
}

/* The one character that TEXT must be. */
static char
character_read(const char *text, const struct directive_place *place)
{
	if (strcmp(text, "\\t") == 0)
		return '\t';
	if (strlen(text) != 1)
		die(PLACE_FMT "must be one character, not '%s'", PLACE_ARGS(place), text);
	return *text;
}

static void
directive_read(
    struct import_format *f, const char *word, const char *text, struct directive_place *place)
{
	static const char *const known[] = {"reader", "rows", "each", "drop", "keep", "sign",
	    "files", "columns", "separator", "after", "row", "begin", "add", "end", "same", "also",
	    "warning"};
	static const enum import_line_kind kinds[] = {
	    IMPORT_ROW, IMPORT_BEGIN, IMPORT_ADD, IMPORT_END};
	size_t which = 0, n = sizeof known / sizeof *known;

	while (which < n && strcmp(word, known[which]) != 0)
		which++;
	switch (which) {
	case 0: family_read(f, text, place); break;
	case 1:
		free(f->rows);
		f->rows = xstrdup(text);
		break;
	case 2: words_read(&f->each, text); break;
	case 3: words_read(&f->drop, text); break;
	case 4:
		if (strchr(text, '~'))
			line_read(f, IMPORT_KEEP, text, place);
		else
			words_read(&f->keep, text);
		break;
	case 5: sign_read(f, text, place); break;
	case 6: words_read(&f->files, text); break;
	case 7: words_read(&f->columns, text); break;
	case 8: f->separator = character_read(text, place); break;
	case 9: f->after = character_read(text, place); break;
	case 10:
	case 11:
	case 12:
	case 13: line_read(f, kinds[which - 10], text, place); break;
	case 14: words_read(&f->same, text); break;
	case 15: words_read(&f->also, text); break;
	case 16:
		free(f->warning);
		f->warning = xstrdup(text);
		break;
	default:
		die(PLACE_FMT "there is no directive '%s'%s", PLACE_ARGS(place), word,
		    suggest_note(word, known, n));
	}
}

/* Take LINE, a comment; false when directives are over. */
static bool
comment_read(struct import_format *f, char *line, struct directive_place *place)
{
	char *word, *value, *end = line + strlen(line);

	while (end > line && strchr(" \t\r\n", end[-1]))
		*--end = '\0';
	if (*line == '\0')
		return true;
	if (*line != '#')
		return false;
	if (line[1] != ':') {
		if (!*f->about) {
			free(f->about);
			f->about = xstrdup(line + 1 + strspn(line + 1, spaces));
		}
		return true;
	}
	word = line + 2 + strspn(line + 2, spaces);
	value = word + strcspn(word, spaces);
	if (*value) {
		*value++ = '\0';
		value += strspn(value, spaces);
	}
	if (!*value)
		die(PLACE_FMT "directive '%s' lacks its value", PLACE_ARGS(place), word);
	directive_read(f, word, value, place);
	return true;
}

/* The name of PATH without its folder and its end. */
static char *
name_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *end = strrchr(name, '.');

	return xstrndup(name, end && end > name ? (size_t)(end - name) : strlen(name));
}

static void
format_check(const struct import_format *f)
{
	if (f->family == IMPORT_LINES && f->nlines == 0)
		die("%s: a format of lines needs a directive 'row' or 'begin'", f->path);
	if (f->family == IMPORT_XML && !f->rows)
		die("%s: a format of XML needs a directive 'rows' with an element's name", f->path);
	if (f->family == IMPORT_FOLDER && f->files.n == 0)
		die("%s: a format of a folder needs a directive 'files'", f->path);
}

struct import_format *
import_format_load(const char *path)
{
	struct import_format *f = xcalloc(1, sizeof *f);
	struct directive_place place = {path, 0};
	FILE *file = fopen(path, "r");
	size_t cap = 0, read = 0;
	char *line = NULL;

	if (!file)
		die("%s:", path);
	f->path = xstrdup(path);
	f->name = name_of(path);
	f->about = xstrdup("");
	while (read < DIRECTIVES && getline(&line, &cap, file) >= 0) {
		place.line++;
		read += strlen(line);
		if (!comment_read(f, line, &place))
			break;
	}
	if (ferror(file))
		die("%s:", path);
	fclose(file);
	free(line);
	format_check(f);
	return f;
}

void
import_format_free(struct import_format *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->nlines; i++) {
		for (size_t k = 0; k < f->lines[i].nfields; k++)
			free(f->lines[i].fields[k].name);
		free(f->lines[i].fields);
		regfree(&f->lines[i].pattern);
	}
	for (size_t i = 0; i < f->nsigns; i++)
		regfree(&f->signs[i]);
	words_free(&f->each);
	words_free(&f->also);
	words_free(&f->same);
	words_free(&f->drop);
	words_free(&f->keep);
	words_free(&f->files);
	words_free(&f->columns);
	free(f->lines);
	free(f->signs);
	free(f->warning);
	free(f->rows);
	free(f->path);
	free(f->name);
	free(f->about);
	free(f);
}

char *
import_folder(void)
{
	static const char *const places[] = {"import", "../share/benchpipe/import"};
	char self[PATH_MAX], *slash, *path;
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

	if (n < 0)
		die("/proc/self/exe:");
	self[n] = '\0';
	slash = strrchr(self, '/');
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		path = xasprintf("%.*s/%s", (int)(slash - self), self, places[i]);
		if (access(path, F_OK) == 0)
			return path;
		free(path);
	}
	die("the formats are missing: there is neither 'import' beside '%s' nor "
	    "'../share/benchpipe/import'",
	    self);
}

static int
format_order(const void *a, const void *b)
{
	const struct import_format *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

void
import_formats_load(struct import_formats *all)
{
	char *folder = import_folder();
	DIR *d = opendir(folder);
	struct dirent *e;

	*all = (struct import_formats){.n = 0};
	if (!d)
		die("%s:", folder);
	while ((e = readdir(d))) {
		size_t len = strlen(e->d_name);
		char *path;

		if (len < 4 || strcmp(e->d_name + len - 3, ".jq") != 0 || *e->d_name == '.')
			continue;
		path = xasprintf("%s/%s", folder, e->d_name);
		all->at = xgrow(all->at, all->n, &all->cap, sizeof *all->at);
		all->at[all->n++] = import_format_load(path);
		free(path);
	}
	closedir(d);
	free(folder);
	if (all->n)
		qsort(all->at, all->n, sizeof *all->at, format_order);
}

void
import_formats_free(struct import_formats *all)
{
	for (size_t i = 0; i < all->n; i++)
		import_format_free(all->at[i]);
	free(all->at);
}

const struct import_format *
import_formats_find(const struct import_formats *all, const char *name)
{
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->at[i]->name, name) == 0 ||
		    import_words_have(&all->at[i]->also, name, strlen(name)))
			return all->at[i];
	return NULL;
}
