#include "import/import_format.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

bool
import_format_measures(const struct import_format *f, const char *key, size_t len)
{
	return import_words_have(&f->each, key, len) ||
	       (import_words_have(&f->each, "*", 1) && !import_words_have(&f->same, key, len));
}

_Noreturn static void
pattern_die(const char *pattern, const char *why, const struct directive_place *place)
{
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
	if (line->nfields > row_pattern_groups(line->pattern))
		die(PLACE_FMT "there are %zu names for the %zu groups of the pattern",
		    PLACE_ARGS(place), line->nfields, row_pattern_groups(line->pattern));
}

/* "FIELDS ~ PATTERN". */
static void
line_read(struct import_format *f, enum import_line_kind kind, const char *text,
    const struct directive_place *place)
{
	const char *tilde = strchr(text, '~'), *pattern;
	struct import_line *line;
	char why[256];

	if (!tilde)
		die(PLACE_FMT "must be names, '~' and a pattern", PLACE_ARGS(place));
	f->lines = xreallocarray(f->lines, f->nlines + 1, sizeof *f->lines);
	line = &f->lines[f->nlines++];
	*line = (struct import_line){.kind = kind};
	pattern = tilde + 1 + strspn(tilde + 1, spaces);
	line->pattern = row_pattern_new(pattern, why, sizeof why);
	if (!line->pattern)
		pattern_die(pattern, why, place);
	fields_read(line, text, (size_t)(tilde - text), place);
}

static void
sign_read(struct import_format *f, const char *text, const struct directive_place *place)
{
	int error;
	char why[256];

	f->signs = xreallocarray(f->signs, f->nsigns + 1, sizeof *f->signs);
	error = regex_result(
	    regcomp(&f->signs[f->nsigns], text, REG_EXTENDED | REG_NEWLINE | REG_NOSUB));
	if (error != 0) {
		regerror(error, &f->signs[f->nsigns], why, sizeof why);
		pattern_die(text, why, place);
	}
	f->nsigns++;
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
pair_read(struct import_words *words, const char *word, const char *text,
    const struct directive_place *place)
{
	import_words_read(words, text);
	if (words->n != 2)
		die(PLACE_FMT "directive '%s' must be two names", PLACE_ARGS(place), word);
}

static void
directive_read(
    struct import_format *f, const char *word, const char *text, struct directive_place *place)
{
	static const char *const known[] = {"reader", "rows", "each", "drop", "keep", "sign",
	    "files", "columns", "separator", "after", "row", "begin", "add", "end", "same", "also",
	    "warning", "moved", "rather", "head", "note", "forget", "refer"};
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
	case 2: import_words_read(&f->each, text); break;
	case 3: import_words_read(&f->drop, text); break;
	case 4:
		if (strchr(text, '~'))
			line_read(f, IMPORT_KEEP, text, place);
		else
			import_words_read(&f->keep, text);
		break;
	case 5: sign_read(f, text, place); break;
	case 6: import_words_read(&f->files, text); break;
	case 7: import_words_read(&f->columns, text); break;
	case 8: f->separator = character_read(text, place); break;
	case 9: f->after = character_read(text, place); break;
	case 10:
	case 11:
	case 12:
	case 13: line_read(f, kinds[which - 10], text, place); break;
	case 14: import_words_read(&f->same, text); break;
	case 15: import_words_read(&f->also, text); break;
	case 16:
		free(f->warning);
		f->warning = xstrdup(text);
		break;
	case 17: import_words_read(&f->moved, text); break;
	case 18: pair_read(&f->rather, word, text, place); break;
	case 19: import_words_read(&f->head, text); break;
	case 20:
	case 21: line_read(f, which == 20 ? IMPORT_NOTE : IMPORT_FORGET, text, place); break;
	case 22: pair_read(&f->refer, word, text, place); break;
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
		row_pattern_free(f->lines[i].pattern);
	}
	for (size_t i = 0; i < f->nsigns; i++)
		regfree(&f->signs[i]);
	import_words_free(&f->each);
	import_words_free(&f->also);
	import_words_free(&f->head);
	import_words_free(&f->moved);
	import_words_free(&f->rather);
	import_words_free(&f->refer);
	import_words_free(&f->same);
	import_words_free(&f->drop);
	import_words_free(&f->keep);
	import_words_free(&f->files);
	import_words_free(&f->columns);
	free(f->lines);
	free(f->signs);
	free(f->warning);
	free(f->rows);
	free(f->path);
	free(f->name);
	free(f->about);
	free(f);
}
