#include "import/import_format.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "import/import_directive.h"

enum { DIRECTIVES = 1 << 16 }; /* the most bytes that are looked through for directives */

bool
import_format_measures(const struct import_format *f, const char *key, size_t len)
{
	return import_words_have(&f->each, key, len) ||
	       (import_words_have(&f->each, "*", 1) && !import_words_have(&f->same, key, len));
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
			f->about = xstrdup(line + 1 + strspn(line + 1, DIRECTIVE_SPACES));
		}
		return true;
	}
	word = line + 2 + strspn(line + 2, DIRECTIVE_SPACES);
	value = word + strcspn(word, DIRECTIVE_SPACES);
	if (*value) {
		*value++ = '\0';
		value += strspn(value, DIRECTIVE_SPACES);
	}
	if (!*value)
		die(PLACE_FMT "directive '%s' lacks its value", PLACE_ARGS(place), word);
	import_directive_read(f, word, value, place);
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
