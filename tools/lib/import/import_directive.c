#include "import/import_directive.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/util.h"

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

		while (text < end && strchr(DIRECTIVE_SPACES, *text))
			text++;
		len = 0;
		while (text + len < end && !strchr(DIRECTIVE_SPACES, text[len]))
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
	pattern = tilde + 1 + strspn(tilde + 1, DIRECTIVE_SPACES);
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

void
import_directive_read(struct import_format *f, const char *word, const char *text,
    const struct directive_place *place)
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
