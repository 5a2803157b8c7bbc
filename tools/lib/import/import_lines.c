/* The reader of text that is made of lines. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/printed.h"
#include "base/util.h"
#include "import/import_reader.h"
#include "import/line_fields.h"
#include "import/line_input.h"

enum { LINE_MOST = 1 << 16, GROUPS_MOST = 32 };

struct line_reader {
	const struct import_format *format;
	struct raw_rows *rows;
	const char *name;
	size_t number; /* of the line, from 1 */
	struct line_fields row, kept;
	struct line_fields before; /* the row before */
	bool moved;                /* what is kept is not what it was in the row before */
	size_t begun;              /* the line at which the row began; 0: none has */
	size_t kept_at;            /* the last line of which something is kept; 0: none */
	size_t found;
	char number_text[NUMBER_MAX];
};

/* S without what ends a line, without escape sequences of a terminal, and from the last
 * carriage return on; in place. */
static void
line_plain(char *s, size_t len)
{
	size_t from = 0, to = 0;

	while (len > 0 && (s[len - 1] == '\n' || s[len - 1] == '\r'))
		len--;
	if (!memchr(s, '\r', len) && !memchr(s, '\033', len)) {
		s[len] = '\0';
		return;
	}
	for (size_t i = 0; i < len; i++)
		if (s[i] == '\r')
			from = i + 1;
	while (from < len) {
		if (s[from] == '\033' && from + 1 < len && s[from + 1] == '[') {
			from += 2;
			while (from < len && (s[from] < '@' || s[from] > '~'))
				from++;
			from += from < len;
		} else {
			s[to++] = s[from++];
		}
	}
	s[to] = '\0';
}

/* The *LEN bytes of S, a number as programs print it, as JSON of *LEN bytes: S itself, or what
 * lasts until the next call; NULL when it is none. */
static const char *
line_number(struct line_reader *r, const char *s, size_t *len)
{
	const char *why;
	double v;

	if (number_plain(s, *len) || number_parse(s, *len, &v))
		return s;
	if (*len == 0 || printed_scan(s, *len, DECIMAL_POINT, &v, &why) != *len)
		return NULL;
	*len = number_format(r->number_text, v);
	return r->number_text;
}

/* The first word of S, without the blanks before it, and its length. */
static const char *
word_at(const char *s, size_t *len)
{
	const char *end;

	while (*s == ' ' || *s == '\t')
		s++;
	for (end = s; *end && *end != ' ' && *end != '\t'; end++)
		continue;
	*len = (size_t)(end - s);
	return s;
}

/* "12 ns/op  34 B/op": each number under its unit. */
static void
pairs_write(struct line_reader *r, const char *s)
{
	for (;;) {
		const char *number, *unit, *json;
		size_t nnumber, nunit, njson;

		number = word_at(s, &nnumber);
		unit = word_at(number + nnumber, &nunit);
		s = unit + nunit;
		njson = nnumber;
		if (nunit == 0)
			return;
		json = line_number(r, number, &njson);
		if (!json)
			die("%s:%zu: '%.*s' before '%.*s' is not a number", r->name, r->number,
			    (int)nnumber, number, (int)nunit, unit);
		raw_row_number(r->rows, unit, nunit, json, njson);
	}
}

/* Write F, whose name is that of KEYED, unless it is NULL. */
static void
field_write(struct line_reader *r, const struct line_field *f, const struct line_field *keyed)
{
	const char *key = keyed ? keyed->text.s : f->field->name, *s = f->text.s ? f->text.s : "";
	const char *json;
	size_t len = strlen(key), njson = f->text.len;

	switch (f->field->kind) {
	case IMPORT_TEXT: raw_row_text(r->rows, key, len, s, f->text.len); break;
	case IMPORT_NUMBER:
		json = line_number(r, s, &njson);
		if (!json)
			die("%s:%zu: '%s' is '%s', which is not a number", r->name, r->number, key,
			    s);
		raw_row_number(r->rows, key, len, json, njson);
		break;
	case IMPORT_PAIRS: pairs_write(r, s); break;
	case IMPORT_KEY: break;
	}
}

/* Write F; with AGAIN its texts are there already. */
static void
fields_write(struct line_reader *r, const struct line_fields *f, bool again)
{
	for (size_t i = 0; i < f->n; i++) {
		bool keyed = i > 0 && f->at[i - 1].field->kind == IMPORT_KEY;

		if (!again || f->at[i].field->kind != IMPORT_TEXT)
			field_write(r, &f->at[i], keyed ? &f->at[i - 1] : NULL);
	}
}

/* What the lines said becomes a row. */
static void
row_end(struct line_reader *r)
{
	struct line_fields swap = r->before;
	bool again;

	if (!r->begun)
		return;
	again = r->found > 0 && !r->moved && line_fields_alike(&r->row, &r->before);
	if (again)
		raw_row_again(r->rows, r->begun);
	else
		raw_row_begin(r->rows, r->begun);
	fields_write(r, &r->kept, again);
	fields_write(r, &r->row, again);
	r->before = r->row;
	r->row = swap;
	line_fields_clear(&r->row);
	r->moved = false;
	r->begun = 0;
	r->found++;
}

/* Take the groups of LINE in S to TO. */
static void
groups_take(struct line_reader *r, const struct import_line *line, const char *s,
    const regmatch_t *groups, struct line_fields *to)
{
	enum line_put kind = line->kind == IMPORT_NOTE ? PUT_ALL
			     : to == &r->kept          ? PUT_LAST
						       : PUT_FIRST;

	for (size_t i = 0; i < line->nfields && i + 1 < GROUPS_MOST; i++) {
		const regmatch_t *g = &groups[i + 1];

		if (g->rm_so >= 0)
			if (!line_fields_put(to, &line->fields[i], s + g->rm_so,
				(size_t)(g->rm_eo - g->rm_so), kind))
				die("%s:%zu: a row has more than %d MiB", r->name, r->number,
				    LINE_FIELDS_MOST >> 20);
	}
}

/* Do what the first pattern says that matches S. */
static void
line_take(struct line_reader *r, const char *s)
{
	const struct import_format *format = r->format;
	regmatch_t groups[GROUPS_MOST];
	bool keeps;

	for (size_t i = 0; i < format->nlines; i++) {
		const struct import_line *line = &format->lines[i];
		size_t ngroups = line->nfields < GROUPS_MOST ? line->nfields + 1 : GROUPS_MOST;

		if ((line->kind == IMPORT_ADD || line->kind == IMPORT_END) && !r->begun)
			continue;
		if (!row_pattern_match(line->pattern, s, ngroups, groups))
			continue;
		if (line->kind == IMPORT_FORGET) {
			if (r->kept_at + 1 != r->number) {
				line_fields_clear(&r->kept);
				r->moved = true;
			}
			return;
		}
		if (line->kind == IMPORT_ROW || line->kind == IMPORT_BEGIN) {
			row_end(r);
			r->begun = r->number;
		}
		keeps = line->kind == IMPORT_KEEP || line->kind == IMPORT_NOTE;
		if (keeps) {
			r->kept_at = r->number;
			r->moved = true;
		}
		groups_take(r, line, s, groups, keeps ? &r->kept : &r->row);
		if (line->kind == IMPORT_ROW || line->kind == IMPORT_END)
			row_end(r);
		return;
	}
}

void
import_lines(const struct import_format *format, FILE *f, const char *name, struct raw_rows *rows)
{
	struct line_reader r = {.format = format, .rows = rows, .name = name};
	struct line_input in = {f, xmalloc(LINE_MOST), LINE_MOST, 0, 0};
	char *line;
	size_t len;

	while ((line = line_input_next(&in, &len))) {
		r.number++;
		if (memchr(line, '\0', len))
			die("%s:%zu: a NUL byte, which no text has", name, r.number);
		line_plain(line, len);
		line_take(&r, line);
	}
	if (ferror(f))
		die("%s:", name);
	row_end(&r);
	if (r.found == 0)
		die("%s: %s: no line is one of %s", name,
		    r.number ? "there is no benchmark" : "is empty", format->name);
	line_fields_free(&r.row);
	line_fields_free(&r.before);
	line_fields_free(&r.kept);
	free(in.block);
}
